import { contactsAcross, type PairContacts } from '#core/analysis/contacts.ts';
import type { Structure } from '#core/crystal/structure.ts';

/** Atoms of both crystals that face each other, as indices of the built particle. */
export interface Facing {
  readonly core: readonly number[];
  readonly cap: readonly number[];
}

/** Atoms of one crystal at the face, with their heights over it. */
export interface AtFace {
  readonly index: number;
  readonly number: number;
  readonly heightAng: number;
}

/** Planes of one height are less apart than this, Å. */
const PLANE_ANG = 0.5;
/** Species whose first plane lies deeper than this have no contacts across, Å. */
const DEEPEST_ANG = 5;

/**
 * The outermost atoms of one side, species by species: those of the first plane that holds the species.
 * @param outwards 1 where the face is above, −1 where it is below
 */
export function outermost(atoms: readonly AtFace[], outwards: 1 | -1): readonly number[] {
  const top = new Map<number, number>();
  for (const { number, heightAng } of atoms)
    top.set(number, Math.max(top.get(number) ?? Number.NEGATIVE_INFINITY, outwards * heightAng));
  const most = Math.max(...top.values());
  return atoms
    .filter(({ number, heightAng }) => {
      const own = top.get(number)!;
      return own > most - DEEPEST_ANG && outwards * heightAng > own - PLANE_ANG;
    })
    .map(({ index }) => index);
}

/**
 * Distances across the face of a particle: each atom of the core to its nearest of the second crystal, pair of species by
 * pair, as an interface's report has them.
 * @param xyz 3N, Å, of any frame
 * @returns none without a second crystal on a face
 */
export function faceContacts(
  { lattice, numbers }: Pick<Structure, 'lattice' | 'numbers'>,
  facing: Facing | null,
  xyz: ArrayLike<number>,
): readonly PairContacts[] {
  return facing === null ? [] : contactsAcross(lattice, numbers, xyz, facing.core, facing.cap);
}

/** Contacts of ions of opposite charge, or of all where charges are unknown, that come near; the shortest first. */
export const leadingContacts = (
  contacts: readonly PairContacts[],
  charges: ArrayLike<number>,
): readonly PairContacts[] =>
  contacts
    .filter(({ nearest: [first], minAng, cutoffAng }) => {
      if (first === undefined || minAng > cutoffAng) return false;
      const product = (charges[first.lower] ?? Number.NaN) * (charges[first.upper] ?? Number.NaN);
      return Number.isNaN(product) || product < 0;
    })
    .toSorted((p, q) => p.nearestMeanAng - q.nearestMeanAng);
