import { rowTimes } from '#core/math/plane2.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import type { FilmPose } from '#core/recipe/edits/pose.ts';
import type { Facing } from './facing.ts';
import { bestIndex, gridShift, type Landscape } from './landscape.ts';
import type { EnergyMeasure } from './measures.ts';

/** Points of an energy scan: every shift of the grid at every d₀. */
export interface EnergyScan {
  readonly counts: readonly [number, number];
  readonly separationsAng: readonly number[];
}

/** Points each way of an energy scan: an energy costs a thousand times what a distance does. */
export const ENERGY_POINTS_PER_AXIS = 18;

/**
 * How far the upper slab has to be moved from where it is for each point of an energy scan, Å; the d₀s
 * of one shift follow each other.
 */
export function energyMoves(facing: Facing, scan: EnergyScan, from: FilmPose): readonly Vec3[] {
  const points = Array.from({ length: scan.counts[0] * scan.counts[1] }, (_, k) => k);
  return points.flatMap((k) => {
    const shift = gridShift(facing, scan.counts, k);
    return scan.separationsAng.map((d) => moveTo(facing, from, { shift, separationAng: d }));
  });
}

/**
 * @param energies in the unit of the measure, in the order of {@link energyMoves}; the best d₀ of each shift is kept
 * @returns the map above its lowest point, whose energy is `zero`
 */
export function energyLandscape(
  facing: Facing,
  { counts, separationsAng }: EnergyScan,
  energies: Float64Array,
  measure: EnergyMeasure = 'energy',
): Landscape & { readonly zero: number } {
  const n = separationsAng.length;
  const values = new Float64Array(counts[0] * counts[1]);
  const chosen = new Float64Array(values.length);
  for (let k = 0; k < values.length; k++) {
    const at = energies.subarray(n * k, n * (k + 1));
    const best = bestIndex(at, 1);
    values[k] = at[best]!;
    chosen[k] = separationsAng[best]!;
  }
  const best = bestIndex(values, 1);
  const zero = values[best]!;
  return {
    measure,
    counts,
    values: values.map((e) => e - zero),
    zero,
    separationsAng: chosen,
    best: { shift: gridShift(facing, counts, best), separationAng: chosen[best]!, value: 0 },
  };
}

/** Rounds of {@link posesAround}: each looks around the best pose so far, four times as closely. */
export const REFINING_ROUNDS = 4;
const OFFSETS = [-1, -0.5, 0, 0.5, 1] as const;

/**
 * Poses around the best one of an energy scan, the best itself among them: two steps each way of half the spacing
 * of the scan, in the next round of a quarter of that.
 * @param round from 0
 */
export function posesAround(
  { registry }: Facing,
  { counts, separationsAng }: EnergyScan,
  { shift, separationAng }: FilmPose,
  round: number,
): readonly FilmPose[] {
  const share = 4 ** -round;
  const [low, high] = [separationsAng[0]!, separationsAng.at(-1)!];
  const stepAng = separationsAng.length > 1 ? separationsAng[1]! - low : 0;
  const heights = (stepAng > 0 ? OFFSETS : [0])
    .map((k) => separationAng + k * share * stepAng)
    .filter((d) => d >= low - 1e-9 && d <= high + 1e-9);
  return OFFSETS.flatMap((i) =>
    OFFSETS.flatMap((j) => {
      const by = rowTimes([(i * share) / counts[0], (j * share) / counts[1]], registry.rows);
      return heights.map((d) => ({
        shift: [shift[0] + by[0], shift[1] + by[1]] as const,
        separationAng: d,
      }));
    }),
  );
}

/** How far the upper slab has to be moved from one pose to another, Å. */
export function moveTo({ cell }: Facing, from: FilmPose, to: FilmPose): Vec3 {
  const by = rowTimes([to.shift[0] - from.shift[0], to.shift[1] - from.shift[1]], cell);
  return [...by, to.separationAng - from.separationAng];
}

/** The map with a better best place; values are above that one. */
export function withBest<Map extends Landscape & { readonly zero: number }>(
  map: Map,
  pose: FilmPose,
  energy: number,
): Map {
  const by = map.zero - energy;
  if (!(by > 0)) return map;
  return {
    ...map,
    values: map.values.map((v) => v + by),
    zero: energy,
    best: { shift: pose.shift, separationAng: pose.separationAng, value: 0 },
  };
}
