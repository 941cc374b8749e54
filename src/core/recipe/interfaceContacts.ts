import { CONTACT_CUTOFF_ANG, contactsAcross, type PairContacts } from '#core/analysis/contacts.ts';
import { type Built, facingAtoms, interfacesOf } from './build.ts';

/** What the charges of two species are to each other: of opposite sign, of equal sign, or at least one is neutral or unknown. */
export type ChargeRelation = 'opposite' | 'like' | 'neutral';

/** Contacts of a pair of species across one interface of a stack. */
export interface InterfaceContacts extends PairContacts {
  readonly relation: ChargeRelation;
  /** Both species stand in the outermost planes; else one only lies deeper. */
  readonly isOutermost: boolean;
}

/**
 * Contacts of each interface, bottom to top: of all pairs of species in the outermost planes, and of species that only
 * lie deeper where they are in reach. The outermost first, opposite charges first and like charges last, then the
 * shortest.
 */
export function interfaceContacts(
  built: Built,
  xyz: ArrayLike<number> = built.structure.xyz,
): readonly (readonly InterfaceContacts[])[] {
  const { lattice, numbers } = built.structure;
  return interfacesOf(built).map((at) => {
    const lower = facingAtoms(built, at.lower, 'top');
    const upper = facingAtoms(built, at.upper, 'bottom');
    const outermost = new Set([...lower, ...upper]);
    return contactsAcross(
      lattice,
      numbers,
      xyz,
      [...lower, ...deeperSpecies(built, at.lower, 'top', lower)],
      [...upper, ...deeperSpecies(built, at.upper, 'bottom', upper)],
      undefined,
      at.cellsUp,
    )
      .map((p): InterfaceContacts => {
        const first = p.nearest[0]!;
        const isOutermost = outermost.has(first.lower) && outermost.has(first.upper);
        return { ...p, relation: relationOf(p, built), isOutermost };
      })
      .filter(({ isOutermost, minAng, cutoffAng }) => isOutermost || minAng <= cutoffAng)
      .toSorted(
        (p, q) =>
          Number(q.isOutermost) - Number(p.isOutermost) ||
          ORDER[p.relation] - ORDER[q.relation] ||
          (p.relation === 'opposite' && Number(isCation(q, built)) - Number(isCation(p, built))) ||
          p.minAng - q.minAng,
      );
  });
}

const ORDER: Readonly<Record<ChargeRelation, number>> = { opposite: 0, neutral: 1, like: 2 };

/** Atoms of the species that a slab's outermost plane lacks, each of the first plane that holds it. */
function deeperSpecies(
  built: Built,
  slab: number,
  face: 'top' | 'bottom',
  outermost: readonly number[],
): readonly number[] {
  const { numbers } = built.structure;
  const present = new Set(outermost.map((i) => numbers[i]!));
  const inward = (i: number): number => (face === 'top' ? -1 : 1) * built.plane[i]!;
  const deeper = facingAtoms(built, slab, face, CONTACT_CUTOFF_ANG).filter(
    (i) => !present.has(numbers[i]!),
  );
  const first = new Map<number, number>();
  for (const i of deeper)
    first.set(numbers[i]!, Math.min(inward(i), first.get(numbers[i]!) ?? Number.POSITIVE_INFINITY));
  return deeper.filter((i) => first.get(numbers[i]!) === inward(i));
}

function relationOf({ nearest }: PairContacts, { charges }: Built): ChargeRelation {
  const product = charges[nearest[0]!.lower]! * charges[nearest[0]!.upper]!;
  return product < 0 ? 'opposite' : product > 0 ? 'like' : 'neutral';
}

/** Pairs without opposite charges that are this much longer than the shortest of them do not lead, Å. */
const LEADING_ANG = 0.5;

/**
 * The pairs that hold two slabs together, which are drawn and followed in time: those of opposite charges in the
 * outermost planes. Where there are none, as at a metal, silicon or graphene, the shortest neutral ones; between
 * layers that show each other the same ion, those.
 */
export function leadingPairs(pairs: readonly InterfaceContacts[]): readonly InterfaceContacts[] {
  const outermost = pairs.filter((p) => p.isOutermost);
  const opposite = outermost.filter((p) => p.relation === 'opposite');
  if (opposite.length > 0) return opposite;
  const neutral = outermost.filter((p) => p.relation === 'neutral');
  const others = neutral.length > 0 ? neutral : outermost;
  const least = Math.min(...others.map((p) => p.minAng));
  return others.filter((p) => p.minAng <= least + LEADING_ANG);
}

const isCation = (p: PairContacts, { charges }: Built): boolean =>
  charges[p.nearest[0]!.lower]! > 0;
