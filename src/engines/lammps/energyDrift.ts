/** CODATA 2018, thermochemical calorie: 1 kcal/mol = 4184 J/mol, 1 eV = 96485.33212 J/mol. */
export const MEV_PER_KCAL_MOL = (1000 * 4184) / 96485.33212;

export interface Drift {
  readonly mevPerAtomPerPs: number;
  readonly overPs: number;
}

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
