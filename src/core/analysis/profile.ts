import { row } from '#core/math/mat3.ts';
import { cross, dot, norm, scale } from '#core/math/vec3.ts';
import type { Accumulator, AtomGroup } from './frames.ts';

/** Number density along the normal of the interface, averaged over frames. */
export interface HeightProfile {
  /** Middle of each bin above the cell's lower face, Å; of the mean height when the cell changes. */
  readonly heightAng: Float64Array;
  /** One curve a group, atoms per Å³. */
  readonly densities: readonly { readonly label: string; readonly perAng3: Float64Array }[];
  readonly frames: number;
}

/** Distance of the cell's lower and upper face, Å: c along a × b. */
export function cellHeightAng(lattice: ArrayLike<number>): number {
  const normal = cross(row(lattice, 0), row(lattice, 1));
  return Math.abs(dot(row(lattice, 2), normal)) / norm(normal);
}

/**
 * Counts atoms in slices parallel to a and b; heights are along a × b, wrapped into the cell.
 * The integral of a curve over the cell is the number of its atoms.
 * @param bins equal slices of the cell's height
 */
export function profileOver(
  groups: readonly AtomGroup[],
  bins: number,
): Accumulator<HeightProfile> {
  const sums = groups.map(() => new Float64Array(bins));
  let [frames, heightSum] = [0, 0];
  return {
    add({ lattice, xyz }) {
      const normal = cross(row(lattice, 0), row(lattice, 1));
      const area = norm(normal);
      const unit = scale(normal, 1 / area);
      const height = dot(row(lattice, 2), unit);
      const slice = (area * Math.abs(height)) / bins;
      for (const [g, { atoms }] of groups.entries())
        for (const i of atoms) {
          const f = dot([xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!], unit) / height;
          const bin = Math.min(bins - 1, Math.floor((f - Math.floor(f)) * bins));
          sums[g]![bin]! += 1 / slice;
        }
      heightSum += Math.abs(height);
      frames++;
    },
    result: () => ({
      heightAng: Float64Array.from(
        { length: bins },
        (_, k) => ((k + 0.5) * heightSum) / (frames * bins),
      ),
      densities: groups.map(({ label }, g) => ({
        label,
        perAng3: sums[g]!.map((x) => x / frames),
      })),
      frames,
    }),
  };
}
