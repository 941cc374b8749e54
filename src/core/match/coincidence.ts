import { EpistackError } from '#core/errors.ts';
import { type Cell2, det2, type IntMat2, mul2 } from '#core/math/plane2.ts';
import { type Match, matchOf, mirrored, twistOf } from './match.ts';
import {
  type Equivalent,
  isBefore,
  leastTurned,
  orbitOf,
  pairKey,
  pairOperations,
  type RowPair,
  rightHandedPair,
  wrapAngle,
} from './orbit.ts';
import { checkPlane, hasMirror, type PlaneLattice } from './planeLattice.ts';
import {
  divisorSum,
  hermiteForm,
  hermiteForms,
  type Sublattice,
  sublattice,
} from './superlattice.ts';
import {
  areasFit,
  checkTolerance,
  correspondences,
  spanOf,
  type Tolerance,
  zurFits,
} from './tolerance.ts';

export interface Limits {
  /** Neither supercell is larger, Å². */
  readonly maxAreaAng2: number;
  readonly tolerance: Tolerance;
  /** Atoms of both slabs together; null for any number. */
  readonly maxAtoms: number | null;
  /** Also give what only the film's mirror image would fit, marked `mirror`. */
  readonly mirrors: boolean;
  /** Only matches turned by about this angle, or by one that the planes' symmetry makes the same; absent: any. */
  readonly twist?: TwistTarget | null;
}

/** A turn of the film against the substrate as {@link Match} counts it. */
export interface TwistTarget {
  readonly targetRad: number;
  readonly toleranceRad: number;
}

/** One step of a search: what one substrate area holds, and how much of the work is done. */
export interface SearchStep {
  readonly matches: readonly Match[];
  /** 0 to 1. */
  readonly fraction: number;
}

/** More sublattices of one plane than this would take minutes and gigabytes. */
const MAX_SUBLATTICES = 250_000;
/** A supercell on the very limit of the area belongs in. */
const EDGE = 1e-9;

/**
 * Every way to lay a film on a substrate up to an area: all pairs of sublattices (Hermite forms), and for
 * each pair all unimodular correspondences within the tolerance, proper maps only. Repeats of a smaller
 * cell are matches too (`repeats`). Of matches that the point groups of the two planes carry into each
 * other one is given, the least turned; a pair of mirrors counts, so of two twists ±θ one is given where
 * both planes have mirrors. Nothing else is removed.
 * @returns steps in the final order: by substrate area, then strain; empty steps carry progress only
 * @throws `bad-search` for limits that make no search
 * @see Zur and McGill, J. Appl. Phys. 55, 378 (1984), doi 10.1063/1.333084
 */
export function* searchMatches(
  film: PlaneLattice,
  substrate: PlaneLattice,
  limits: Limits,
): Generator<SearchStep, void, undefined> {
  check(film, substrate, limits);
  const plan = planOf(film, substrate, limits);
  // Where a plane is its own mirror image, a mirrored map is a proper one as well.
  const chiral = limits.mirrors && !hasMirror(film) && !hasMirror(substrate);
  const hands = chiral ? ([1, -1] as const) : ([1] as const);
  const searches = hands.map((hand) => ({
    hand,
    operations: pairOperations(film, substrate, hand),
  }));
  const filmLattices = lazily((i) => representatives(film, i).sort((p, q) => p.aAng - q.aAng));
  const total = plan.reduce((sum, p) => sum + p.work, 0);
  let done = 0;
  for (const { index, partners, work } of plan) {
    const found: Match[] = [];
    const seen = new Set<string>();
    for (const below of representatives(substrate, index))
      for (const i of partners)
        for (const above of candidates(filmLattices(i), below, limits.tolerance))
          for (const { hand, operations } of searches)
            for (const rows of correspondences(above, below, limits.tolerance, hand)) {
              const pair = { film: above.matrix, substrate: mul2(rows, below.matrix) };
              if (seen.has(pairKey(pair))) continue;
              const orbit = orbitOf(pair, pairTwist(pair, film, substrate), operations);
              for (const twin of orbit) seen.add(pairKey(twin));
              if (!isTurned(orbit, limits.twist)) continue;
              found.push(matchOf(leastTurned(orbit), film, substrate));
            }
    done += work;
    yield { matches: found.sort(byAreaThenStrain), fraction: done / total };
  }
}

/** Whether one of the equivalent forms is turned as asked for. */
const isTurned = (orbit: readonly Equivalent[], twist: TwistTarget | null | undefined): boolean =>
  !twist ||
  orbit.some(
    ({ twistRad }) => Math.abs(wrapAngle(twistRad - twist.targetRad)) <= twist.toleranceRad + EDGE,
  );

/** All matches at once, in order. */
export const allMatches = (
  film: PlaneLattice,
  substrate: PlaneLattice,
  limits: Limits,
): readonly Match[] => [...searchMatches(film, substrate, limits)].flatMap((s) => s.matches);

