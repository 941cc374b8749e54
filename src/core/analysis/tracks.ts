import { nearestImages } from '#core/analysis/motion/displacement.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { CONTACT_CUTOFF_ANG, contactsAcross, histogram } from './contacts.ts';
import type { Accumulator } from './frames.ts';
import { measureAtoms } from './geometry.ts';

/** One number a frame, NaN where it is not defined. */
export interface Track {
  readonly label: string;
  /** "Å" or "rad" */
  readonly unit: string;
  readonly values: Float64Array;
}

/**
 * A distance, angle or dihedral through time, by minimum image.
 * @param atoms two, three or four
 */
export function measureOver(
  label: string,
  atoms: readonly number[],
  cells: readonly Vec3[] | null = null,
): Accumulator<Track> {
  const values: number[] = [];
  return {
    add({ lattice, xyz }) {
      const found = measureAtoms(xyz, lattice, atoms, cells);
      values.push(
        found === null
          ? Number.NaN
          : found.kind === 'distance'
            ? found.distanceAng
            : found.angleRad,
      );
    },
    result: () => ({
      label,
      unit: atoms.length === 2 ? 'Å' : 'rad',
      values: Float64Array.from(values),
    }),
  };
}

/** Contacts of one pair of species through time, the facing atoms those of the built structure. */
export interface ContactTrack {
  /** "Cs-S": lower species first. */
  readonly pair: string;
  /** Frame by frame; NaN where there are none. */
  readonly nearestMeanAng: Float64Array;
  readonly nearestStdAng: Float64Array;
  readonly minAng: Float64Array;
  /** Mean over all contacts within the cutoff, and their number. */
  readonly withinMeanAng: Float64Array;
  readonly withinCount: Float64Array;
  /** Nearest distances of all frames together, in equal bins from 0 to `cutoffAng`. */
  readonly histogram: Uint32Array;
  readonly cutoffAng: number;
}

export interface ContactOptions {
  /** Facing atoms of the lower and of the upper slab. */
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** 3N Å, where the atoms were when they faced each other: a frame that was wrapped is unwrapped to it. */
  readonly reference: ArrayLike<number>;
  /** Cells along c between the slabs, as `contactsAcross` takes it. */
  readonly cellsUp?: number;
  /** Bins of the histogram. */
  readonly bins: number;
  readonly cutoffAng?: number;
}

/** @returns one entry for each pair of species, in the order of the atoms */
export function contactsOver(
  numbers: ArrayLike<number>,
  { lower, upper, reference, cellsUp = 0, bins, cutoffAng = CONTACT_CUTOFF_ANG }: ContactOptions,
): Accumulator<readonly ContactTrack[]> {
  const rows = new Map<string, { values: number[][]; tally: Uint32Array }>();
  const near = new Float64Array(reference.length);
  const facing = [...lower, ...upper];
  return {
    add({ lattice, xyz }) {
      nearestImages({ lattice, xyz }, reference, near, facing);
      for (const p of contactsAcross(lattice, numbers, near, lower, upper, cutoffAng, cellsUp)) {
        const entry = rows.get(p.pair) ?? { values: [], tally: new Uint32Array(bins) };
        rows.set(p.pair, entry);
        const { nearestMeanAng, nearestStdAng, minAng, withinMeanAng, within } = p;
        entry.values.push([nearestMeanAng, nearestStdAng, minAng, withinMeanAng, within.length]);
        const counts = histogram(
          p.nearest.map((c) => c.distanceAng),
          0,
          cutoffAng,
          bins,
        );
        for (let k = 0; k < bins; k++) entry.tally[k]! += counts[k]!;
      }
    },
    result: () =>
      [...rows].map(([pair, { values, tally }]) => {
        const column = (j: number) => Float64Array.from(values, (v) => v[j]!);
        return {
          pair,
          nearestMeanAng: column(0),
          nearestStdAng: column(1),
          minAng: column(2),
          withinMeanAng: column(3),
          withinCount: column(4),
          histogram: tally,
          cutoffAng,
        };
      }),
  };
}
