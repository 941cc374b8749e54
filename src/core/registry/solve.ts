import { hypot } from '#core/math/hypot.ts';
import { inverse2, length2, rowTimes, type Vec2 } from '#core/math/plane2.ts';
import { mapTuple } from '#core/math/vec3.ts';
import type { FilmPose } from '#core/recipe/edits/pose.ts';
import { type Facing, facingPair, measurePair } from './facing.ts';
import { reduceShift } from './shiftCell.ts';

/** A nearest-contact mean to be reached. */
export interface ContactTarget {
  /** "Cs-S": the lower slab's species first. */
  readonly pair: string;
  readonly nearestMeanAng: number;
}

export interface SolveOptions {
  readonly targets: readonly ContactTarget[];
  /** Å; both ends the same to keep d₀ as it is. */
  readonly separationAng: readonly [low: number, high: number];
  /** Solutions are listed from the one nearest to this. */
  readonly near: FilmPose;
}

export interface PoseFit extends FilmPose {
  /** Nearest-contact means reached, in the order of the targets, Å. */
  readonly meansAng: readonly number[];
  /** Largest difference from a target, Å. */
  readonly worstAng: number;
}

export interface ContactSolution {
  /** Different poses that meet every target within SOLVED_ANG, nearest to the present one first. */
  readonly solutions: readonly PoseFit[];
  /** The pose with the smallest sum of squared differences; a solution where there is one. */
  readonly best: PoseFit;
  /**
   * More unknowns than targets: solutions are a continuous family, and those listed are members of it,
   * at least MEMBER_ANG apart.
   */
  readonly family: boolean;
}

/** A mean this close to its target has met it. */
export const SOLVED_ANG = 1e-5;
/** Two solutions nearer than this are one. */
const SAME_ANG = 1e-3;
/** Members of a family are listed this far apart. */
const MEMBER_ANG = 0.4;
const MAX_LISTED = 24;
/** Spacing of the starting points; with many atoms or a large cell they lie farther apart. */
const START_ANG = 0.15;
const MAX_STARTS_PER_AXIS = 48;
/** Starts that are refined at most; evenly chosen from more. */
const MAX_REFINED = 600;

/**
 * Poses at which named contact means take given values: damped least squares (Levenberg–Marquardt) from
 * starting points all over the cell of non-equivalent shifts and the range of d₀. A mean of nearest
 * distances changes no faster than the slab moves, so a starting point farther off any target than half
 * the spacing of the points has no solution beside it and is left out.
 * @returns always a best pose; `solutions` is empty when the targets cannot be met
 * @throws `no-contact` for a pair that does not face
 */
export function solveContacts(facing: Facing, options: SolveOptions): ContactSolution {
  const { targets, separationAng: range } = options;
  const pairs = targets.map((t) => facingPair(facing, t.pair));
  const { cell } = facing.registry;
  const free = range[1] > range[0];
  const toShift = inverse2(facing.cell);
  const poseAt = ([x, y, d]: Point): FilmPose => ({
    shift: rowTimes([x, y], toShift),
    separationAng: d,
  });
  const means = (p: Point) =>
    pairs.map((pair) => measurePair(facing, pair, poseAt(p)).nearestMeanAng);
  const misses = (p: Point) => means(p).map((m, k) => m - targets[k]!.nearestMeanAng);
  const counts = [length2(cell[0]), length2(cell[1]), range[1] - range[0]].map((length, axis) =>
    axis === 2 && !free
      ? 1
      : Math.min(MAX_STARTS_PER_AXIS, Math.max(4, Math.ceil(length / START_ANG))),
  ) as [number, number, number];
  const reachAng = halfDiagonalAng(cell, range[1] - range[0], counts);
  const starts: { point: Point; cost: number }[] = [];
  const others: { point: Point; cost: number }[] = [];
  for (let k = 0; k < counts[2]; k++)
    for (let i = 0; i < counts[0]; i++)
      for (let j = 0; j < counts[1]; j++) {
        const [x, y] = rowTimes([(i + 0.5) / counts[0], (j + 0.5) / counts[1]], cell);
        const point: Point = [x, y, range[0] + ((k + 0.5) / counts[2]) * (range[1] - range[0])];
        const miss = misses(point);
        const cost = sumOfSquares(miss);
        (miss.every((m) => Math.abs(m) <= reachAng) ? starts : others).push({ point, cost });
      }
  others.sort((p, q) => p.cost - q.cost);
  const chosen = [
    ...starts.filter(
      (_, i) => starts.length <= MAX_REFINED || i % Math.ceil(starts.length / MAX_REFINED) === 0,
    ),
    ...others.slice(0, 12),
  ];
  const fits = chosen.map(({ point }) => {
    const at = refine(point, misses, range, free);
    const meansAng = means(at);
    const miss = misses(at);
    const { shift, separationAng } = poseAt(at);
    return {
      shift: reduceShift(facing.registry, shift).shift,
      separationAng,
      meansAng,
      worstAng: Math.max(...miss.map(Math.abs)),
      cost: sumOfSquares(miss),
    };
  });
  const apart = (p: FilmPose, q: FilmPose) => poseDistanceAng(facing, p, q);
  const family = 2 + Number(free) > targets.length;
  const solved = fits
    .filter((f) => f.worstAng <= SOLVED_ANG)
    .map((f) => ({ fit: f, away: apart(f, options.near) }))
    .sort((p, q) => p.away - q.away)
    .map(({ fit }) => strip(fit));
  const solutions: PoseFit[] = [];
  for (const fit of solved)
    if (
      solutions.length < MAX_LISTED &&
      solutions.every((s) => apart(s, fit) > (family ? MEMBER_ANG : SAME_ANG))
    )
      solutions.push(fit);
  const best = fits.reduce((p, q) => (q.cost < p.cost ? q : p));
  return { solutions, best: solutions[0] ?? strip(best), family };
}

