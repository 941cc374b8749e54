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

/**
 * How far a relaxation of the 50-atom 1×1 with CP2K has come (PBE, D3 with zero damping), started from the positions of the
 * learned potential: contacts in Å, forces in eV/Å, what the energy fell by in meV. A test holds them to the log that is kept
 * in test/fixtures/cp2k.
 */
export const PAPER_DFT = {
  label: 'PBE-D3, CP2K, 1×1',
  geometries: 2,
  contacts: {
    'Cs-S': { start: 3.555, last: 3.546 },
    'Br-Cd': { start: 2.657, last: 2.668 },
  },
  energyFellMeV: 32,
  rmsForceEVAng: 0.029,
  largestForceEVAng: 0.167,
  limitEVAng: 0.02,
} as const;
