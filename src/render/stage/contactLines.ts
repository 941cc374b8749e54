import { mulRow } from '#core/math/mat3.ts';
import { add, norm, scale, sub, type Vec3 } from '#core/math/vec3.ts';
import { isInBlock } from '#render/gpu/block.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import type { SceneBonds, SceneContact } from '#render/types.ts';

/** A line on the scene, relative to its origin, Å. */
export type Line = readonly [from: Vec3, to: Vec3];

/** An atom's present place. @param xyz the structure's positions or a frame's */
export const atomPlace = (drawn: DrawnAtoms, xyz: ArrayLike<number>, atom: number): Vec3 =>
  sub([xyz[3 * atom]!, xyz[3 * atom + 1]!, xyz[3 * atom + 2]!], drawn.origin);

/**
 * One line where both ends are drawn; else two, from each atom half-way to the image that is not
 * there, as for bonds.
 */
export function contactLines(
  contact: SceneContact,
  drawn: DrawnAtoms,
  xyz: ArrayLike<number>,
): readonly Line[] {
  const cells = mulRow(contact.image, drawn.lattice);
  const a = atomPlace(drawn, xyz, contact.a);
  const b = atomPlace(drawn, xyz, contact.b);
  const bThere = add(b, cells);
  if (isDrawn(drawn, contact.b, contact.image)) return [[a, bThere]];
  const aThere = sub(a, cells);
  return [
    [a, scale(add(a, bThere), 0.5)],
    [b, scale(add(b, aThere), 0.5)],
  ];
}

/** Those that are drawn as dashes: where a stick joins the two atoms, a dash would say the same again. */
export function dashedContacts(
  contacts: readonly SceneContact[],
  { a, b, image }: SceneBonds,
): readonly SceneContact[] {
  if (contacts.length === 0) return contacts;
  const key = (p: number, q: number, [u, v, w]: SceneContact['image']) =>
    p <= q ? `${p} ${q} ${u} ${v} ${w}` : `${q} ${p} ${0 - u} ${0 - v} ${0 - w}`;
  const ends = new Set(contacts.flatMap((contact) => [contact.a, contact.b]));
  const sticks = new Set<string>();
  for (let k = 0; k < a.length; k++)
    if (ends.has(a[k]!) && ends.has(b[k]!))
      sticks.add(key(a[k]!, b[k]!, [image[3 * k]!, image[3 * k + 1]!, image[3 * k + 2]!]));
  return contacts.filter((c) => c.flagged === true || !sticks.has(key(c.a, c.b, c.image)));
}

/** Present length of a contact, Å. */
export function contactLength(
  contact: SceneContact,
  drawn: DrawnAtoms,
  xyz: ArrayLike<number>,
): number {
  const cells = mulRow(contact.image, drawn.lattice);
  return norm(sub(add(atomPlace(drawn, xyz, contact.b), cells), atomPlace(drawn, xyz, contact.a)));
}

function isDrawn(drawn: DrawnAtoms, atom: number, image: SceneContact['image']): boolean {
  const [u, v, w] = image;
  if (isInBlock(drawn.block, image)) return true;
  for (let k = drawn.source.length - 1; k >= 0 && drawn.source[k] !== k; k--)
    if (
      drawn.source[k] === atom &&
      drawn.shift[3 * k] === u &&
      drawn.shift[3 * k + 1] === v &&
      drawn.shift[3 * k + 2] === w
    )
      return true;
  return false;
}
