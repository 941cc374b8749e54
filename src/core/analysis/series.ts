import { contactsAcross } from './contacts.ts';

/** A nearest-contact mean followed through a trajectory. */
export interface MeanSeries {
  readonly pair: string;
  /** One value per frame, Å. */
  readonly meansAng: Float32Array;
}

/**
 * Nearest-contact means of each frame, the facing atoms kept as they were in the built structure.
 * @param frames F × 3N Cartesian Å, one after another
 * @param pairs names such as "Cs-S", lower species first
 */
export function contactSeries(
  lattice: ArrayLike<number>,
  numbers: ArrayLike<number>,
  frames: Float32Array,
  lower: readonly number[],
  upper: readonly number[],
  pairs: readonly string[],
): readonly MeanSeries[] {
  const width = 3 * numbers.length;
  const count = Math.floor(frames.length / width);
  const out = pairs.map((pair) => ({ pair, meansAng: new Float32Array(count).fill(Number.NaN) }));
  for (let f = 0; f < count; f++) {
    const found = contactsAcross(
      lattice,
      numbers,
      frames.subarray(f * width, (f + 1) * width),
      lower,
      upper,
    );
    for (const s of out) {
      const hit = found.find((p) => p.pair === s.pair);
      if (hit !== undefined) s.meansAng[f] = hit.nearestMeanAng;
    }
  }
  return out;
}

/** Mean over frames first … last − 1; NaN for an empty range. */
export function meanOver(values: ArrayLike<number>, first: number, last: number): number {
  let sum = 0;
  for (let i = first; i < last; i++) sum += values[i]!;
  return sum / (last - first);
}
