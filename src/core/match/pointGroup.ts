import { type Crystal, unitCellStructure } from '#core/crystal/crystal.ts';
import { motionTest, rarestAtoms } from '#core/crystal/motions.ts';
import { primitiveCell } from '#core/crystal/primitive.ts';
import { det, type Mat3, transpose } from '#core/math/mat3.ts';
import { latticeRotations } from '#core/math/reducedCell.ts';
import { COINCIDE_ANG, shiftTo } from '#core/surface/operations.ts';

/**
 * The rotations, proper and improper, that with some translation carry a crystal onto itself.
 * @returns 3×3 matrices that act on Cartesian column vectors in the crystal's own axes; the identity first
 */
export function pointGroup(crystal: Crystal): readonly Float64Array[] {
  const atoms = unitCellStructure(primitiveCell(crystal).crystal);
  const targets = rarestAtoms(atoms.numbers);
  const from = targets[0]!;
  const test = motionTest(atoms, COINCIDE_ANG);
  return latticeRotations(atoms.lattice)
    .map(transpose)
    .filter((linear) =>
      targets.some((j) => test({ linear, shift: shiftTo(atoms.xyz, linear, from, j) }) !== null),
    )
    .sort((p, q) => q[0]! + q[4]! + q[8]! - (p[0]! + p[4]! + p[8]!));
}

export const isProper = (rotation: Mat3): boolean => det(rotation) > 0;
