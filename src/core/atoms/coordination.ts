import { COVALENT_RADIUS_ANG } from '#core/crystal/elements.ts';
import { forEachPair, pairName } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { IntVec3 } from '#core/math/integer.ts';
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
export type NeighbourLimits = ReadonlyMap<string, number>;

/** {@link REACH} of the covalent radii, for atoms of which no crystal is known. */
export function plainLimits(numbers: Uint8Array): NeighbourLimits {
  const kinds = [...new Set(numbers)];
  return new Map(
    kinds.flatMap((p) => kinds.map((q) => [pairName(p, q), REACH * sumOf(p, q)] as const)),
  );
}

/** Of all pairs of elements in a stack. */
export function neighbourLimits({ structure, slabs }: Built): NeighbourLimits {
  const out = new Map(plainLimits(structure.numbers));
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

/** A neighbour of an atom, perhaps through faces of the cell. */
export interface Neighbour {
  readonly atom: number;
  /** Cells from where the structure lists it. */
  readonly image: IntVec3;
  readonly distanceAng: number;
}

/**
 * The neighbours of one atom, the nearest first.
 * @param charges N formal charges, e; empty where they are not known
 */
export function neighboursOf(
  atoms: Atoms,
  charges: ArrayLike<number>,
  limits: NeighbourLimits,
  atom: number,
): readonly Neighbour[] {
  const out: Neighbour[] = [];
  forEachNeighbour(atoms, charges, limits, (i, j, image, distanceAng) => {
    if (i === atom) out.push({ atom: j, image, distanceAng });
    if (j !== atom) return;
    const [u, v, w] = image;
    out.push({ atom: i, image: [0 - u, 0 - v, 0 - w], distanceAng });
  });
  return out.sort((p, q) => p.distanceAng - q.distanceAng || p.atom - q.atom);
}

function countNeighbours(
  atoms: Atoms,
  charges: ArrayLike<number>,
  limits: NeighbourLimits,
): Uint16Array {
  const out = new Uint16Array(atoms.numbers.length);
  forEachNeighbour(atoms, charges, limits, (i, j) => {
    out[i]!++;
    out[j]!++;
  });
  return out;
}

function forEachNeighbour(
  { lattice, numbers, xyz }: Atoms,
  charges: ArrayLike<number>,
  limits: NeighbourLimits,
  visit: Parameters<typeof forEachPair>[3],
): void {
  const kinds = [...new Set(numbers)];
  const byKey = new Map(
    kinds.flatMap((p) => kinds.map((q) => [256 * p + q, limits.get(pairName(p, q))!] as const)),
  );
  forEachPair(lattice, xyz, Math.max(...byKey.values()), (i, j, image, ang) => {
    if (ang > byKey.get(256 * numbers[i]! + numbers[j]!)!) return;
    if (!areLike(charges[i], charges[j])) visit(i, j, image, ang);
  });
}
