import { motionTest } from '#core/crystal/motions.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { COINCIDE_ANG, planarMaps, shiftTo } from './operations.ts';

/** How far a height may be off the mirror image of another: the middle and the atom each by the tolerance, Å. */
const MIRROR_ANG = 2 * COINCIDE_ANG;

/**
 * True when some operation, proper or not, turns a whole stack in vacuum over onto itself, (x, y, z) →
 * (M (x, y) + t, t_z − z): its two faces are equivalent and it has no dipole along the normal.
 * Heights are compared first, which tells most stacks apart; then the atoms, looked up in boxes, so that
 * thousands take no longer than their number asks for.
 * @param stack rows a, b in the plane, c along z with vacuum in it
 */
export function turnsOver({
  numbers,
  xyz,
  lattice,
}: Pick<Structure, 'numbers' | 'xyz' | 'lattice'>): boolean {
  const sum = mirroredHeights(numbers, xyz);
  if (sum === null) return false;
  const test = motionTest({ numbers, xyz, lattice }, COINCIDE_ANG);
  const { from, targets } = fewestImages(numbers, xyz, sum);
  return planarMaps(lattice, true).some((linear) =>
    targets.some((j) => test({ linear, shift: shiftTo(xyz, linear, from, j) }) !== null),
  );
}

/** Lowest plus highest height when every element's heights are mirrored about their middle, else null. */
function mirroredHeights(numbers: Uint8Array, xyz: Float64Array): number | null {
  const byElement = new Map<number, number[]>();
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [i, z] of numbers.entries()) {
    const height = xyz[3 * i + 2]!;
    [low, high] = [Math.min(low, height), Math.max(high, height)];
    const heights = byElement.get(z);
    if (heights) heights.push(height);
    else byElement.set(z, [height]);
  }
  const sum = low + high;
  const mirrored = [...byElement.values()].every((heights) => {
    const up = heights.toSorted((p, q) => p - q);
    return up.every((h, k) => Math.abs(h + up[up.length - 1 - k]! - sum) < MIRROR_ANG);
  });
  return mirrored ? sum : null;
}

/** The atom with the fewest of its element at the mirrored height, and those. */
function fewestImages(numbers: Uint8Array, xyz: Float64Array, sum: number) {
  const byElement = new Map<number, number[]>();
  for (const [i, z] of numbers.entries()) {
    const atoms = byElement.get(z);
    if (atoms) atoms.push(i);
    else byElement.set(z, [i]);
  }
  let from = 0;
  let targets: readonly number[] = [...numbers.keys()];
  const heightOf = (i: number) => xyz[3 * i + 2]!;
  for (const atoms of byElement.values()) {
    atoms.sort((p, q) => heightOf(p) - heightOf(q) || p - q);
    // As one climbs, the mirrored height falls: both ends of what lies there only move down.
    let [first, end] = [atoms.length, atoms.length];
    for (const i of atoms) {
      const mirrored = sum - heightOf(i);
      while (first > 0 && heightOf(atoms[first - 1]!) > mirrored - MIRROR_ANG) first--;
      while (end > 0 && heightOf(atoms[end - 1]!) >= mirrored + MIRROR_ANG) end--;
      // The heights are mirrored, so there is one at least.
      if (end - first < targets.length) [from, targets] = [i, atoms.slice(first, end)];
    }
  }
  return { from, targets };
}
