import type { Accumulator, AtomGroup } from '#core/analysis/frames.ts';
import { centreOfMass } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { threeOf } from '#core/math/vec3.ts';
import { unwrapper } from './unwrap.ts';

/** How far atoms have gone after so many frames. */
export interface MeanSquaredDisplacement {
  readonly label: string;
  /** Lag of 0, 1, 2 … frames: ⟨Δx² + Δy² + Δz²⟩, Å². */
  readonly totalAng2: Float64Array;
  /** The parts along x, y and z. */
  readonly alongAng2: readonly [Float64Array, Float64Array, Float64Array];
  /** Starting frames that were averaged over at each lag. */
  readonly origins: Uint32Array;
  readonly about: string;
}

export interface MsdOptions {
  readonly group: AtomGroup;
  /** Starts at every frame (at most {@link MAX_ORIGINS} of them, evenly spread), or at the first only. */
  readonly origins: 'all' | 'first';
  /** Subtract the motion of the centre of mass of all atoms. */
  readonly removeDrift: boolean;
}

/** More starts would take time and add no information. */
export const MAX_ORIGINS = 200;
/** Positions that are kept for an average over starts. */
const MAX_KEPT_BYTES = 512 * 1024 * 1024;

/**
 * Mean squared displacement of a group, atoms followed through the faces of the cell.
 * @param numbers N atomic numbers, for the centre of mass
 * @throws `too-large` when all starts are asked for and the positions do not fit
 */
export function msdOver(
  numbers: ArrayLike<number>,
  { group, origins, removeDrift }: MsdOptions,
): Accumulator<MeanSquaredDisplacement> {
  const paths = unwrapper(numbers.length);
  const m = group.atoms.length;
  const kept: Float64Array[] = [];
  const first: number[][] = [];
  let bytes = 0;
  return {
    add(frame) {
      const xyz = paths.next(frame);
      const centre = removeDrift ? centreOfMass(numbers, xyz) : [0, 0, 0];
      const own = new Float64Array(3 * m);
      for (const [k, i] of group.atoms.entries())
        for (let j = 0; j < 3; j++) own[3 * k + j] = xyz[3 * i + j]! - centre[j]!;
      if (origins === 'first' && kept.length > 0) {
        first.push(squares(own, kept[0]!));
        return;
      }
      kept.push(own);
      if (origins === 'first') first.push([0, 0, 0]);
      bytes += own.byteLength;
      if (bytes > MAX_KEPT_BYTES)
        throw new EpistackError({
          code: 'too-large',
          what: 'bytes of positions for a mean squared displacement (take fewer atoms or the first frame as start)',
          count: bytes,
          limit: MAX_KEPT_BYTES,
        });
    },
    result() {
      const windows = origins === 'first' ? null : overOrigins(kept);
      const rows = windows?.rows ?? first;
      const along = threeOf((j) => Float64Array.from(rows, (r) => r[j]!));
      return {
        label: group.label,
        totalAng2: Float64Array.from(rows, (r) => r[0]! + r[1]! + r[2]!),
        alongAng2: along,
        origins: windows?.counts ?? new Uint32Array(first.length).fill(1),
        about: `unwrapped, from the positions of the file; ${origins === 'first' ? 'from the first frame' : `averaged over starts, ${windows!.stride === 1 ? 'each of these frames' : `one in ${windows!.stride} of these frames`}`}${removeDrift ? '; motion of the centre of mass of all atoms subtracted' : ''}`,
      };
    },
  };
}

function overOrigins(frames: readonly Float64Array[]) {
  const n = frames.length;
  const stride = Math.max(1, Math.ceil(n / MAX_ORIGINS));
  const rows = frames.map(() => [0, 0, 0]);
  const counts = new Uint32Array(n);
  for (let start = 0; start < n; start += stride)
    for (let f = start; f < n; f++) {
      const row = squares(frames[f]!, frames[start]!);
      for (let j = 0; j < 3; j++) rows[f - start]![j]! += row[j]!;
      counts[f - start]!++;
    }
  return { rows: rows.map((r, lag) => r.map((x) => x / counts[lag]!)), counts, stride };
}

/** Mean of the squares of the differences, along x, y and z. */
function squares(a: Float64Array, b: Float64Array): number[] {
  let [x, y, z] = [0, 0, 0];
  for (let k = 0; k < a.length; k += 3) {
    x += (a[k]! - b[k]!) ** 2;
    y += (a[k + 1]! - b[k + 1]!) ** 2;
    z += (a[k + 2]! - b[k + 2]!) ** 2;
  }
  const m = a.length / 3;
  return [x / m, y / m, z / m];
}
