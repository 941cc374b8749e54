import type { FrameView } from '#core/analysis/frames.ts';
import { MASS_U } from '#core/crystal/elements.ts';
import { inverse } from '#core/math/mat3.ts';
import { averageAround } from './displacement.ts';
import { foldDifference } from './unwrap.ts';

/** How a frame is prepared for the eye. No result rests on it. */
export interface FramePreparation {
  /** Frames on either side that are averaged with it; 0 shows it as it is. */
  readonly smoothOver: number;
  /** Draw each atom at its image nearest to where it began, not where the file wrapped it. */
  readonly keepNear: boolean;
  /** Subtract how far the centre of mass has gone since the first frame. */
  readonly centred: boolean;
}

export const UNPREPARED: FramePreparation = { smoothOver: 0, keepNear: false, centred: false };

export const isUnprepared = (preparation: FramePreparation): boolean =>
  preparation.smoothOver === 0 && !preparation.keepNear && !preparation.centred;

/**
 * @param frame the one that is shown
 * @param others 3N each, the frames that it is averaged with
 * @param first 3N, where the atoms began
 * @param numbers N
 * @returns 3N, a new array
 */
export function preparedFrame(
  frame: FrameView,
  others: readonly ArrayLike<number>[],
  first: ArrayLike<number>,
  numbers: ArrayLike<number>,
  preparation: FramePreparation,
): Float32Array<ArrayBuffer> {
  const { lattice } = frame;
  const out = new Float32Array(frame.xyz.length);
  averageAround(frame, others, out);
  if (!preparation.keepNear && !preparation.centred) return out;
  const inv = inverse(lattice);
  const d = new Float64Array(3);
  const sum = [0, 0, 0];
  let mass = 0;
  for (let i = 0; i < numbers.length; i++) {
    for (let j = 0; j < 3; j++) d[j] = out[3 * i + j]! - first[3 * i + j]!;
    foldDifference(d, lattice, inv);
    const m = MASS_U[numbers[i]!]!;
    mass += m;
    for (let j = 0; j < 3; j++) {
      sum[j]! += m * d[j]!;
      if (preparation.keepNear) out[3 * i + j] = first[3 * i + j]! + d[j]!;
    }
  }
  if (preparation.centred)
    for (let k = 0; k < out.length; k++) out[k] = out[k]! - sum[k % 3]! / mass;
  return out;
}
