import { EpistackError } from '#core/errors.ts';
import { type Cell2, det2, type IntMat2 } from '#core/math/plane2.ts';
import { layerOperations } from '#core/surface/operations.ts';
import type { Surface } from '#core/surface/surface.ts';

/** What a match search needs of a surface: plain data. */
export interface PlaneLattice {
  /** Primitive in-plane cell, rows, Å, right-handed seen from above. */
  readonly cell: Cell2;
  /** Point group of the plane: images of the cell's rows in those rows, det ±1; the identity is in it. */
  readonly symmetry: readonly IntMat2[];
  /** Atoms of the slab per primitive in-plane cell: only to count and to limit. */
  readonly atoms: number;
}

export const IDENTITY: IntMat2 = [
  [1, 0],
  [0, 1],
];

/** @param atoms per primitive in-plane cell; by default those of one period along the normal */
export const planeLatticeOf = (surface: Surface, atoms = surface.numbers.length): PlaneLattice => ({
  cell: surface.cell,
  symmetry: layerOperations(surface.numbers, surface.xyz, surface.lattice),
  atoms,
});

export const hasMirror = ({ symmetry }: PlaneLattice): boolean => symmetry.some((m) => det2(m) < 0);

/** @throws `bad-search` unless the cell is right-handed */
export function checkPlane({ cell }: PlaneLattice): void {
  if (!(det2(cell) > 0))
    throw new EpistackError({
      code: 'bad-search',
      reason: 'an in-plane cell is left-handed or flat',
    });
}
