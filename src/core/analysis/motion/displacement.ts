import type { FrameView } from '#core/analysis/frames.ts';
import { hypot } from '#core/math/hypot.ts';
import { inverse } from '#core/math/mat3.ts';
import { foldDifference } from './unwrap.ts';

/**
 * How far each atom is from where it was in another frame, by the nearest image (the cell of `frame`).
 * @returns N lengths, Å
 */
export function displacements(frame: FrameView, reference: ArrayLike<number>): Float32Array {
  const n = frame.xyz.length / 3;
  const out = new Float32Array(n);
  const inv = inverse(frame.lattice);
  const d = new Float64Array(3);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < 3; j++) d[j] = frame.xyz[3 * i + j]! - reference[3 * i + j]!;
    foldDifference(d, frame.lattice, inv);
    out[i] = hypot(d[0]!, d[1]!, d[2]!);
  }
  return out;
}

/**
 * The mean of frames around one of them, each atom by its nearest images to that one: vibrations are
 * smoothed away, and atoms that cross a face are not torn across the cell.
 * @param middle the frame that the others are averaged around
 * @param others further frames, 3N each
 * @param out 3N; may be `middle.xyz` itself when that is a Float32Array
 */
export function averageAround(
  middle: FrameView,
  others: readonly ArrayLike<number>[],
  out: Float32Array,
): Float32Array {
  const inv = inverse(middle.lattice);
  const d = new Float64Array(3);
  const sum = new Float64Array(3);
  const { xyz, lattice } = middle;
  for (let i = 0; i < xyz.length; i += 3) {
    sum.fill(0);
    for (const other of others) {
      for (let j = 0; j < 3; j++) d[j] = other[i + j]! - xyz[i + j]!;
      foldDifference(d, lattice, inv);
      for (let j = 0; j < 3; j++) sum[j] = sum[j]! + d[j]!;
    }
    for (let j = 0; j < 3; j++) out[i + j] = xyz[i + j]! + sum[j]! / (others.length + 1);
  }
  return out;
}

/**
 * Each atom moved by whole cells to where it is nearest to its place in a reference.
 * @param reference 3N Å
 * @param out 3N; atoms not in `atoms` are left alone
 */
export function nearestImages(
  { lattice, xyz }: FrameView,
  reference: ArrayLike<number>,
  out: Float32Array | Float64Array,
  atoms?: readonly number[],
): void {
  const inv = inverse(lattice);
  const d = new Float64Array(3);
  const count = atoms?.length ?? out.length / 3;
  for (let k = 0; k < count; k++) {
    const at = 3 * (atoms?.[k] ?? k);
    for (let j = 0; j < 3; j++) d[j] = xyz[at + j]! - reference[at + j]!;
    foldDifference(d, lattice, inv);
    for (let j = 0; j < 3; j++) out[at + j] = reference[at + j]! + d[j]!;
  }
}
