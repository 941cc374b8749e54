import { minimumImage } from '#core/analysis/geometry.ts';
import type { HandBond } from '#core/crystal/coordination/handBonds.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { inverse, mulRow, row } from '#core/math/mat3.ts';
import { add, mapTuple, norm, sub } from '#core/math/vec3.ts';

type Atoms = Pick<Structure, 'lattice' | 'xyz'>;
type Ends = Pick<HandBond, 'a' | 'b' | 'image'>;

/** From its first atom to its second, Å. */
export const lengthOf = ({ a, b, image }: Ends, { lattice, xyz }: Atoms): number =>
  norm(add(sub(row(xyz, b), row(xyz, a)), mulRow(image, lattice)));

/** Images whose distances differ by less are equally near, Å. */
const EQUAL_ANG = 1e-3;

/** The same two atoms to the nearest image of the second; null where they are joined so, or are one atom. */
export function nearerBond(bond: HandBond, atoms: Atoms): Ends | null {
  const nearest = bondBetween([bond.a, bond.b], null, 'nearest', atoms);
  return nearest !== null && lengthOf(nearest, atoms) < lengthOf(bond, atoms) - EQUAL_ANG
    ? nearest
    : null;
}

/**
 * Which image of the second atom is meant: the nearest, or the one that was clicked. Of images equally near it is the
 * one that was clicked. Null for an atom with itself, where no image was clicked.
 * @param clicked cells of both
 */
export function bondBetween(
  [a, b]: readonly [number, number],
  clicked: readonly [IntVec3, IntVec3] | null,
  by: 'nearest' | 'clicked',
  atoms: Atoms,
): Ends | null {
  const asClicked: Ends | null = clicked && { a, b, image: sub(clicked[1], clicked[0]) as IntVec3 };
  if (by === 'clicked' && asClicked !== null) return asClicked;
  if (a === b) return null;
  const step = sub(row(atoms.xyz, b), row(atoms.xyz, a));
  const shift = mulRow(sub(minimumImage(step, atoms.lattice), step), inverse(atoms.lattice));
  const nearest: Ends = { a, b, image: mapTuple(shift, (x) => Math.round(x) + 0) };
  return asClicked !== null && lengthOf(asClicked, atoms) < lengthOf(nearest, atoms) + EQUAL_ANG
    ? asClicked
    : nearest;
}
