import type { Accumulator } from '#core/analysis/frames.ts';
import { centreOfMass } from '#core/crystal/structure.ts';
import { unwrapper } from './unwrap.ts';

/** Where atoms are on average, and how far they swing about it. */
export interface AverageStructure {
  /** 3N, Cartesian Å, on paths continued through the faces of the cell. */
  readonly xyz: Float64Array;
  /** N, √⟨|r − ⟨r⟩|²⟩, Å. */
  readonly fluctuationAng: Float64Array;
  readonly frames: number;
}

/**
 * Mean position of each atom over frames, without weights.
 * @param numbers N atomic numbers, for the centre of mass
 * @param centred each frame is first moved so that the centre of mass of all atoms stays where it was
 */
export function averageOver(
  numbers: ArrayLike<number>,
  centred: boolean,
): Accumulator<AverageStructure> {
  const n = numbers.length;
  const paths = unwrapper(n);
  const mean = new Float64Array(3 * n);
  const spread = new Float64Array(3 * n);
  let start: readonly number[] | null = null;
  let frames = 0;
  return {
    add(frame) {
      const xyz = paths.next(frame);
      const shift = [0, 0, 0];
      if (centred) {
        const centre = centreOfMass(numbers, xyz);
        start ??= centre;
        for (let j = 0; j < 3; j++) shift[j] = centre[j]! - start[j]!;
      }
      frames++;
      for (let k = 0; k < 3 * n; k++) {
        const x = xyz[k]! - shift[k % 3]!;
        const before = x - mean[k]!;
        // Welford's update: no difference of large sums.
        mean[k]! += before / frames;
        spread[k]! += before * (x - mean[k]!);
      }
    },
    result: () => ({
      xyz: mean.slice(),
      fluctuationAng: Float64Array.from({ length: n }, (_, i) =>
        Math.sqrt((spread[3 * i]! + spread[3 * i + 1]! + spread[3 * i + 2]!) / Math.max(1, frames)),
      ),
      frames,
    }),
  };
}
