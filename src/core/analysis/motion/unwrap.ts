import type { FrameView } from '#core/analysis/frames.ts';
import { inverse } from '#core/math/mat3.ts';

/**
 * Moves a difference by whole cells until its fractions lie in [−½, ½]. This is the shortest image
 * whenever it is shorter than half the least height of the cell, as steps between frames are.
 * @param d 3 numbers, changed in place, Å
 * @param inv inverse of the lattice
 * @returns whether it was moved
 */
export function foldDifference(
  d: Float64Array,
  lattice: ArrayLike<number>,
  inv: ArrayLike<number>,
): boolean {
  let moved = false;
  const [x, y, z] = [d[0]!, d[1]!, d[2]!];
  for (let k = 0; k < 3; k++) {
    const cells = Math.round(x * inv[k]! + y * inv[3 + k]! + z * inv[6 + k]!);
    if (cells === 0) continue;
    moved = true;
    for (let i = 0; i < 3; i++) d[i] = d[i]! - cells * lattice[3 * k + i]!;
  }
  return moved;
}

/** Follows atoms across the faces of the cell. */
export interface Unwrapper {
  /**
   * The next frame's positions on one continuous path: each is its place in the frame plus whole cells.
   * The array is used again for the next frame.
   */
  readonly next: (frame: FrameView) => Float64Array;
}

/**
 * Undoes wrapping frame by frame: an atom that seems to jump by more than half a cell went through a face.
 * Right while no atom moves farther than half the least height of the cell between two frames. In a cell
 * that changes, the whole cells are those of the current frame.
 * @param n number of atoms
 */
export function unwrapper(n: number): Unwrapper {
  const cells = new Int32Array(3 * n);
  const fractions = new Float64Array(3 * n);
  const out = new Float64Array(3 * n);
  let isFirst = true;
  return {
    next({ lattice, xyz }) {
      const inv = inverse(lattice);
      for (let i = 0; i < n; i++) {
        const [x, y, z] = [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!];
        out[3 * i] = x;
        out[3 * i + 1] = y;
        out[3 * i + 2] = z;
        for (let k = 0; k < 3; k++) {
          const f = x * inv[k]! + y * inv[3 + k]! + z * inv[6 + k]!;
          const at = 3 * i + k;
          // In fractions, so that a breathing cell moves no atom through a face.
          if (!isFirst) cells[at] = cells[at]! - Math.round(f - fractions[at]!);
          fractions[at] = f;
          const c = cells[at]!;
          if (c !== 0) for (let j = 0; j < 3; j++) out[3 * i + j]! += c * lattice[3 * k + j]!;
        }
      }
      isFirst = false;
      return out;
    },
  };
}
