import type { RunProgress } from '#engines/lammps/runPlan.ts';

/** How far a run is, and what a relaxation by the universal potential goes by. */
export interface MdProgress extends RunProgress {
  /** How a relaxation by the universal potential goes. */
  readonly relaxing?: {
    /** Energy of the whole stack, eV. */
    readonly energyEv: number;
    /** Largest force, eV/Å. */
    readonly maxForceEvAng: number;
    /** The largest force at which it ends, eV/Å. */
    readonly goalEvAng: number;
    /** How far the largest force has come down to that, 0 … 1, on a scale of its logarithm. */
    readonly share: number;
  };
}

/** Before so many steps there is no trend. */
const LEAST_STEPS = 8;

/**
 * Estimates how far a relaxation is: the largest force falls about evenly on a scale of its logarithm, with many ups
 * and downs, so what counts is the lowest so far against the highest.
 * @param goalEvAng force at which it ends
 * @returns of each step: how far, and how many steps are left by the trend so far, null before there is one
 */
export function relaxTrend(goalEvAng: number) {
  let [highest, lowest, share] = [0, Number.POSITIVE_INFINITY, 0];
  return (step: number, maxForceEvAng: number): { share: number; stepsLeft: number | null } => {
    highest = Math.max(highest, maxForceEvAng);
    lowest = Math.min(lowest, maxForceEvAng);
    if (lowest <= goalEvAng) return { share: 1, stepsLeft: 0 };
    const fallen = Math.log(highest / lowest);
    // Never back: a force that rises again, as over a saddle, only takes longer.
    share = Math.max(share, fallen / Math.log(highest / goalEvAng));
    const isTrend = step >= LEAST_STEPS && fallen > 0;
    return { share, stepsLeft: isTrend ? (step * Math.log(lowest / goalEvAng)) / fallen : null };
  };
}
