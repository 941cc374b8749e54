import { forEachPair } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';

/**
 * Atoms that are no farther than a distance from any of some atoms, through faces of the cell too, these atoms included.
 * @returns in ascending order
 */
export function atomsWithin(
  { lattice, xyz }: Pick<Structure, 'lattice' | 'xyz'>,
  atoms: readonly number[],
  reachAng: number,
): readonly number[] {
  const near = new Set(atoms);
  const from = new Set(atoms);
  forEachPair(lattice, xyz, reachAng, (i, j) => {
    if (from.has(i)) near.add(j);
    if (from.has(j)) near.add(i);
  });
  return [...near].sort((p, q) => p - q);
}
