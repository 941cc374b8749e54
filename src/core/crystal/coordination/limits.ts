import { COVALENT_RADIUS_ANG, isNonMetal } from '#core/crystal/elements.ts';
import { BONDED_RATIO, canBond, forEachPair, pairName } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';

/** Up to this multiple of the covalent radii two atoms can be neighbours. */
const REACH = 1.2;

const sumOf = (p: number, q: number) => COVALENT_RADIUS_ANG[p]! + COVALENT_RADIUS_ANG[q]!;

type Atoms = Pick<Structure, 'lattice' | 'numbers' | 'xyz'>;

/** The longest distance between neighbours, Å, by {@link pairName}. */
export type NeighbourLimits = ReadonlyMap<string, number>;

/** {@link REACH} of the covalent radii, for atoms of which no crystal is known. */
export function plainLimits(numbers: Uint8Array): NeighbourLimits {
  const kinds = [...new Set(numbers)];
  return new Map(
    kinds.flatMap((p) => kinds.map((q) => [pairName(p, q), REACH * sumOf(p, q)] as const)),
  );
}

/** Atoms of a crystal with their formal charges, e. */
export type ChargedAtoms = Atoms & { readonly charges: Float64Array | null };

/**
 * Of all pairs of elements in a stack of crystals. Two elements are neighbours up to the middle of the gap in the
 * distances of the bulk that lies nearest to {@link REACH} of their covalent radii, so that strain makes and breaks no
 * neighbours; two that are neighbours in none of the crystals, up to {@link BONDED_RATIO} of them. Metals without charge
 * are neighbours in their crystal up to {@link METAL_SHELL} of its shortest distance: eight in bcc, twelve in fcc and hcp.
 */
export function neighbourLimits(
  numbers: Uint8Array,
  crystals: readonly ChargedAtoms[],
): NeighbourLimits {
  const reach = plainLimits(numbers);
  const out = new Map([...reach].map(([name, ang]) => [name, (BONDED_RATIO / REACH) * ang]));
  const seen = new Map<string, { inside: number; beyond: number }>();
  for (const crystal of crystals) gapsOf(crystal, reach, seen);
  for (const [name, { inside, beyond }] of seen)
    if (inside > 0) out.set(name, (inside + Math.min(beyond, WIDEST_GAP * inside)) / 2);
  return out;
}

/**
 * One shell of a metal: c/a of zinc and cadmium splits theirs by up to 1.11, the next shell of bcc is 2/√3 = 1.15 times as
 * far. Distances are measured by the sums of covalent radii, where there are several elements.
 */
const METAL_SHELL = 1.12;

/** Where nothing follows within this multiple of the longest neighbour's distance, the gap ends there. */
const WIDEST_GAP = 1.4;

/** The longest distance of each pair within its reach, and the shortest beyond it, over all crystals of a stack. */
function gapsOf(
  { lattice, numbers, xyz, charges }: ChargedAtoms,
  reach: ReadonlyMap<string, number>,
  seen: Map<string, { inside: number; beyond: number }>,
): void {
  const farthest = WIDEST_GAP * Math.max(...reach.values());
  const known: ArrayLike<number> = charges ?? [];
  const areMetals = (i: number, j: number) =>
    !isNonMetal(numbers[i]!) && !isNonMetal(numbers[j]!) && !(known[i]! * known[j]! < 0);
  let densest = Number.POSITIVE_INFINITY;
  forEachPair(lattice, xyz, farthest, (i, j, _, ang) => {
    if (areMetals(i, j)) densest = Math.min(densest, ang / sumOf(numbers[i]!, numbers[j]!));
  });
  forEachPair(lattice, xyz, farthest, (i, j, _, ang) => {
    if (!canBond(numbers, known, i, j)) return;
    const name = pairName(numbers[i]!, numbers[j]!);
    const gap = seen.get(name) ?? { inside: 0, beyond: Number.POSITIVE_INFINITY };
    const shell = areMetals(i, j) ? METAL_SHELL * densest * sumOf(numbers[i]!, numbers[j]!) : ang;
    if (ang <= Math.min(reach.get(name)!, shell)) gap.inside = Math.max(gap.inside, ang);
    else gap.beyond = Math.min(gap.beyond, ang);
    seen.set(name, gap);
  });
}

/** N: how many neighbours each atom has. */
export function countNeighbours(
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
    if (!canBond(numbers, charges, i, j)) return;
    out[i]!++;
    out[j]!++;
  });
  return out;
}

/** With more ligands a cation fills the room between the bodies of others, as Cs and La in perovskites: sticks to it hide these. */
const MOST_LIGANDS = 8;

/**
 * The longest sticks in a stack, Å, by {@link pairName}: those of {@link neighbourLimits}; 0 for a pair with a cation that has
 * more than {@link MOST_LIGANDS} ligands in its crystal.
 */
export function sticksOfCrystals(
  numbers: Uint8Array,
  crystals: readonly ChargedAtoms[],
): NeighbourLimits {
  const kinds = [...new Set(numbers)];
  const asked = [kinds.join(' '), ...crystals];
  if (last?.asked.length === asked.length && asked.every((x, k) => x === last?.asked[k]))
    return last.sticks;
  const sticks = findSticks(kinds, crystals);
  last = { asked, sticks };
  return sticks;
}

/** A slider of heights and shifts asks for the same crystals with each tick. */
let last: { readonly asked: readonly unknown[]; readonly sticks: NeighbourLimits } | null = null;

function findSticks(kinds: readonly number[], crystals: readonly ChargedAtoms[]): NeighbourLimits {
  const numbers = Uint8Array.from(kinds);
  const limits = neighbourLimits(numbers, crystals);
  const spacers = new Set<number>();
  for (const crystal of crystals) {
    const counts = countNeighbours(crystal, crystal.charges ?? [], limits);
    counts.forEach((count, i) => {
      if (count > MOST_LIGANDS && crystal.charges !== null && crystal.charges[i]! > 0)
        spacers.add(crystal.numbers[i]!);
    });
  }
  const out = new Map(limits);
  for (const p of kinds) if (spacers.has(p)) for (const q of kinds) out.set(pairName(p, q), 0);
  return out;
}
