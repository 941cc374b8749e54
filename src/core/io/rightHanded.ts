import { det, fromRows, row } from '#core/math/mat3.ts';

// Codes of electronic structure and LAMMPS need right-handed cell vectors. A left-handed cell has its first two
// exchanged: names change, no atom moves, and the crystal keeps its hand.

export const isLeftHanded = (lattice: ArrayLike<number>): boolean => det(lattice) < 0;

/** @returns the same lattice with a and b exchanged where it is left-handed */
export const rightHanded = (lattice: Float64Array): Float64Array =>
  isLeftHanded(lattice) ? fromRows(row(lattice, 1), row(lattice, 0), row(lattice, 2)) : lattice;

/** What belongs to a, b and c, in the order that {@link rightHanded} gives the vectors. */
export const inRightHandedOrder = <T>(
  lattice: ArrayLike<number>,
  [a, b, c]: readonly [T, T, T],
): [T, T, T] => (isLeftHanded(lattice) ? [b, a, c] : [a, b, c]);
