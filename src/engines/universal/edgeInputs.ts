import { HARMONIC_COMPONENTS, harmonics } from '#engines/universal/model/harmonics.ts';
import type { Edges } from './edges.ts';
import { FIRST_KNOT_ANG, KNOTS, knotStep, type Network, radialBasisOf } from './network.ts';
import { radialRows, TABLE_PARTS } from './radialTable.ts';

/** What the layers share of an edge. */
export interface EdgeInputs {
  /** Place in the heap: 16 harmonics for each edge. */
  readonly harmonics: number;
  /** Place in the heap: 16 derivatives by them for each edge, to be summed up on the way back. */
  readonly byHarmonics: number;
  /** 6 for each edge: weights of the change between two knots and of the slopes at both, then their derivatives per Å. */
  readonly interpolation: Float64Array;
  /** For each layer, where in the heap the knot below each edge stands. */
  readonly rows: readonly Int32Array[];
}

/** Numbers for each edge in `interpolation`. */
export const INTERPOLATION = 6;

export function edgeInputs(network: Network, edges: Edges): EdgeInputs {
  const { model, kernels, layers } = network;
  const { heap } = kernels;
  const { count, ang, vector } = edges;
  const place = heap.allocate(HARMONIC_COMPONENTS * count);
  const byHarmonics = heap.allocate(HARMONIC_COMPONENTS * count);
  const y = new Float64Array(HARMONIC_COMPONENTS * count);
  const interpolation = new Float64Array(INTERPOLATION * count);
  const knot = new Int32Array(count);
  const step = knotStep(model);
  const near: number[] = [];
  for (let e = 0; e < count; e++) {
    const r = ang[e]!;
    harmonics(
      vector[3 * e]! / r,
      vector[3 * e + 1]! / r,
      vector[3 * e + 2]! / r,
      y,
      HARMONIC_COMPONENTS * e,
    );
    if (r < FIRST_KNOT_ANG) {
      // A knot of its own: nothing is interpolated.
      knot[e] = KNOTS + near.length;
      interpolation.set([0, 0, 0, 0, 1 / step, 0], INTERPOLATION * e);
      near.push(r);
    } else {
      knot[e] = Math.min(KNOTS - 2, Math.floor((r - FIRST_KNOT_ANG) / step));
      const t = (r - FIRST_KNOT_ANG) / step - knot[e]!;
      const u = 1 - t;
      interpolation.set(
        [
          t * t * (3 - 2 * t),
          t * u * u,
          -t * t * u,
          (6 * t * u) / step,
          (u * (1 - 3 * t)) / step,
          (t * (3 * t - 2)) / step,
        ],
        INTERPOLATION * e,
      );
    }
  }
  heap.floats.set(y, place);
  const rows = layers.map(({ radial, table }) => {
    const width = TABLE_PARTS * radial.weights;
    // One more than there are, for the knot above the last.
    const own = near.length === 0 ? 0 : heap.allocate((near.length + 1) * width);
    if (near.length > 0) radialRows(kernels, radialBasisOf(model), radial, near, step, own);
    return knot.map((k) => (k < KNOTS ? table + k * width : own + (k - KNOTS) * width));
  });
  return { harmonics: place, byHarmonics, interpolation, rows };
}
