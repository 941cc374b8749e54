import { largestPrincipalStrain } from '#core/match/misfit/misfit.ts';
import { type Match, sideStrains } from './match.ts';

/** A match with the strain that it costs under one policy of who is strained. */
export interface RatedMatch {
  readonly match: Match;
  /** The larger principal strain of the two sides in size. */
  readonly strain: number;
}

/** The principal strain of largest size that each side takes, signed, a fraction; tension positive. */
export function strainsUnder(
  match: Match,
  filmShare: number,
): { readonly film: number; readonly substrate: number; readonly largest: number } {
  const sides = sideStrains(match, filmShare);
  const film = largestPrincipalStrain(sides.film);
  const substrate = largestPrincipalStrain(sides.substrate);
  return { film, substrate, largest: Math.max(Math.abs(film), Math.abs(substrate)) };
}

/** Sizes this near, relatively, and strains this near are one within rounding. */
export const SAME_POINT = 1e-7;

/**
 * The match that is shown first and built unasked: the smallest cell within the limits, of equal ones the least
 * strained, as `stack` of the terminal takes it. Matches that only the mirror image of the film would make cannot be
 * built and are left out.
 */
export const bestOf = <T extends RatedMatch>(rows: readonly T[]): T | null =>
  rows.reduce<T | null>((best, row) => {
    if (row.match.mirror) return best;
    if (best === null) return row;
    const [area, least] = [row.match.substrateAreaAng2, best.match.substrateAreaAng2];
    if (Math.abs(area - least) > SAME_POINT * least) return area < least ? row : best;
    return row.strain < best.strain - SAME_POINT ? row : best;
  }, null);
