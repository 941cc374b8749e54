import { COVALENT_RADIUS_ANG } from '#core/crystal/elements.ts';
import { forEachPair, pairName } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { Built } from '#core/recipe/build.ts';
import type { Surface } from '#core/surface/surface.ts';

/** Neighbours of each atom, and of the same atom in its own crystal. */
export interface Coordination {
  /** N: neighbours in the stack, those in another slab included. */
  readonly now: Uint16Array;
  /** N: neighbours in the unstrained bulk crystal. */
  readonly bulk: Uint16Array;
}

/** Up to this multiple of the covalent radii two atoms can be neighbours. */
const REACH = 1.2;

const sumOf = (p: number, q: number) => COVALENT_RADIUS_ANG[p]! + COVALENT_RADIUS_ANG[q]!;

/** Ions of like charge are no neighbours; where a charge is zero or not known, any two atoms can be. */
const areLike = (p: number | undefined, q: number | undefined): boolean => p! * q! > 0;

/**
 * Counts neighbours as the stack's own crystals have them. Two elements are neighbours up to the middle of the gap in
 * the distances of the bulk that lies nearest to {@link REACH} of their covalent radii, so that strain makes and breaks
 * no neighbours; two that do not meet in any of the crystals, up to that length.
 */
export function coordination(built: Built): Coordination {
  const { structure, charges, slabs, site } = built;
  const bulks = slabs.map((s) => s.slab.surface);
  const limits = neighbourLimits(built);
  const counts = bulks.map((b) => countNeighbours(b, b.charges ?? [], limits));
  return {
    now: countNeighbours(structure, charges, limits),
    bulk: Uint16Array.from(site, (s, i) => counts[structure.layer[i]!]![s]!),
  };
}

/** The longest distance between neighbours, Å, by {@link pairName}. */
type NeighbourLimits = ReadonlyMap<string, number>;

/** Of all pairs of elements in a stack. */
function neighbourLimits({ structure, slabs }: Built): NeighbourLimits {
  const kinds = [...new Set(structure.numbers)];
  const out = new Map<string, number>();
  for (const p of kinds) for (const q of kinds) out.set(pairName(p, q), REACH * sumOf(p, q));
  const seen = new Map<string, { inside: number; beyond: number }>();
  for (const { slab } of slabs) gapsOf(slab.surface, out, seen);
  for (const [name, { inside, beyond }] of seen)
    if (inside > 0) out.set(name, (inside + Math.min(beyond, WIDEST_GAP * inside)) / 2);
  return out;
}

/** Where nothing follows within this multiple of the longest neighbour's distance, the gap ends there. */
const WIDEST_GAP = 1.4;

/** The longest distance of each pair within its reach, and the shortest beyond it, over all crystals of a stack. */
function gapsOf(
  { lattice, numbers, xyz, charges }: Surface,
  reach: ReadonlyMap<string, number>,
  seen: Map<string, { inside: number; beyond: number }>,
): void {
  const farthest = WIDEST_GAP * Math.max(...reach.values());
  forEachPair(lattice, xyz, farthest, (i, j, _, ang) => {
    if (areLike(charges?.[i], charges?.[j])) return;
    const name = pairName(numbers[i]!, numbers[j]!);
    const gap = seen.get(name) ?? { inside: 0, beyond: Number.POSITIVE_INFINITY };
    if (ang <= reach.get(name)!) gap.inside = Math.max(gap.inside, ang);
    else gap.beyond = Math.min(gap.beyond, ang);
    seen.set(name, gap);
  });
}

type Atoms = Pick<Structure, 'lattice' | 'numbers' | 'xyz'>;

function countNeighbours(
  { lattice, numbers, xyz }: Atoms,
  charges: ArrayLike<number>,
  limits: NeighbourLimits,
): Uint16Array {
  const kinds = [...new Set(numbers)];
  const byKey = new Map(
    kinds.flatMap((p) => kinds.map((q) => [256 * p + q, limits.get(pairName(p, q))!] as const)),
  );
  const out = new Uint16Array(numbers.length);
  forEachPair(lattice, xyz, Math.max(...byKey.values()), (i, j, _, ang) => {
    if (ang > byKey.get(256 * numbers[i]! + numbers[j]!)!) return;
    if (areLike(charges[i], charges[j])) return;
    out[i]!++;
    out[j]!++;
  });
  return out;
}
