import { inverse, mul, mulRow, transpose } from '#core/math/mat3.ts';
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
/** Origins of space groups differ by such fractions along an axis. */
const SHIFTS: readonly number[] = [
  ...new Set([...Array(12).keys()].map((k) => 2 * k).concat([3, 9, 15, 21])),
].map((k) => k / 24);

/**
 * Of all right-handed choices of standard axes that write a space group with the same symbol, the one
 * nearest to the axes at hand: a zinc blende given in its conventional cell keeps which of its {111}
 * faces is (111).
 * @param axes 3×3, rows: the standard axes in those at hand
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
  const operations = operationsFromHall(hall);
  const known = new Set(operations.map((o) => key(o.rotation, o.translation)));
  for (const { turn } of turns) {
    // Column vectors turn by the inverse transpose of what turns the rows of the lattice.
    const m = transpose(inverse(turn));
    const back = transpose(turn);
    const turned = operations.map(({ rotation, translation }) => ({
      rotation: Array.from(mul(mul(m, rotation), back), Math.round),
      translation: mulRow(translation, transpose(m)),
    }));
    const shift = shiftThatKeeps(turned, known);
    if (shift !== null) return { turn, shift };
  }
  return { turn: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), shift: [0, 0, 0] };
}

type Operation = { readonly rotation: readonly number[]; readonly translation: Vec3 };

/** Seen from the origin `shift`, an operation moves by t + (R − 1)·shift. */
function shiftThatKeeps(operations: readonly Operation[], known: ReadonlySet<string>): Vec3 | null {
  for (const x of SHIFTS)
    for (const y of SHIFTS)
      for (const z of SHIFTS)
        if (
          operations.every(({ rotation: r, translation: t }) =>
            known.has(
              key(r, [
                t[0] + r[0]! * x + r[1]! * y + r[2]! * z - x,
                t[1] + r[3]! * x + r[4]! * y + r[5]! * z - y,
                t[2] + r[6]! * x + r[7]! * y + r[8]! * z - z,
              ]),
            ),
          )
        )
          return [x, y, z];
  return null;
}

/** Equal for operations that differ by lattice vectors; translations are whole twenty-fourths. */
const key = (rotation: readonly number[], t: Vec3): string =>
  `${rotation.map((x) => x + 0).join()};${t.map((x) => ((Math.round(24 * x) % 24) + 24) % 24).join()}`;

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
