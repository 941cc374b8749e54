import { type Built, interfacesOf } from '#core/recipe/build.ts';

/** Heights of the interfaces, each midway between the atoms that face each other, Å; one at the wall of a superlattice. */
export function interfaceHeightsAng(built: Built): readonly number[] {
  const { slabs } = built;
  const wallAng = built.structure.lattice[8]!;
  return interfacesOf(built).map(
    ({ lower, upper, cellsUp }) =>
      (slabs[lower]!.highAng + slabs[upper]!.lowAng + cellsUp * wallAng) / 2,
  );
}

/**
 * How far each atom is from the nearest interface, Å along the normal. A superlattice has its interfaces in every
 * period; beyond a vacuum there is none.
 * @returns N, or null for a slab alone, which has no interface
 */
export function interfaceDistances(built: Built): Float64Array | null {
  const { xyz, lattice, numbers } = built.structure;
  const inCell = interfaceHeightsAng(built);
  if (inCell.length === 0) return null;
  const isRepeated = interfacesOf(built).some(({ cellsUp }) => cellsUp === 1);
  const periods = isRepeated ? [-1, 0, 1] : [0];
  const heights = periods.flatMap((n) => inCell.map((z) => z + n * lattice[8]!));
  return Float64Array.from(numbers, (_, i) =>
    Math.min(...heights.map((z) => Math.abs(xyz[3 * i + 2]! - z))),
  );
}
