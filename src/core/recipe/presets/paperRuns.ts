/** Means of the nearest contacts in a recorded run of the default document, Å: relaxed, and over the last 2 ps at 300 K. */
export interface RunMeans {
  readonly relaxed: number;
  readonly at300K: number;
}

/** By engine and pair; a test holds them to the runs in public/structures. */
export const PAPER_RUNS = {
  universal: {
    'Cs-S': { relaxed: 3.554, at300K: 3.659 },
    'Br-Cd': { relaxed: 2.658, at300K: 2.674 },
  },
  classical: {
    'Cs-S': { relaxed: 5.027, at300K: 4.701 },
    'Br-Cd': { relaxed: 2.623, at300K: 2.676 },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, RunMeans>>>>;
