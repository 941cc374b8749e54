import { csvRemark, csvRow } from '#core/io/text/csv.ts';
import { inverse2, length2, rowTimes, type Vec2 } from '#core/math/plane2.ts';
import type { FilmPose } from '#core/recipe/edits/pose.ts';
import type { Facing } from './facing.ts';
import { type GeometricMeasure, MEASURES, type Measure, measureOf } from './measures.ts';
import { localMinima, minimumNear } from './minimum.ts';

/** A rigid scan of one interface over the cell of non-equivalent shifts. */
export interface Landscape {
  readonly measure: Measure;
  /** Points along the two rows of the registry cell. */
  readonly counts: readonly [number, number];
  /** Value at (i / counts[0], j / counts[1]) of the rows is at [j · counts[0] + i]. */
  readonly values: Float64Array;
  /** d₀ at each point, Å: the same everywhere unless the scan chose it. */
  readonly separationsAng: Float64Array;
  /** The best pose, as relative shift; looked for between the points too. */
  readonly best: FilmPose & { readonly value: number };
  /** Energy maps: what `values` are above, in the unit of the measure. */
  readonly zero?: number;
}

/** Distance between points of a scan, Å. */
const SPACING_ANG = 0.15;
const MAX_POINTS_PER_AXIS = 48;
/** Points each way are a multiple of this, so that halves, thirds and sixths of the rows are among them. */
const POINTS_STEP = 6;
/** Places of the grid that the best is looked for around. */
const MAX_STARTS = 8;
/** Places are first followed to this, and the best of them to the other, Å. */
const COARSE_ANG = 1e-3;
const FINE_ANG = 1e-7;
/** Parts of a value within which two places may turn out equal after all, and within which they are. */
const CLOSE = 2e-3;
const SAME = 1e-6;

/**
 * Points along the rows of the registry cell, about SPACING_ANG apart and 12 to `most` each way. They hold the
 * high-symmetry shifts: 1/2 in any cell, 1/3 and 2/3 in a hexagonal one.
 */
export const scanCounts = (
  { registry }: Pick<Facing, 'registry'>,
  most = MAX_POINTS_PER_AXIS,
): readonly [number, number] => {
  const points = (v: Vec2) =>
    POINTS_STEP *
    Math.min(
      Math.floor(most / POINTS_STEP),
      Math.max(2, Math.round(length2(v) / SPACING_ANG / POINTS_STEP)),
    );
  return [points(registry.cell[0]), points(registry.cell[1])];
};

/** Relative shift of a point of the grid, fractions of the interface cell. */
export const gridShift = (
  { registry }: Pick<Facing, 'registry'>,
  counts: readonly [number, number],
  index: number,
): Vec2 =>
  rowTimes(
    [(index % counts[0]) / counts[0], Math.floor(index / counts[0]) / counts[1]],
    registry.rows,
  );

/**
 * Scans a geometric measure.
 * @param separationAng d₀ of the scan; the touching height chooses its own
 * @param onRow told how many of the rows of points are done
 * @throws `no-contact` when no attractive pair faces
 */
export function scanGeometric(
  facing: Facing,
  measure: GeometricMeasure,
  separationAng: number,
  onRow: (done: number, of: number) => void = () => {},
): Landscape {
  const value = measureOf(facing, measure, separationAng);
  const counts = scanCounts(facing);
  const values = new Float64Array(counts[0] * counts[1]);
  for (let k = 0; k < values.length; k++) {
    values[k] = value(gridShift(facing, counts, k));
    if ((k + 1) % counts[0] === 0) onRow((k + 1) / counts[0], counts[1]);
  }
  const sign = MEASURES[measure].better === 'small' ? 1 : -1;
  const best = bestPlace(facing, counts, sign, values, value);
  return {
    measure,
    counts,
    values,
    separationsAng:
      measure === 'height' ? values.slice() : new Float64Array(values.length).fill(separationAng),
    best: {
      shift: best.shift,
      value: best.value,
      separationAng: measure === 'height' ? best.value : separationAng,
    },
  };
}

/**
 * The best of all shifts, not only of those on the grid: refined around every grid point that is at least as good as its
 * neighbours.
 */
function bestPlace(
  facing: Facing,
  counts: readonly [number, number],
  sign: 1 | -1,
  values: Float64Array,
  value: (shift: Vec2) => number,
): { readonly shift: Vec2; readonly value: number } {
  const toShift = inverse2(facing.cell);
  const cost = (place: Vec2): number => sign * value(rowTimes(place, toShift));
  const [a, b] = facing.registry.cell;
  const spacing = Math.max(length2(a) / counts[0], length2(b) / counts[1]);
  const coarse = localMinima(
    values.map((v) => sign * v),
    counts,
    MAX_STARTS,
  )
    .map((k) => rowTimes(gridShift(facing, counts, k), facing.cell))
    .map((start) => minimumNear(cost, start, spacing, COARSE_ANG));
  const least = Math.min(...coarse.map((c) => c.value));
  const best = coarse
    .filter((c) => c.value <= least + CLOSE * Math.abs(least))
    .map((c) => minimumNear(cost, c.at, COARSE_ANG, FINE_ANG))
    // Of places that symmetry makes equal the first one.
    .reduce((p, q) => (q.value < p.value - SAME * Math.abs(p.value) ? q : p));
  return { shift: rowTimes(best.at, toShift), value: sign * best.value };
}

/** @param sign 1 for the smallest value, −1 for the largest */
export function bestIndex(values: Float64Array, sign: 1 | -1): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (sign * values[k]! < sign * values[best]!) best = k;
  return best;
}

/**
 * The scan as a table: comment lines that say what it is, then one line for each point.
 * @param remarks more such lines: what computed it, and what is to be known of that
 */
export function landscapeCsv(
  facing: Facing,
  landscape: Landscape,
  title: string,
  remarks: readonly string[] = [],
): string {
  const { name, definition, unit, column } = MEASURES[landscape.measure];
  const { counts, values, separationsAng, best } = landscape;
  const rows = Array.from(values, (value, k) => {
    const [a, b] = gridShift(facing, counts, k);
    return csvRow([
      a.toFixed(6),
      b.toFixed(6),
      separationsAng[k]!.toFixed(4),
      value.toPrecision(9),
    ]);
  });
  return [
    csvRemark(`${title}, interface ${facing.at.lower + 1}: ${name} (${definition})`),
    csvRemark(
      'shift of the upper against the lower slab, in fractions of the interface cell; other shifts repeat these',
    ),
    ...remarks.map(csvRemark),
    csvRemark(
      `best: ${best.shift[0].toFixed(6)}, ${best.shift[1].toFixed(6)}, d0 ${best.separationAng.toFixed(4)} Ang: ${best.value.toPrecision(9)} ${unit}`,
    ),
    csvRow(['shift_a', 'shift_b', 'd0_ang', column]),
    ...rows,
  ].join('');
}
