/** What a straight line through a part of a mean squared displacement says of diffusion. */
export interface Diffusion {
  /** Slope of the line, Å²/ps; NaN for fewer than two lags in the window. */
  readonly slopeAng2PerPs: number;
  /** Self-diffusion coefficient, cm²/s. */
  readonly coefficientCm2PerS: number;
}

/** 1 Å²/ps = (10⁻⁸ cm)² / 10⁻¹² s. */
const CM2_PER_S_PER_ANG2_PER_PS = 1e-8 ** 2 / 1e-12;

/**
 * Einstein's relation, D = d⟨|Δr|²⟩/dt / (2 d), with the slope of an unweighted line through the lags of a
 * window. It holds where the curve is straight: not for vibration about a site, nor for ballistic motion.
 * @param lagsPs of the curve, ps
 * @param msdAng2 mean squared displacement at each lag, Å², summed over `dimensions`
 * @param window first and last lag of the line, ps, both included
 * @param dimensions d: 3 for |Δr|², 1 for the part along one axis
 * @see A. Einstein, Ann. Phys. 1905, 322, 549, doi 10.1002/andp.19053220806
 */
export function diffusionOf(
  lagsPs: ArrayLike<number>,
  msdAng2: ArrayLike<number>,
  window: readonly [fromPs: number, toPs: number],
  dimensions: 1 | 3,
): Diffusion {
  const slopeAng2PerPs = slopeOf(lagsPs, msdAng2, ...window);
  const coefficientCm2PerS = (slopeAng2PerPs / (2 * dimensions)) * CM2_PER_S_PER_ANG2_PER_PS;
  return { slopeAng2PerPs, coefficientCm2PerS };
}

/** Slope of the least-squares line through the points with from ≤ x ≤ to; NaN for fewer than two. */
function slopeOf(x: ArrayLike<number>, y: ArrayLike<number>, from: number, to: number): number {
  let [n, sx, sy] = [0, 0, 0];
  const isIn = (k: number): boolean => x[k]! >= from && x[k]! <= to && Number.isFinite(y[k]);
  for (let k = 0; k < x.length; k++) {
    if (!isIn(k)) continue;
    n++;
    sx += x[k]!;
    sy += y[k]!;
  }
  let [sxx, sxy] = [0, 0];
  for (let k = 0; k < x.length; k++) {
    if (!isIn(k)) continue;
    sxx += (x[k]! - sx / n) ** 2;
    sxy += (x[k]! - sx / n) * (y[k]! - sy / n);
  }
  return sxx > 0 ? sxy / sxx : Number.NaN;
}
