import type { Protocol } from './protocols.ts';

/** CODATA 2018, thermochemical calorie: 1 kcal/mol = 4184 J/mol, 1 eV = 96485.33212 J/mol. */
export const MEV_PER_KCAL_MOL = (1000 * 4184) / 96485.33212;

export interface Drift {
  readonly mevPerAtomPerPs: number;
  readonly overPs: number;
}

/** When the energy begins to be conserved, fs from the start of the dynamics; null where it never is. */
export function nveFromFs({ stages, timestepFs }: Protocol): number | null {
  let steps = 0;
  for (const stage of stages) {
    if (stage.kind === 'nve') return steps * timestepFs;
    if (stage.kind === 'rescale') steps += stage.steps;
  }
  return null;
}

/** Whether a row is of NVE. After heating that at its beginning may be told before the last rescaling: it is left out. */
export const isOfNve = (timeFs: number, nveFrom: number): boolean =>
  timeFs > nveFrom + 1e-6 || (nveFrom === 0 && timeFs === 0);

/** Fewest rows from which a slope is computed. */
const LEAST_ROWS = 5;

/**
 * Slope of the total energy while it should be constant, by least squares: page and terminal both use this
 * definition.
 * @returns null for fewer than five rows
 */
export function energyDrift(
  timesFs: Float64Array,
  totalKcalMol: Float64Array,
  atoms: number,
): Drift | null {
  if (timesFs.length < LEAST_ROWS) return null;
  const mean = (x: Float64Array) => x.reduce((sum, v) => sum + v, 0) / x.length;
  const [t0, e0] = [mean(timesFs), mean(totalKcalMol)];
  let [covariance, variance] = [0, 0];
  for (const [k, time] of timesFs.entries()) {
    covariance += (time - t0) * (totalKcalMol[k]! - e0);
    variance += (time - t0) ** 2;
  }
  return {
    mevPerAtomPerPs: (1000 * MEV_PER_KCAL_MOL * covariance) / variance / atoms,
    overPs: (timesFs.at(-1)! - timesFs[0]!) / 1000,
  };
}
