import { type Crystal, unitCellStructure } from '#core/crystal/crystal.ts';
import { sheetPlane } from '#core/crystal/emptyLayers.ts';
import { EpistackError } from '#core/errors.ts';
import { gcd, type IntVec3 } from '#core/math/integer.ts';
import { inverse, mulCol } from '#core/math/mat3.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { type Limits, searchMatches } from './coincidence.ts';
import type { Match } from './match.ts';
import { type PlaneLattice, planeLatticeOf } from './planeLattice.ts';
import { isProper, pointGroup } from './pointGroup.ts';

/** A set of planes that the crystal's rotations carry into each other, by its plainest member. */
export interface DistinctPlane {
  readonly hkl: IntVec3;
  /** The earlier plane in the list whose mirror image this one is; null for a plane with no such twin. */
  readonly mirrorOf: IntVec3 | null;
}

/** Nobody grows surfaces of higher index, and the map would have thousands of fields. */
export const MAX_EXPLORED_INDEX = 4;

/**
 * The different planes of a crystal up to an index. Planes that only an inversion or a mirror relates are two:
 * their surfaces are mirror images of each other, (h k l) and (−h −k −l) for instance.
 * A sheet in vacuum has its own plane only, from both sides where these differ.
 * @returns plainest first: by h² + k² + l², then few minus signs
 * @throws `bad-search` for an index out of range
 */
export function distinctPlanes(crystal: Crystal, maxIndex: number): readonly DistinctPlane[] {
  if (!(Number.isInteger(maxIndex) && maxIndex >= 1 && maxIndex <= MAX_EXPLORED_INDEX))
    throw new EpistackError({
      code: 'bad-search',
      reason: `the highest index is 1 to ${MAX_EXPLORED_INDEX}`,
    });
  const rotations = pointGroup(crystal);
  const inv = inverse(crystal.lattice);
  const images = (hkl: IntVec3, proper: boolean) =>
    rotations
      .filter((r) => isProper(r) === proper)
      .map((r) => String(mulCol(crystal.lattice, mulCol(r, mulCol(inv, hkl))).map(toInteger)));
  const known = new Set<string>();
  const twins = new Map<string, IntVec3>();
  const out: DistinctPlane[] = [];
  const sheet = sheetPlane(unitCellStructure(crystal));
  for (const hkl of planesUpTo(maxIndex)) {
    if (sheet !== null && !hkl.every((x, k) => Math.abs(x) === sheet[k])) continue;
    if (known.has(String(hkl))) continue;
    out.push({ hkl, mirrorOf: twins.get(String(hkl)) ?? null });
    for (const name of images(hkl, true)) known.add(name);
    for (const name of images(hkl, false)) if (!known.has(name)) twins.set(name, hkl);
  }
  return out;
}

/** Whole where it is whole within rounding; another setting's fractions stay and name no plane. */
const toInteger = (x: number): number =>
  Math.abs(x - Math.round(x)) < 1e-3 ? Math.round(x) + 0 : x;

function planesUpTo(maxIndex: number): readonly IntVec3[] {
  const range = Array.from({ length: 2 * maxIndex + 1 }, (_, i) => i - maxIndex);
  const all = range.flatMap((h) =>
    range.flatMap((k) => range.map((l): IntVec3 => [h + 0, k + 0, l + 0])),
  );
  return all.filter((p) => gcd(gcd(p[0], p[1]), p[2]) === 1).sort(comparePlanes);
}

/** Plainest first: by h² + k² + l², then few minus signs, then the larger h, k and l. */
export function comparePlanes(p: IntVec3, q: IntVec3): number {
  const size = (x: IntVec3) => x[0] ** 2 + x[1] ** 2 + x[2] ** 2;
  const minuses = (x: IntVec3) => x.filter((i) => i < 0).length;
  return size(p) - size(q) || minuses(p) - minuses(q) || q[0] - p[0] || q[1] - p[1] || q[2] - p[2];
}

/** One field of the map: a film plane on a substrate plane. */
export interface Field {
  readonly film: IntVec3;
  readonly substrate: IntVec3;
  /** Least strain, then smallest area; null when nothing fits within the limits. */
  readonly best: Match | null;
  /** Smallest area, then least strain. */
  readonly smallest: Match | null;
  /** Different matches within the limits. */
  readonly count: number;
}

/**
 * The best match of every pair of planes, plainest planes first.
 * @throws `bad-search`, `too-large`
 */
export function* exploreFields(
  film: { readonly crystal: Crystal; readonly planes: readonly IntVec3[] },
  substrate: { readonly crystal: Crystal; readonly planes: readonly IntVec3[] },
  limits: Limits,
): Generator<Field, void, undefined> {
  const lattices = (crystal: Crystal, planes: readonly IntVec3[]) =>
    planes.map((hkl) => ({ hkl, lattice: planeLatticeOf(surfaceOf(crystal, hkl)) }));
  const above = lattices(film.crystal, film.planes);
  const below = lattices(substrate.crystal, substrate.planes);
  const pairs = above.flatMap((f, i) => below.map((s, j) => ({ f, s, rank: i + j })));
  for (const { f, s } of pairs.sort((p, q) => p.rank - q.rank))
    yield { film: f.hkl, substrate: s.hkl, ...bestOf(f.lattice, s.lattice, limits) };
}

function bestOf(
  film: PlaneLattice,
  substrate: PlaneLattice,
  limits: Limits,
): Omit<Field, 'film' | 'substrate'> {
  let best: Match | null = null;
  let smallest: Match | null = null;
  let count = 0;
  for (const { matches } of searchMatches(film, substrate, limits))
    for (const match of matches) {
      count++;
      // By area, then strain: the first is the smallest, and only less strain is better.
      smallest ??= match;
      if (best === null || match.maxStrain < best.maxStrain - SAME_STRAIN) best = match;
    }
  return { best, smallest, count };
}
/** A repeat of a smaller cell has its strain within rounding. */
const SAME_STRAIN = 1e-9;
