import { deformation } from '#core/match/strain.ts';
import { type Cell2, inverse2, mul2, polar2 } from '#core/math/plane2.ts';

/**
 * A slab's own supercell, unstrained, turned as it lies in the interface cell: rows, Å.
 * @param slab its unstrained rows, which lie on the rows of the shared cell
 */
export const freeCell = ({ supercell }: { readonly supercell: Cell2 }, shared: Cell2): Cell2 =>
  mul2(shared, inverse2(polar2(deformation(supercell, shared)).stretch));
