import { EpistackError } from '#core/errors.ts';
import { csvRemark, csvRow } from '#core/io/text/csv.ts';
import { hypot } from '#core/math/hypot.ts';
import { length2, rowTimes, type Vec2 } from '#core/math/plane2.ts';
import type { FilmPose } from '#core/recipe/edits/pose.ts';
import { type Facing, nearestImage } from './facing.ts';
import { covalentSumAng, shortestAng, touchingHeightAng } from './separation.ts';

/** What a geometric scan measures at each shift. */
export type GeometricMeasure = 'closest' | 'attractive' | 'overlap' | 'height';
export type Measure = GeometricMeasure | 'energy';

interface MeasureText {
  readonly name: string;
  readonly definition: string;
  readonly unit: string;
  readonly better: 'small' | 'large';
  readonly digits: number;
  /** How a map of it is coloured: by the root of the excess where a few high points would hide the rest. */
  readonly curve: 'linear' | 'root';
  /** Heading of its column in a file. */
  readonly column: string;
}

/** Pairs farther apart than this are left out of the overlap sum, where even two Cs add under 0.003, Å. */
const OVERLAP_REACH_ANG = 8;

/** Names and definitions, as the page and the files print them. */
export const MEASURES: Readonly<Record<Measure, MeasureText>> = {
  closest: {
    name: 'closest pair',
    definition:
      'shortest distance between an atom of the lower and one of the upper slab; the largest is best',
    unit: 'Å',
    better: 'large',
    digits: 3,
    curve: 'linear',
    column: 'closest_ang',
  },
  attractive: {
    name: 'attractive contacts',
    definition:
      'mean over the lower slab’s outermost plane of the distance to the nearest atom of opposite formal charge in the upper slab’s outermost plane; the smallest is best',
    unit: 'Å',
    better: 'small',
    digits: 3,
    curve: 'linear',
    column: 'attractive_mean_ang',
  },
  overlap: {
    name: 'geometric overlap',
    definition:
      'sum over pairs across the interface of (sum of covalent radii / distance)¹², pairs within 8 Å, per nm²: a measure of crowding, not an energy; the smallest is best',
    unit: 'nm⁻²',
    better: 'small',
    digits: 2,
    curve: 'root',
    column: 'overlap_per_nm2',
  },
  height: {
    name: 'touching height',
    definition:
      'the d₀ at which covalent spheres of the two slabs just touch, found anew at each shift; the lowest is best',
    unit: 'Å',
    better: 'small',
    digits: 3,
    curve: 'linear',
    column: 'touching_d0_ang',
  },
  energy: {
    name: 'LAMMPS energy',
    definition:
      'potential energy of the rigid cell by LAMMPS (pair potential and point charges, classical, not DFT), above the lowest point of the grid',
    unit: 'kcal/mol',
    better: 'small',
    digits: 2,
    curve: 'root',
    column: 'energy_kcal_per_mol',
  },
};

/** A rigid scan of one interface over the cell of non-equivalent shifts. */
export interface Landscape {
  readonly measure: Measure;
  /** Points along the two rows of the registry cell. */
  readonly counts: readonly [number, number];
  /** Value at (i / counts[0], j / counts[1]) of the rows is at [j · counts[0] + i]. */
  readonly values: Float64Array;
  /** d₀ at each point, Å: the same everywhere unless the scan chose it. */
  readonly separationsAng: Float64Array;
  /** The best pose, as relative shift; refined between the points for geometric measures. */
  readonly best: FilmPose & { readonly value: number };
}

/** Distance between points of a scan, Å. */
const SPACING_ANG = 0.15;
const MAX_POINTS_PER_AXIS = 48;

/** Points along the rows of the registry cell, about SPACING_ANG apart, 8 to `most` each way. */
export const scanCounts = (
  { registry }: Pick<Facing, 'registry'>,
  most = MAX_POINTS_PER_AXIS,
): readonly [number, number] => {
  const points = (v: Vec2) => Math.min(most, Math.max(8, Math.round(length2(v) / SPACING_ANG)));
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
  const value = evaluator(facing, measure, separationAng);
  const counts = scanCounts(facing);
  const values = new Float64Array(counts[0] * counts[1]);
  for (let k = 0; k < values.length; k++) {
    values[k] = value(gridShift(facing, counts, k));
    if ((k + 1) % counts[0] === 0) onRow((k + 1) / counts[0], counts[1]);
  }
  const sign = MEASURES[measure].better === 'small' ? 1 : -1;
  const start = bestIndex(values, sign);
  const best = descend(facing, (s) => sign * value(s), gridShift(facing, counts, start));
  return {
    measure,
    counts,
    values,
    separationsAng:
      measure === 'height' ? values.slice() : new Float64Array(values.length).fill(separationAng),
    best: {
      shift: best.shift,
      value: sign * best.value,
      separationAng: measure === 'height' ? sign * best.value : separationAng,
    },
  };
}

function evaluator(
  facing: Facing,
  measure: GeometricMeasure,
  separationAng: number,
): (shift: Vec2) => number {
  switch (measure) {
    case 'closest':
      return (shift) => shortestAng(facing, shift, separationAng);
    case 'height':
      return (shift) => touchingHeightAng(facing, shift);
    case 'attractive':
      return attractiveMean(facing, separationAng);
    case 'overlap':
      return (shift) => overlapPerNm2(facing, shift, separationAng);
    default:
      return measure satisfies never;
  }
}

