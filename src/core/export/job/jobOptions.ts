export type Scheduler = 'slurm' | 'pbs' | 'plain';

export interface JobOptions {
  readonly scheduler: Scheduler;
  /** MPI ranks, on one node unless `nodes` says more. */
  readonly tasks: number;
  readonly nodes: number;
  readonly hours: number;
}

export const DEFAULT_JOB: JobOptions = { scheduler: 'slurm', tasks: 32, nodes: 1, hours: 24 };

/** Whole numbers, from, to. */
export const JOB_LIMITS = {
  tasks: [1, 100_000],
  nodes: [1, 10_000],
  hours: [1, 8760],
} as const;
