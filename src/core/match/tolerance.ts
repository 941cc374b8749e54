import { EpistackError } from '#core/errors.ts';
import { hypot } from '#core/math/hypot.ts';
import { type Cell2, type IntMat2, type Mat2, mul2, shapeOf } from '#core/math/plane2.ts';
import { deformation } from './strain.ts';
import { basesWithin, type Span, type Sublattice } from './superlattice.ts';

/** When two supercells count as a match. */
export type Tolerance =
  | {
      readonly mode: 'strain';
      /** Largest |principal strain| of the film when the film alone is strained, a fraction. */
      readonly maxStrain: number;
    }
  | {
      /** As in Zur and McGill, the way that pymatgen's ZSLGenerator means it. */
      readonly mode: 'zur';
      /** |l_substrate / l_film − 1| of the reduced vectors. */
      readonly lengthTol: number;
      /** |γ_substrate / γ_film − 1|, both folded to ≤ 90°. */
      readonly angleTol: number;
      /** |A_film / A_substrate − j / i| or |A_substrate / A_film − i / j|, primitive areas, i and j the indices. */
      readonly areaRatioTol: number;
    };

export const ZUR_DEFAULTS = {
  mode: 'zur',
  lengthTol: 0.03,
  angleTol: 0.01,
  areaRatioTol: 0.09,
} as const satisfies Tolerance;
export const STRAIN_DEFAULTS = { mode: 'strain', maxStrain: 0.05 } as const satisfies Tolerance;

/** A film that is strained more is no longer the crystal that was asked for. */
export const MAX_STRAIN = 0.3;

/** Rounding allowed at the edge of a tolerance. */
const EDGE = 1e-10;

/** @throws `bad-search` */
export function checkTolerance(tolerance: Tolerance): void {
  const fractions =
    tolerance.mode === 'strain' ? [tolerance.maxStrain] : [tolerance.lengthTol, tolerance.angleTol];
  const isAreaFine = tolerance.mode === 'strain' || tolerance.areaRatioTol >= 0;
  if (!(fractions.every((x) => x >= 0 && x <= MAX_STRAIN) && isAreaFine))
    throw new EpistackError({
      code: 'bad-search',
      reason: `a tolerance is a fraction from 0 to ${MAX_STRAIN}`,
    });
}

/** Principal strains of the film when it is laid on the substrate: singular values of the map, less one. */
export function principalStrains(film: Cell2, substrate: Cell2): readonly [number, number] {
  const [[a, b], [c, d]] = deformation(film, substrate);
  const [mean, half] = [hypot(a + d, b - c) / 2, hypot(a - d, b + c) / 2];
  // The smaller is Q − R for a proper map, R − Q for a mirror.
  return [Math.abs(mean - half) - 1, mean + half - 1];
}

/** True when sublattices of indices i (film) and j (substrate) are near enough in area to be compared. */
export function areasFit(
  tolerance: Tolerance,
  filmArea: number,
  substrateArea: number,
  i: number,
  j: number,
): boolean {
  if (tolerance.mode === 'zur') {
    const tol = tolerance.areaRatioTol;
    return (
      Math.abs(filmArea / substrateArea - j / i) < tol ||
      Math.abs(substrateArea / filmArea - i / j) < tol
    );
  }
  const stretch = (j * substrateArea) / (i * filmArea);
  const e = tolerance.maxStrain + EDGE;
  return stretch >= (1 - e) ** 2 && stretch <= (1 + e) ** 2;
}

/**
 * The lengths that the image of a film vector may have. Also bounds the substrate's two shortest vectors by
 * the film's: a map that stretches every length by at most e does so to the successive minima.
 */
export function spanOf(tolerance: Tolerance, lengthAng: number): Span {
  const e = (tolerance.mode === 'strain' ? tolerance.maxStrain : tolerance.lengthTol) + EDGE;
  return [lengthAng * (1 - e), lengthAng * (1 + e)];
}

/**
 * All ways to lay a film's reduced cell on a substrate's sublattice within the tolerance.
 * @param hand +1 proper, −1 the film's mirror image
 * @returns rows of the substrate, in vectors of its reduced cell, that the film's reduced a and b lie on
 */
export function correspondences(
  film: Sublattice,
  substrate: Sublattice,
  tolerance: Tolerance,
  hand: 1 | -1,
): readonly IntMat2[] {
  const bases = basesWithin(
    substrate,
    spanOf(tolerance, film.aAng),
    spanOf(tolerance, film.bAng),
    hand,
  );
  return bases.filter((m) => {
    const rows = mul2(m, substrate.cell);
    if (tolerance.mode === 'zur') return anglesFit(film.gammaRad, gammaOf(rows), tolerance);
    const [low, high] = principalStrains(film.cell, rows);
    return Math.max(-low, high) <= tolerance.maxStrain + EDGE;
  });
}

/** Zur and McGill's own question: do the two reduced cells, folded to γ ≤ 90°, look the same? */
export function zurFits(film: Sublattice, substrate: Sublattice, tolerance: Tolerance): boolean {
  if (tolerance.mode !== 'zur') return true;
  return anglesFit(fold(film.gammaRad), fold(substrate.gammaRad), tolerance);
}

const fold = (rad: number): number => Math.min(rad, Math.PI - rad);
const gammaOf = (cell: Mat2): number => shapeOf(cell).gammaRad;

/** Relative to the film's angle, taken between vectors that enclose at most 90°. */
function anglesFit(
  film: number,
  substrate: number,
  { angleTol }: Extract<Tolerance, { mode: 'zur' }>,
): boolean {
  const [f, s] = film > Math.PI / 2 ? [Math.PI - film, Math.PI - substrate] : [film, substrate];
  return Math.abs(s / f - 1) <= angleTol + EDGE;
}
