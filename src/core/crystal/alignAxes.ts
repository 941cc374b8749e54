import { inverse, mul, transpose } from '#core/math/mat3.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { operationsFromHall } from './hall.ts';

/** Another choice of standard axes in which the space group has the same operations. */
export interface Alignment {
  /** 3×3 integers, det 1: `new lattice = turn · lattice`. */
  readonly turn: Float64Array;
  /** Fractions in the new axes: `new frac = frac · turn⁻¹ − shift`. */
  readonly shift: Vec3;
}

/** Relative misfit of a metric that rounding explains. */
const METRIC_TOLERANCE = 1e-3;
/** Translations and origins of the space groups are whole multiples of 1/24 of the axes. */
const STEPS = 24;
/** Origins that differ by twelfths or eighths along an axis, in steps. */
const SHIFTS = [0, 2, 3, 4, 6, 8, 9, 10, 12, 14, 15, 16, 18, 20, 21, 22];

/**
 * Of all right-handed choices of standard axes that write a space group with the same symbol, the one
 * nearest to the given axes: a zinc blende given in its conventional cell keeps which of its {111}
 * faces is (111).
 * @param axes 3×3, rows: the standard axes in the given ones
 * @param lattice 3×3 rows, the standard cell
 * @returns the identity where nothing is nearer
 * @see International Tables for Crystallography A, ch. 3.5, Euclidean normalizers
 */
export function alignAxes(hall: string, axes: Float64Array, lattice: Float64Array): Alignment {
  const metric = mul(lattice, transpose(lattice));
  const here = distanceToUnit(axes);
  const turns = properTurns()
    .filter((n) => keepsMetric(n, metric))
    .map((turn) => ({ turn, distance: distanceToUnit(mul(turn, axes)) }))
    .filter(({ distance }) => distance < here - 1e-6)
    .sort((p, q) => p.distance - q.distance);
  const operations = operationsOf(hall);
  const known = translationsOf(operations);
  for (const { turn } of turns) {
    const shift = shiftThatKeeps(inTurned(operations, turn), known);
    if (shift !== null) return { turn, shift };
  }
  return { turn: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), shift: [0, 0, 0] };
}

/**
 * Where the origin has to go for a space group, written in other axes, to be that of another Hall symbol.
 * @param turn 3×3 integers, det 1: `new lattice = turn · lattice`
 * @returns fractions in the new axes (see {@link Alignment}); null when no origin makes it so
 */
export const shiftBetween = (from: string, turn: Float64Array, to: string): Vec3 | null =>
  shiftThatKeeps(inTurned(operationsOf(from), turn), translationsOf(operationsOf(to)));

interface Operation {
  readonly rotation: readonly number[];
  /** Translation in steps. */
  readonly steps: readonly number[];
}

const operationsOf = (hall: string): readonly Operation[] =>
  operationsFromHall(hall).map(({ rotation, translation }) => ({
    rotation,
    steps: translation.map((t) => Math.round(STEPS * t)),
  }));

/** Which translations go with each rotation, by its name. */
function translationsOf(operations: readonly Operation[]): ReadonlyMap<string, Set<number>> {
  const known = new Map<string, Set<number>>();
  for (const { rotation, steps } of operations) {
    const name = rotation.join();
    known.set(name, (known.get(name) ?? new Set()).add(code(steps[0]!, steps[1]!, steps[2]!)));
  }
  return known;
}

function inTurned(operations: readonly Operation[], turn: Float64Array): readonly Operation[] {
  // Column vectors turn by the inverse transpose of what turns the rows of the lattice.
  const m = transpose(inverse(turn)).map(Math.round);
  const back = transpose(turn);
  return operations.map(({ rotation, steps }) => ({
    // + 0 turns −0 into 0, which would be another key.
    rotation: Array.from(mul(mul(m, rotation), back), (x) => x + 0),
    steps: [0, 3, 6].map((k) => m[k]! * steps[0]! + m[k + 1]! * steps[1]! + m[k + 2]! * steps[2]!),
  }));
}

/** Seen from the origin `shift`, an operation moves by t + (R − 1)·shift. */
function shiftThatKeeps(
  operations: readonly Operation[],
  known: ReadonlyMap<string, ReadonlySet<number>>,
): Vec3 | null {
  const wanted = operations.map(({ rotation }) => known.get(rotation.join()));
  if (wanted.includes(undefined)) return null;
  for (const x of SHIFTS)
    for (const y of SHIFTS)
      for (const z of SHIFTS) {
        const keeps = operations.every(({ rotation: r, steps: t }, i) =>
          wanted[i]!.has(
            code(
              t[0]! + r[0]! * x + r[1]! * y + r[2]! * z - x,
              t[1]! + r[3]! * x + r[4]! * y + r[5]! * z - y,
              t[2]! + r[6]! * x + r[7]! * y + r[8]! * z - z,
            ),
          ),
        );
        if (keeps) return [x / STEPS, y / STEPS, z / STEPS];
      }
  return null;
}

const wrapped = (t: number): number => ((t % STEPS) + STEPS) % STEPS;
/** One number for a translation up to lattice vectors. */
const code = (x: number, y: number, z: number): number =>
  (wrapped(x) * STEPS + wrapped(y)) * STEPS + wrapped(z);

const distanceToUnit = (m: ArrayLike<number>): number =>
  Array.from(m).reduce((sum, x, k) => sum + (x - (k % 4 === 0 ? 1 : 0)) ** 2, 0);

function keepsMetric(turn: Float64Array, metric: Float64Array): boolean {
  const turned = mul(mul(turn, metric), transpose(turn));
  return turned.every((g, k) => {
    const scale = Math.sqrt(metric[4 * Math.floor(k / 3)]! * metric[4 * (k % 3)]!);
    return Math.abs(g - metric[k]!) <= METRIC_TOLERANCE * scale;
  });
}

let turns: readonly Float64Array[] | undefined;

/** All 3×3 matrices of −1, 0 and 1 with determinant 1. */
function properTurns(): readonly Float64Array[] {
  if (turns !== undefined) return turns;
  const found: Float64Array[] = [];
  for (let n = 0; n < 3 ** 9; n++) {
    const m = Float64Array.from({ length: 9 }, (_, k) => (Math.floor(n / 3 ** k) % 3) - 1);
    const det =
      m[0]! * (m[4]! * m[8]! - m[5]! * m[7]!) -
      m[1]! * (m[3]! * m[8]! - m[5]! * m[6]!) +
      m[2]! * (m[3]! * m[7]! - m[4]! * m[6]!);
    if (det === 1) found.push(m);
  }
  turns = found;
  return found;
}
