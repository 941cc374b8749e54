import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { JOB_LIMITS, type JobOptions } from '#core/export/job/jobOptions.ts';
import { jobScript } from '#core/export/job/jobScript.ts';
import { failureOf } from '../io/structures.ts';

const options: JobOptions = { scheduler: 'slurm', tasks: 10, nodes: 4, hours: 7 };
const script = (part: Partial<Parameters<typeof jobScript>[0]>): string =>
  jobScript({
    ...options,
    name: 'a-name-of-more-than-fifteen',
    body: ['run_code "$TASK" "in $PWD"', 'echo done'],
    variable: 'CODE',
    command: 'code.x',
    ...part,
  }).text;

const directives = (text: string): readonly string[] => text.match(/^#(SBATCH|PBS) .*$/gm) ?? [];

test('Slurm is asked for all ranks, PBS for the ranks of one node, and both for the hours', () => {
  expect(directives(script({}))).toEqual([
    '#SBATCH --job-name=a-name-of-more-than-fifteen',
    '#SBATCH --nodes=4',
    '#SBATCH --ntasks=10',
    '#SBATCH --time=7:00:00',
    '#SBATCH --output=job-%j.out',
  ]);
  // Ten ranks fit on four nodes of three; PBS takes names of at most 15 characters.
  expect(directives(script({ scheduler: 'pbs' }))).toEqual([
    '#PBS -N a-name-of-more-',
    '#PBS -l select=4:ncpus=3:mpiprocs=3',
    '#PBS -l walltime=7:00:00',
    '#PBS -j oe',
  ]);
  expect(directives(script({ scheduler: 'plain' }))).toEqual([]);
});

test('only an array is asked for as one', () => {
  const added = (scheduler: JobOptions['scheduler']) => {
    const single = directives(script({ scheduler }));
    return directives(script({ scheduler, array: 12 })).filter((line) => !single.includes(line));
  };
  expect(added('slurm')).toEqual(['#SBATCH --array=1-12']);
  expect(added('pbs')).toEqual(['#PBS -J 1-12']);
  expect(added('plain')).toEqual([]);
});

const folder = mkdtempSync(join(tmpdir(), 'epistack-job-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a script of three tasks says when bash runs it as the scheduler does. */
function run(scheduler: JobOptions['scheduler'], env: Readonly<Record<string, string>>): string {
  const { stdout, stderr, status } = spawnSync('bash', ['-s'], {
    cwd: folder,
    input: script({ scheduler, array: 3 }),
    env: { PATH: process.env['PATH'], CODE: 'echo task', ...env },
    encoding: 'utf8',
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

test('each task of an array gets its number; without a scheduler one script runs them all', () => {
  const one = (n: number) => `task ${n} in ${folder}\ndone\n`;
  expect(run('slurm', { SLURM_SUBMIT_DIR: folder, SLURM_ARRAY_TASK_ID: '2' })).toBe(one(2));
  expect(run('pbs', { PBS_O_WORKDIR: folder, PBS_ARRAY_INDEX: '3' })).toBe(one(3));
  expect(run('plain', {}).replaceAll(/in .*/g, `in ${folder}`)).toBe(one(1) + one(2) + one(3));
});

test('mpirun starts all ranks where Slurm does not', () => {
  expect(script({})).toContain(`\${CODE:-srun code.x}`);
  for (const scheduler of ['pbs', 'plain'] as const)
    expect(script({ scheduler })).toContain(`\${CODE:-mpirun -np 10 code.x}`);
});

test.each(['tasks', 'nodes', 'hours'] as const)(
  '%s are whole numbers within their limits',
  (field) => {
    const [least, most] = JOB_LIMITS[field];
    for (const value of [least, most]) expect(script({ [field]: value })).toContain('#SBATCH');
    for (const value of [least - 1, most + 1, 1.5, Number.NaN])
      expect(
        failureOf(() => script({ [field]: value })),
        `${value}`,
      ).toMatchObject({
        code: 'setting',
        field,
      });
  },
);
