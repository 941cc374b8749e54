import type { PlaneStrain } from '#core/match/strain.ts';

/** What one mismatch is over other lengths than the substrate's. */
export interface Denominators {
  /** (l_film − l_substrate) / l_film. */
  readonly overFilm: number;
  /** (l_film − l_substrate) / ½(l_film + l_substrate). */
  readonly overMean: number;
}

/** @param mismatch (l_film − l_substrate) / l_substrate, a fraction */
export const otherDenominators = (mismatch: number): Denominators => ({
  overFilm: mismatch / (1 + mismatch),
  overMean: mismatch / (1 + mismatch / 2),
});

/**
 * Length after which unstrained film and substrate are out of step by one whole vector,
 * l_f · l_s / |l_f − l_s|: the spacing of misfit dislocations in a film that has relaxed.
 * @returns Å; infinite for equal lengths
 */
export const misfitSpacingAng = (filmAng: number, substrateAng: number): number =>
  (filmAng * substrateAng) / Math.abs(filmAng - substrateAng);

/** The principal strain of largest size, with its sign; tension is positive, and given for pure shear. */
export function largestPrincipalStrain({ xx, yy, xy }: PlaneStrain): number {
  const [mean, half] = [(xx + yy) / 2, Math.hypot((xx - yy) / 2, xy)];
  return mean < 0 ? mean - half : mean + half;
}
