import { createStore } from 'zustand/vanilla';

/** A run of this document that the browser keeps, as the player offers it. */
export interface OfferedRun {
  readonly id: string;
  /** "run of 14:32, 2.30 ps". */
  readonly label: string;
}

interface KeptRuns {
  /** The newest first. */
  readonly runs: readonly OfferedRun[];
}

export const keptRunsStore = createStore<KeptRuns>()(() => ({ runs: [] }));
