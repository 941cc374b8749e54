import { LEAST_EDGES, piecesFor, type SharedEdges } from '#engines/universal/crew/crew.ts';
import { HARMONIC_COMPONENTS, harmonics } from '#engines/universal/model/harmonics.ts';
import type { UniversalModel } from '#engines/universal/model/modelFile.ts';
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
  /** The same for threads that share the work; null where one does it all. */
  readonly shared: SharedEdges | null;
}

/** Numbers for each edge in `interpolation`. */
export const INTERPOLATION = 6;

/** What the layers share of an edge, as numbers. */
export interface EdgeNumbers {
  /** 16 for each edge. */
  readonly harmonics: Float64Array;
  /** 6 for each edge, as in `EdgeInputs`. */
  readonly interpolation: Float64Array;
  /** The knot below; from KNOTS on, the place in `near`. */
  readonly knot: Int32Array;
  /** Distances below the first knot, Å. */
  readonly near: readonly number[];
}

export function edgeNumbers(model: UniversalModel, { count, ang, vector }: Edges): EdgeNumbers {
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
  return { harmonics: y, interpolation, knot, near };
}

export function edgeInputs(network: Network, edges: Edges): EdgeInputs {
  const { model, kernels, layers } = network;
  const { heap } = kernels;
  const place = heap.allocate(HARMONIC_COMPONENTS * edges.count);
  const byHarmonics = heap.allocate(HARMONIC_COMPONENTS * edges.count);
  const { harmonics: y, interpolation, knot, near } = edgeNumbers(model, edges);
  heap.floats.set(y, place);
  const rows = layers.map(({ radial, table }) => {
    const width = TABLE_PARTS * radial.weights;
    // One more than there are, for the knot above the last.
    const own = near.length === 0 ? 0 : heap.allocate((near.length + 1) * width);
    if (near.length > 0)
      radialRows(kernels, radialBasisOf(model), radial, near, knotStep(model), own);
    return knot.map((k) => (k < KNOTS ? table + k * width : own + (k - KNOTS) * width));
  });
  const shared = sharedEdges(network, edges, interpolation, rows);
  return { harmonics: place, byHarmonics, interpolation, rows, shared };
}

/** Puts what edges are into the heap, for all threads to read. */
function sharedEdges(
  { kernels, crew }: Network,
  { count, receiver, sender }: Edges,
  interpolation: Float64Array,
  rows: readonly Int32Array[],
): SharedEdges | null {
  if (crew === null || count < LEAST_EDGES) return null;
  const { heap } = kernels;
  const pieces = Math.min(piecesFor(crew.threads), count);
  const bySender = orderBy(sender);
  const put = (values: ArrayLike<number>, whole: boolean): number => {
    const at = heap.allocate(values.length);
    // The heap counts in numbers of four bytes, of which whole ones are no floats.
    if (whole) new Int32Array(heap.floats.buffer).set(values, at);
    else heap.floats.set(values, at);
    return at;
  };
  return {
    receiver: put(receiver, true),
    sender: put(sender, true),
    bySender: put(bySender, true),
    receiverBounds: put(
      bounds(pieces, count, (k) => receiver[k]!),
      true,
    ),
    senderBounds: put(
      bounds(pieces, count, (k) => sender[bySender[k]!]!),
      true,
    ),
    interpolation: put(interpolation, false),
    rows: rows.map((row) => put(row, true)),
    slopes: heap.allocate(count),
    pieces,
  };
}

/** Places of the values in their order, those of equal values as they stand. */
export function orderBy(values: Int32Array): Int32Array {
  const next = new Int32Array(values.reduce((most, v) => Math.max(most, v), 0) + 2);
  for (const v of values) next[v + 1]!++;
  for (let v = 1; v < next.length; v++) next[v]! += next[v - 1]!;
  const out = new Int32Array(values.length);
  for (const [k, v] of values.entries()) out[next[v]!++] = k;
  return out;
}

/** Ends of pieces of about one size: an atom's edges stay together, for their sum is that of one thread. */
function bounds(pieces: number, count: number, atomOf: (k: number) => number): Int32Array {
  return Int32Array.from({ length: pieces + 1 }, (_, piece) => {
    let at = Math.round((count * piece) / pieces);
    while (at > 0 && at < count && atomOf(at) === atomOf(at - 1)) at++;
    return at;
  });
}
