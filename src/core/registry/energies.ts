import { rowTimes } from '#core/math/plane2.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import type { FilmPose } from '#core/recipe/edits/pose.ts';
import type { Facing } from './facing.ts';
import { bestIndex, gridShift, type Landscape } from './landscape.ts';

/** Points of an energy scan: every shift of the grid at every d₀. */
export interface EnergyScan {
  readonly counts: readonly [number, number];
  readonly separationsAng: readonly number[];
}

/** Points each way of an energy scan: an energy costs a thousand times what a distance does. */
export const ENERGY_POINTS_PER_AXIS = 16;

/**
 * How far the upper slab has to be moved from where it is for each point of an energy scan, Å; the d₀s
 * of one shift follow each other.
 */
export function energyMoves(facing: Facing, scan: EnergyScan, from: FilmPose): readonly Vec3[] {
  const points = Array.from({ length: scan.counts[0] * scan.counts[1] }, (_, k) => k);
  return points.flatMap((k) => {
    const [a, b] = gridShift(facing, scan.counts, k);
    const [x, y] = rowTimes([a - from.shift[0], b - from.shift[1]], facing.cell);
    return scan.separationsAng.map((d): Vec3 => [x, y, d - from.separationAng]);
  });
}

/** @param energies kcal/mol in the order of {@link energyMoves}; the best d₀ of each shift is kept */
export function energyLandscape(
  facing: Facing,
  { counts, separationsAng }: EnergyScan,
  energies: Float64Array,
): Landscape {
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
  const lowest = values[best]!;
  return {
    measure: 'energy',
    counts,
    values: values.map((e) => e - lowest),
    separationsAng: chosen,
    best: { shift: gridShift(facing, counts, best), separationAng: chosen[best]!, value: 0 },
  };
}
