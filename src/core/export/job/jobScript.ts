import { EpistackError } from '#core/errors.ts';
import type { OutFile } from '#core/export/exportSource.ts';
import { JOB_LIMITS, type JobOptions } from './jobOptions.ts';

interface Job extends JobOptions {
  /** Letters, digits and hyphens. */
  readonly name: string;
  /** Shell lines; `run_code` starts the code in the present folder. */
  readonly body: readonly string[];
  /** Environment variable that overrides the command, and the command. */
  readonly variable: string;
  readonly command: string;
  /** Runs the body once for each number from 1, as $TASK. */
  readonly array?: number;
}

/** @throws `setting` for numbers that no scheduler takes */
export function jobScript(job: Job): OutFile {
  for (const field of ['tasks', 'nodes', 'hours'] as const) {
    const [least, most] = JOB_LIMITS[field];
    if (!(Number.isInteger(job[field]) && job[field] >= least && job[field] <= most))
      throw new EpistackError({
        code: 'setting',
        field,
        expected: `a whole number from ${least} to ${most}`,
      });
  }
  const start = job.scheduler === 'slurm' ? 'srun' : `mpirun -np ${job.tasks}`;
  return {
    path: 'job.sh',
    text: [
      '#!/bin/bash',
      ...header(job),
      '# Modules and licences differ: load what your machine needs here.',
      'set -eu',
      ...folder(job),
      `run_code() { \${${job.variable}:-${start} ${job.command}} "$@"; }`,
      ...(job.array === undefined ? job.body : arrayLines(job, job.array)),
      '',
    ].join('\n'),
  };
}

function header({ scheduler, name, tasks, nodes, hours, array }: Job): readonly string[] {
  const each = Math.ceil(tasks / nodes);
  switch (scheduler) {
    case 'slurm':
      return [
        `#SBATCH --job-name=${name}`,
        `#SBATCH --nodes=${nodes}`,
        `#SBATCH --ntasks=${tasks}`,
        `#SBATCH --time=${hours}:00:00`,
        '#SBATCH --output=job-%j.out',
        ...(array === undefined ? [] : [`#SBATCH --array=1-${array}`]),
      ];
    case 'pbs':
      return [
        // PBS takes names of at most 15 characters.
        `#PBS -N ${name.slice(0, 15)}`,
        `#PBS -l select=${nodes}:ncpus=${each}:mpiprocs=${each}`,
        `#PBS -l walltime=${hours}:00:00`,
        '#PBS -j oe',
        ...(array === undefined ? [] : [`#PBS -J 1-${array}`]),
      ];
    case 'plain':
      return [];
    default:
      return scheduler satisfies never;
  }
}

function folder({ scheduler }: Job): readonly string[] {
  switch (scheduler) {
    case 'slurm':
      return ['cd "$' + '{SLURM_SUBMIT_DIR:-.}"'];
    case 'pbs':
      return ['cd "$' + '{PBS_O_WORKDIR:-.}"'];
    case 'plain':
      return ['cd "$(dirname "$0")"'];
    default:
      return scheduler satisfies never;
  }
}

function arrayLines({ scheduler, body }: Job, count: number): readonly string[] {
  if (scheduler === 'plain')
    return [`for TASK in $(seq 1 ${count}); do (`, ...body.map((line) => `  ${line}`), '); done'];
  return [`TASK=$${scheduler === 'slurm' ? 'SLURM_ARRAY_TASK_ID' : 'PBS_ARRAY_INDEX'}`, ...body];
}
