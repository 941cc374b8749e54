import type { Crystal } from '#core/crystal/crystal.ts';
import { areHexagonalAxes } from '#core/crystal/lattice.ts';
import { gcd } from '#core/math/integer.ts';
import { hklText } from './miller.ts';
import { type Surface, surfaceOf } from './surface.ts';

/** A plane between whose lattice planes the centring of the cell puts others. */
export interface FractionalPeriod {
  /** d of the indices without their common factor, over the period along the normal: 2 or more. */
  readonly parts: number;
  /** On hexagonal axes of a rhombohedral crystal: the plane of the same d whose period is the whole of it. */
  readonly meant: readonly number[] | null;
}

/**
 * Whether a crystal repeats along the normal of a plane within a fraction of its d. That is so for (001) of any
 * face-centred crystal. On hexagonal axes of a rhombohedral one it tells two planes apart that have the same d and are
 * taken for each other: (0 1 −1 2) and (1 0 −1 2) of corundum, of which only the first is the r-plane (obverse setting).
 * @returns null where the period is d
 */
export function fractionalPeriod(crystal: Crystal, surface: Surface): FractionalPeriod | null {
  const parts = partsOf(surface);
  if (parts === 1) return null;
  const { hkl } = surface.plane;
  if (parts !== 3 || !areHexagonalAxes(crystal.lattice)) return { parts, meant: null };
  const [h, k, ...rest] = hkl as readonly [number, number, ...number[]];
  const other = [k, h, ...rest];
  return { parts, meant: partsOf(surfaceOf(crystal, other)) === 1 ? other : null };
}

const partsOf = ({ plane, dSpacingAng, layerPeriodAng }: Surface): number =>
  Math.round((dSpacingAng * plane.hkl.reduce(gcd, 0)) / layerPeriodAng);

/**
 * What to say about a plane that was probably not meant; null for all others.
 * @param indices converts Miller indices of the crystal to those of the axes that the text names
 */
export function planeNote(
  crystal: Crystal,
  surface: Surface,
  indices: (hkl: readonly number[]) => readonly number[] = (hkl) => hkl,
): string | null {
  const found = fractionalPeriod(crystal, surface);
  if (found?.meant == null) return null;
  const name = (hkl: readonly number[]) => {
    const [h, k, l] = indices(hkl) as readonly [number, number, number];
    return hklText([h, k, -(h + k), l]);
  };
  const { hkl } = surface.plane;
  return `${name(hkl)} repeats along its normal every ${surface.layerPeriodAng.toFixed(3)} Å, a third of d: the rhombohedral centring puts two planes between. ${name(found.meant)} has the same d and repeats after the whole of it: is that the plane you mean? The obverse setting exchanges the two against the reverse one`;
}

/** Planes thicker than this do not look flat, Å: their thickness is shown. */
const FLAT_ANG = 0.2;

/** Highest minus lowest atom of each plane of the period, Å. */
export const planeThicknessesAng = ({ planes, xyz, lattice }: Surface): readonly number[] =>
  planes.map(({ atoms }) => {
    const heights = atoms.map((a) => xyz[3 * a.index + 2]! - a.lower * lattice[8]!);
    return Math.max(...heights) - Math.min(...heights);
  });

/** "0.36 Å thick" of a plane that is no flat one; empty for others. */
export const thickPlaneText = (thicknessAng: number): string =>
  thicknessAng > FLAT_ANG ? `${thicknessAng.toFixed(2)} Å thick` : '';