const strip = ({ shift, separationAng, meansAng, worstAng }: PoseFit): PoseFit => ({
  shift,
  separationAng,
  meansAng,
  worstAng,
});

/** In-plane place of the upper slab, x and y, and d₀, Å. */
type Point = readonly [x: number, y: number, d: number];

const sumOfSquares = (v: readonly number[]): number => v.reduce((sum, x) => sum + x * x, 0);

/** Farthest that a point of the search can be from the nearest starting point, Å. */
function halfDiagonalAng(
  [a, b]: Facing['cell'],
  rangeAng: number,
  counts: readonly [number, number, number],
): number {
  const [u, v]: [Vec2, Vec2] = [
    [a[0] / counts[0], a[1] / counts[0]],
    [b[0] / counts[1], b[1] / counts[1]],
  ];
  const flat = Math.max(length2([u[0] + v[0], u[1] + v[1]]), length2([u[0] - v[0], u[1] - v[1]]));
  return hypot(flat, rangeAng / counts[2]) / 2;
}

/** How far apart two poses are: the shorter way over equivalent shifts, and d₀, Å. */
export function poseDistanceAng({ registry, cell }: Facing, p: FilmPose, q: FilmPose): number {
  const { inCell } = reduceShift(registry, [p.shift[0] - q.shift[0], p.shift[1] - q.shift[1]]);
  let least = Number.POSITIVE_INFINITY;
  for (const i of [0, 1])
    for (const j of [0, 1])
      least = Math.min(
        least,
        length2(rowTimes(rowTimes([inCell[0] - i, inCell[1] - j], registry.rows), cell)),
      );
  return hypot(least, p.separationAng - q.separationAng);
}

const STEP_ANG = 1e-5;
const MAX_ITERATIONS = 60;

/** Levenberg–Marquardt with a numerical Jacobian; d₀ is kept in its range, or fixed. */
function refine(
  start: Point,
  misses: (p: Point) => readonly number[],
  range: readonly [number, number],
  free: boolean,
): Point {
  let at = start;
  let miss = misses(at);
  let cost = sumOfSquares(miss);
  let damping = 1e-3;
  const axes = free ? [0, 1, 2] : [0, 1];
  for (let round = 0; round < MAX_ITERATIONS && cost > 1e-18 && damping < 1e8; round++) {
    const columns = axes.map((axis) => {
      const [up, down] = [misses(moved(at, axis, STEP_ANG)), misses(moved(at, axis, -STEP_ANG))];
      return up.map((u, k) => (u - down[k]!) / (2 * STEP_ANG));
    });
    const normal = columns.map((p) => columns.map((q) => dot(p, q)));
    const slope = columns.map((p) => dot(p, miss));
    for (; damping < 1e8; damping *= 4) {
      const damped = normal.map((row, i) => row.map((x, j) => (i === j ? x + damping : x)));
      const step = solveLinear(damped, slope);
      const next: Point = [
        at[0] - step[0]!,
        at[1] - step[1]!,
        free ? Math.min(range[1], Math.max(range[0], at[2] - step[2]!)) : at[2],
      ];
      const nextMiss = misses(next);
      const nextCost = sumOfSquares(nextMiss);
      if (!(nextCost < cost)) continue;
      [at, miss, cost] = [next, nextMiss, nextCost];
      damping = Math.max(1e-12, damping / 10);
      break;
    }
  }
  return at;
}

const moved = (p: Point, axis: number, by: number): Point =>
  mapTuple(p, (x, k) => (k === axis ? x + by : x));

const dot = (p: readonly number[], q: readonly number[]): number =>
  p.reduce((sum, x, k) => sum + x * q[k]!, 0);

/** Gaussian elimination for a symmetric positive matrix of two or three rows. */
function solveLinear(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const m = matrix.map((row, i) => [...row, right[i]!]);
  const n = m.length;
  for (let c = 0; c < n; c++)
    for (let r = c + 1; r < n; r++) {
      const factor = m[r]![c]! / m[c]![c]!;
      for (let k = c; k <= n; k++) m[r]![k]! -= factor * m[c]![k]!;
    }
  const out = new Array<number>(n).fill(0);
  for (let r = n - 1; r >= 0; r--) {
    let sum = m[r]![n]!;
    for (let k = r + 1; k < n; k++) sum -= m[r]![k]! * out[k]!;
    out[r] = sum / m[r]![r]!;
  }
  return out;
}
