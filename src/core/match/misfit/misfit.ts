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

/**
 * Period of the moiré of two plane lattices of one kind that are turned against each other,
 * l_f · l_s / √(l_f² + l_s² − 2 l_f l_s cos θ): for θ = 0 the spacing above.
 * @param filmAng @param substrateAng corresponding vectors of the two, Å
 * @returns Å; infinite for equal lattices that are not turned
 * @see M. Yankowitz et al., Nat. Phys. 8, 382 (2012), doi 10.1038/nphys2272, for graphene on h-BN
 */
export function moirePeriodAng(filmAng: number, substrateAng: number, twistRad: number): number {
  const sin = Math.sin(twistRad / 2);
  const apart = (filmAng - substrateAng) ** 2 + 4 * filmAng * substrateAng * sin * sin;
  return (filmAng * substrateAng) / Math.sqrt(apart);
}

/** The principal strain of largest size, with its sign; tension is positive, and given for pure shear. */
export function largestPrincipalStrain({ xx, yy, xy }: PlaneStrain): number {
  const [mean, half] = [(xx + yy) / 2, Math.hypot((xx - yy) / 2, xy)];
  return mean < 0 ? mean - half : mean + half;
}