function check(film: PlaneLattice, substrate: PlaneLattice, limits: Limits): void {
  checkPlane(film);
  checkPlane(substrate);
  checkTolerance(limits.tolerance);
  if (!(limits.maxAreaAng2 > 0 && limits.maxAreaAng2 < Infinity))
    throw new EpistackError({
      code: 'bad-search',
      reason: 'the largest area is a positive number of Å²',
    });
  const { twist } = limits;
  if (twist && !(Math.abs(twist.targetRad) <= Math.PI && twist.toleranceRad >= 0))
    throw new EpistackError({
      code: 'bad-search',
      reason: 'a twist is an angle from −180° to 180° with a tolerance that is not negative',
    });
  for (const { cell } of [film, substrate]) {
    // Σσ(n) up to N is close to π²N²/12.
    const count = (Math.PI ** 2 / 12) * (limits.maxAreaAng2 / det2(cell)) ** 2;
    if (count > MAX_SUBLATTICES)
      throw new EpistackError({
        code: 'too-large',
        what: 'sublattices of one plane up to that area',
        count: Math.round(count),
        limit: MAX_SUBLATTICES,
      });
  }
}

interface Step {
  /** Index of a sublattice of the substrate. */
  readonly index: number;
  /** Indices of the film's that are near enough in area. */
  readonly partners: readonly number[];
  /** Pairs of sublattices to visit. */
  readonly work: number;
}

/** Pairs of indices to visit, by the substrate's. */
function planOf(film: PlaneLattice, substrate: PlaneLattice, limits: Limits): readonly Step[] {
  const [filmArea, substrateArea] = [det2(film.cell), det2(substrate.cell)];
  const highest = (area: number) => Math.floor((limits.maxAreaAng2 / area) * (1 + EDGE));
  const atoms = (i: number, j: number) => i * film.atoms + j * substrate.atoms;
  return upTo(highest(substrateArea)).map((index) => {
    const partners = upTo(highest(filmArea)).filter(
      (i) =>
        areasFit(limits.tolerance, filmArea, substrateArea, i, index) &&
        (limits.maxAtoms === null || atoms(i, index) <= limits.maxAtoms),
    );
    const pairs = partners.reduce((sum, i) => sum + divisorSum(i), 0) * divisorSum(index);
    return { index, partners, work: 1 + pairs };
  });
}

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i + 1);

/**
 * One sublattice of each set that the plane's rotations carry into each other. Only rotations: a mirror of
 * one plane alone would turn a proper map into another interface.
 */
function representatives(plane: PlaneLattice, index: number): Sublattice[] {
  const rotations = plane.symmetry.filter((m) => det2(m) > 0);
  return hermiteForms(index)
    .filter((form) =>
      rotations.every((m) => !isBefore(hermiteForm(mul2(form, m)).form.flat(), form.flat())),
    )
    .map((form) => sublattice(plane.cell, form));
}

/** Film sublattices whose two shortest vectors are near the substrate's. @param sorted by a */
function candidates(
  sorted: readonly Sublattice[],
  below: Sublattice,
  tolerance: Tolerance,
): readonly Sublattice[] {
  // A film vector is near enough when the substrate's lies in its span, whose ends are proportional to it.
  const [low, high] = spanOf(tolerance, 1);
  const out: Sublattice[] = [];
  for (let k = firstAtLeast(sorted, below.aAng / high); k < sorted.length; k++) {
    const above = sorted[k]!;
    if (above.aAng > below.aAng / low) break;
    if (above.bAng < below.bAng / high || above.bAng > below.bAng / low) continue;
    if (zurFits(above, below, tolerance)) out.push(above);
  }
  return out;
}

function firstAtLeast(sorted: readonly Sublattice[], aAng: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.aAng < aAng) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lazily<T>(make: (n: number) => T): (n: number) => T {
  const known = new Map<number, T>();
  return (n) => {
    const old = known.get(n);
    if (old !== undefined) return old;
    const made = make(n);
    known.set(n, made);
    return made;
  };
}

function pairTwist(pair: RowPair, film: PlaneLattice, substrate: PlaneLattice): number {
  const rows = rightHandedPair(pair);
  const above: Cell2 = mul2(rows.film, film.cell);
  return twistOf(det2(above) > 0 ? above : mirrored(above), mul2(rows.substrate, substrate.cell));
}

/** Strains closer than this are a tie, so that order never depends on rounding. */
const SAME = 1e-9;

const differ = (x: number, y: number): number =>
  Math.abs(x - y) > SAME * (1 + Math.abs(x)) ? x - y : 0;

/** Substrate area, largest strain, film area, turn (+ before −), then the matrices: a fixed order. */
const byAreaThenStrain = (p: Match, q: Match): number =>
  differ(p.substrateAreaAng2, q.substrateAreaAng2) ||
  differ(p.maxStrain, q.maxStrain) ||
  differ(p.filmAreaAng2, q.filmAreaAng2) ||
  differ(Math.abs(p.twistRad), Math.abs(q.twistRad)) ||
  differ(q.twistRad, p.twistRad) ||
  lexical(p.substrateMatrix, q.substrateMatrix) ||
  lexical(p.filmMatrix, q.filmMatrix);

const lexical = (m: IntMat2, n: IntMat2): number =>
  m[0][0] - n[0][0] || m[0][1] - n[0][1] || m[1][0] - n[1][0] || m[1][1] - n[1][1];