/** @throws `no-contact` when no opposite charges face */
function attractiveMean(facing: Facing, separationAng: number): (shift: Vec2) => number {
  const { lower, upper, cell, period } = facing;
  const outer = ({ outer: flags }: Facing['lower']) =>
    Array.from(flags.keys()).filter((i) => flags[i] === 1);
  const partners = outer(lower).map((i) => ({
    i,
    of: outer(upper).filter((j) => lower.charges[i]! * upper.charges[j]! < 0),
  }));
  const kept = partners.filter((p) => p.of.length > 0);
  if (kept.length === 0)
    throw new EpistackError({
      code: 'no-contact',
      pair: 'attractive',
      known: facing.pairs.map((p) => p.pair),
    });
  const image = nearestImage(period);
  return (shift) => {
    const [sx, sy] = rowTimes(shift, cell);
    let sum = 0;
    for (const { i, of } of kept) {
      let nearest = Number.POSITIVE_INFINITY;
      for (const j of of) {
        const dz = separationAng + upper.xyz[3 * j + 2]! - lower.xyz[3 * i + 2]!;
        const flat = image(
          upper.xyz[3 * j]! + sx - lower.xyz[3 * i]!,
          upper.xyz[3 * j + 1]! + sy - lower.xyz[3 * i + 1]!,
        );
        nearest = Math.min(nearest, flat + dz * dz);
      }
      sum += Math.sqrt(nearest);
    }
    return sum / kept.length;
  };
}

const ANG2_PER_NM2 = 100;

/** Σ (r_i + r_j)¹² / d¹² over pairs across the interface within OVERLAP_REACH_ANG, per nm². */
export function overlapPerNm2(facing: Facing, shift: Vec2, separationAng: number): number {
  const { lower, upper, cell, period, areaAng2 } = facing;
  const [sx, sy] = rowTimes(shift, cell);
  const [[ax, ay], [bx, by]] = period;
  const det = ax * by - ay * bx;
  // Cells each way that the reach can touch: the heights of the cell over a and over b.
  const [na, nb] = [hypot(bx, by), hypot(ax, ay)].map((side) =>
    Math.ceil((OVERLAP_REACH_ANG * side) / det),
  ) as [number, number];
  const limit = OVERLAP_REACH_ANG ** 2;
  let sum = 0;
  for (let i = 0; i < lower.numbers.length; i++)
    for (let j = 0; j < upper.numbers.length; j++) {
      const dz = separationAng + upper.xyz[3 * j + 2]! - lower.xyz[3 * i + 2]!;
      if (dz * dz >= limit) continue;
      let dx = upper.xyz[3 * j]! + sx - lower.xyz[3 * i]!;
      let dy = upper.xyz[3 * j + 1]! + sy - lower.xyz[3 * i + 1]!;
      const n = Math.round((dx * by - dy * bx) / det);
      const m = Math.round((dy * ax - dx * ay) / det);
      dx -= n * ax + m * bx;
      dy -= n * ay + m * by;
      const radii2 = covalentSumAng(lower.numbers[i]!, upper.numbers[j]!) ** 2;
      for (let p = -na; p <= na; p++)
        for (let q = -nb; q <= nb; q++) {
          const [x, y] = [dx + p * ax + q * bx, dy + p * ay + q * by];
          const d2 = x * x + y * y + dz * dz;
          if (d2 < limit) sum += (radii2 / d2) ** 6;
        }
    }
  return (sum * ANG2_PER_NM2) / areaAng2;
}

/** @param sign 1 for the smallest value, −1 for the largest */
export function bestIndex(values: Float64Array, sign: 1 | -1): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (sign * values[k]! < sign * values[best]!) best = k;
  return best;
}

/** Compass search down to 1e-5 Å: the measures have kinks, which it does not mind. */
function descend(
  { cell, registry }: Facing,
  value: (shift: Vec2) => number,
  start: Vec2,
): { readonly shift: Vec2; readonly value: number } {
  const [la, lb] = [length2(cell[0]), length2(cell[1])];
  let [at, least]: [Vec2, number] = [start, value(start)];
  const span = Math.max(length2(registry.cell[0]), length2(registry.cell[1]));
  for (let step = Math.min(SPACING_ANG, span / 8); step > 1e-5; ) {
    const around: Vec2[] = [];
    for (const i of [-1, 0, 1])
      for (const j of [-1, 0, 1])
        if (i !== 0 || j !== 0) around.push([at[0] + (i * step) / la, at[1] + (j * step) / lb]);
    const next = around
      .map((shift) => ({ shift, value: value(shift) }))
      .reduce((p, q) => (q.value < p.value ? q : p));
    if (next.value < least) [at, least] = [next.shift, next.value];
    else step /= 2;
  }
  return { shift: at, value: least };
}

/** The scan as a table: comment lines that say what it is, then one line for each point. */
export function landscapeCsv(facing: Facing, landscape: Landscape, title: string): string {
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
    csvRemark(
      `best: ${best.shift[0].toFixed(6)}, ${best.shift[1].toFixed(6)}, d0 ${best.separationAng.toFixed(4)} Ang: ${best.value.toPrecision(9)} ${unit}`,
    ),
    csvRow(['shift_a', 'shift_b', 'd0_ang', column]),
    ...rows,
  ].join('');
}
