import type { Crystal } from '#core/crystal/crystal.ts';
import { EpistackError } from '#core/errors.ts';
import { comparePlanes, distinctPlanes } from '#core/match/explore.ts';
import { isProper, pointGroup } from '#core/match/pointGroup.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { crystalOf, type Material } from '#core/recipe/crystals/library.ts';
import type { ScreenCrystals } from './settings.ts';

/** One plane of one crystal. */
export interface ScreenPlane {
  readonly material: Material;
  readonly hkl: IntVec3;
  /** The plane whose surface is this one in a mirror, itself perhaps; null in a chiral crystal. */
  readonly mirror: IntVec3 | null;
}

/** A film plane on a substrate plane: one line of a screen. */
export interface Candidate {
  /** "CdS 1,1,0 | CsPbBr3 1,1,0", film first: the same pair has the same key in every screen. */
  readonly key: string;
  readonly film: ScreenPlane;
  readonly substrate: ScreenPlane;
}

/** A material's crystal with its first lattice constants: those that a screen uses. */
export function screenCrystal(material: Material): Crystal {
  const crystal = crystals.get(material) ?? crystalOf(material, material.constants[0]!.cell);
  crystals.set(material, crystal);
  return crystal;
}

/** One object a material, so that what is known of a crystal's planes is found once. */
const crystals = new WeakMap<Material, Crystal>();

/** Every distinct plane of each crystal, crystals in the given order, plainest planes first. */
export const planesOf = (
  materials: readonly Material[],
  maxIndex: number,
): readonly ScreenPlane[] =>
  materials.flatMap((material) => {
    const crystal = screenCrystal(material);
    const planes = distinctPlanes(crystal, maxIndex);
    const chiral = pointGroup(crystal).every(isProper);
    return planes.map(({ hkl, mirrorOf }) => ({
      material,
      hkl,
      mirror: chiral
        ? null
        : (mirrorOf ?? planes.find((p) => p.mirrorOf && `${p.mirrorOf}` === `${hkl}`)?.hkl ?? hkl),
    }));
  });

/**
 * Every distinct film plane on every distinct substrate plane, in an order that depends on the lists only.
 * A crystal is never paired with itself. Of two pairs that are one interface and its mirror image, which have
 * the same strains and energies, the first is given. Each film plane begins one substrate plane later than the one
 * before it, so that no shard (every n-th candidate) meets the same few substrate planes only.
 * @throws `bad-search` for an index out of range
 */
export function* candidatesOf(
  { films, substrates }: ScreenCrystals,
  maxIndex: number,
): Generator<Candidate, void, undefined> {
  const above = planesOf(films, maxIndex);
  const below = planesOf(substrates, maxIndex);
  for (const [at, film] of above.entries())
    for (let k = 0; k < below.length; k++) {
      const substrate = below[(at + k) % below.length]!;
      if (substrate.material.id !== film.material.id && !isMirrored(film, substrate))
        yield { key: keyOf(film, substrate), film, substrate };
    }
}

/** The pair seen in a mirror is another pair of the list, and the plainer one. */
function isMirrored(film: ScreenPlane, substrate: ScreenPlane): boolean {
  if (film.mirror === null || substrate.mirror === null) return false;
  const [f, s] = [
    comparePlanes(film.mirror, film.hkl),
    comparePlanes(substrate.mirror, substrate.hkl),
  ];
  return f < 0 || (f === 0 && s < 0);
}

const nameOf = ({ material, hkl }: ScreenPlane): string => `${material.id} ${hkl.join(',')}`;
export const keyOf = (film: ScreenPlane, substrate: ScreenPlane): string =>
  `${nameOf(film)} | ${nameOf(substrate)}`;

/** Shard `index` of `of`, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** Candidate k belongs to shard (k mod n) + 1. @throws `bad-search` for a shard that does not exist */
export function* shardOf(
  candidates: Iterable<Candidate>,
  { index, of }: Shard,
): Generator<Candidate, void, undefined> {
  if (!(Number.isInteger(of) && of >= 1 && Number.isInteger(index) && index >= 1 && index <= of))
    throw new EpistackError({
      code: 'bad-search',
      reason: `there is no shard ${index} of ${of}: shards are counted from 1`,
    });
  let k = 0;
  for (const candidate of candidates) {
    if (k % of === index - 1) yield candidate;
    k++;
  }
}
