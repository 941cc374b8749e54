import type { Accumulator, AtomGroup } from '#core/analysis/frames.ts';
import { centreOfMass } from '#core/crystal/structure.ts';
import { threeOf } from '#core/math/vec3.ts';
import { unwrapper } from './unwrap.ts';

/** How each slab has moved against the substrate since the first frame. */
export interface LayerDrift {
  readonly label: string;
  /** Frame by frame along x, y and z, Å. */
  readonly alongAng: readonly [Float64Array, Float64Array, Float64Array];
}

/**
 * Centres of mass of slabs, relative to that of the first group, since the first frame.
 * @param groups the substrate first
 * @returns one entry for each group but the first
 */
export function driftOver(
  numbers: ArrayLike<number>,
  groups: readonly AtomGroup[],
): Accumulator<readonly LayerDrift[]> {
  const paths = unwrapper(numbers.length);
  const rows: (readonly [number, number, number])[][] = [];
  return {
    add(frame) {
      const xyz = paths.next(frame);
      const [base, ...others] = groups.map((g) => centreOfMass(numbers, xyz, g.atoms));
      rows.push(others.map((c) => [c[0] - base![0], c[1] - base![1], c[2] - base![2]]));
    },
    result: () =>
      groups.slice(1).map(({ label }, g) => ({
        label,
        alongAng: threeOf((j) => Float64Array.from(rows, (r) => r[g]![j]! - rows[0]![g]![j]!)),
      })),
  };
}
