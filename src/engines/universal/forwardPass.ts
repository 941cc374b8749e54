import {
  byDegree,
  CHANNELS,
  components,
  NORM_FLOOR,
} from '#engines/universal/model/architecture.ts';
import { HARMONIC_COMPONENTS } from '#engines/universal/model/harmonics.ts';
import type { UniversalModel } from '#engines/universal/model/modelFile.ts';
import { type EdgeInputs, INTERPOLATION } from './edgeInputs.ts';
import type { Edges } from './edges.ts';
import { multiplyOf, type Network, type NetworkLayer } from './network.ts';
import { GATE_SCALE, silu } from './silu.ts';

/** One layer's numbers that the way back needs. Places in the heap go by degree: [atom][m][channel]. */
export interface LayerState {
  /** Features after the up matrix. */
  readonly h: readonly number[];
  /** After down and skip, before the norm. */
  readonly raw: readonly number[];
  /** 1/√(q + floor) of each atom. */
  readonly inverseNorm: Float64Array;
}

export interface ForwardState {
  readonly layers: readonly LayerState[];
  readonly energiesEv: Float64Array;
  /** Room for the sums over edges of any layer, by degree; the way back uses it again. */
  readonly sums: readonly number[];
}

/** Features of all atoms through all layers, and their energies. */
export function forwardPass(
  network: Network,
  elements: Int32Array,
  edges: Edges,
  inputs: EdgeInputs,
): ForwardState {
  const { kernels, layers, model } = network;
  const { heap } = kernels;
  const n = elements.length;
  const most = CHANNELS.map((_, l) => Math.max(...layers.map(({ shape }) => shape.rows[l] ?? 0)));
  const sums = most.map((rows, l) => heap.allocate(n * components(l) * rows));
  let features: readonly number[] = [];
  const states = layers.map((layer, index): LayerState => {
    const h = index === 0 ? embed(network, layer, elements) : up(network, layer, features, n);
    sumOverEdges(network, layer, edges, inputs, index, h, sums, n);
    const raw = downAndSkip(network, layer, features, sums, elements, index);
    const inverseNorm = norms(network, layer, raw, n);
    features = gate(network, layer, raw, inverseNorm, n);
    return { h, raw, inverseNorm };
  });
  const energiesEv = atomEnergies(model, elements, heap.floats, features[0]!);
  return { layers: states, energiesEv, sums };
}

/** N, eV: what the last features say of each atom. @param at where they begin, 128 for each atom */
export const atomEnergies = (
  model: UniversalModel,
  elements: Int32Array,
  features: ArrayLike<number>,
  at: number,
): Float64Array =>
  Float64Array.from(elements, (element, i) => {
    let sum = 0;
    for (let c = 0; c < CHANNELS[0]; c++)
      sum += features[at + i * CHANNELS[0] + c]! * model.readout[c]!;
    return (
      (model.scaleEv * sum) / Math.sqrt(CHANNELS[0]) + model.shiftEv + model.offsetsEv[element]!
    );
  });

/** The first layer's features are one-hot: a row of the matrix each. */
function embed({ kernels }: Network, { shape, up: [matrix] }: NetworkLayer, elements: Int32Array) {
  const { heap } = kernels;
  const width = shape.input[0]!;
  const h = heap.allocate(elements.length * width);
  for (const [i, element] of elements.entries()) {
    const row = matrix!.forward + element * width;
    heap.floats.copyWithin(h + i * width, row, row + width);
  }
  return [h];
}

function up(
  network: Network,
  { shape, up: matrices }: NetworkLayer,
  features: readonly number[],
  n: number,
) {
  const multiply = multiplyOf(network);
  return shape.input.map((channels, l) => {
    const rows = n * components(l);
    const h = network.kernels.heap.allocate(rows * channels);
    multiply(features[l]!, matrices[l]!.forward, h, rows, channels, channels, false);
    return h;
  });
}

function sumOverEdges(
  { kernels, crew }: Network,
  { shape, edge }: NetworkLayer,
  { count, sender, receiver }: Edges,
  inputs: EdgeInputs,
  index: number,
  h: readonly number[],
  sums: readonly number[],
  n: number,
): void {
  const rows = inputs.rows[index]!;
  const { interpolation: w } = inputs;
  // Numbers of one atom, by degree.
  const [s0, s1, s2, s3] = byDegree((l) => components(l) * (shape.input[l] ?? 0));
  const [r0, r1, r2, r3] = byDegree((l) => components(l) * (shape.rows[l] ?? 0));
  for (const [l, size] of [r0, r1, r2, r3].entries())
    kernels.heap.floats.fill(0, sums[l]!, sums[l]! + n * size);
  const [h0, h1, h2, h3] = byDegree((l) => h[l]);
  const [a0, a1, a2, a3] = byDegree((l) => sums[l]);
  const { shared } = inputs;
  if (crew !== null && shared !== null) {
    crew.overEdges(
      false,
      [
        index,
        ...[shared.receiver, shared.sender, 0, shared.rows[index]!, shared.interpolation],
        ...[inputs.harmonics, 0, 0],
        ...[s0, s1, s2, s3, r0, r1, r2, r3],
        ...[h0, h1, h2, h3, 0, 0, 0, 0, a0, a1, a2, a3],
      ],
      shared,
    );
    return;
  }
  for (let e = 0; e < count; e++) {
    const [i, j, k] = [receiver[e]!, sender[e]!, INTERPOLATION * e];
    edge.forward(
      rows[e]!,
      w[k]!,
      w[k + 1]!,
      w[k + 2]!,
      inputs.harmonics + HARMONIC_COMPONENTS * e,
      h0 + j * s0,
      h1 + j * s1,
      h2 + j * s2,
      h3 + j * s3,
      a0 + i * r0,
      a1 + i * r1,
      a2 + i * r2,
      a3 + i * r3,
    );
  }
}

function downAndSkip(
  network: Network,
  { shape, down, skip }: NetworkLayer,
  features: readonly number[],
  sums: readonly number[],
  elements: Int32Array,
  index: number,
): number[] {
  const { heap } = network.kernels;
  const multiply = multiplyOf(network);
  return shape.output.map((channels, l) => {
    const rows = elements.length * components(l);
    const raw = heap.allocate(rows * channels);
    multiply(sums[l]!, down[l]!.forward, raw, rows, shape.rows[l]!, channels, false);
    const matrix = skip[l]?.forward;
    if (matrix === undefined) return raw;
    if (index > 0) multiply(features[l]!, matrix, raw, rows, shape.input[l]!, channels, true);
    else
      for (const [i, element] of elements.entries())
        for (let c = 0; c < channels; c++)
          heap.floats[raw + i * channels + c]! += heap.floats[matrix + element * channels + c]!;
    return raw;
  });
}

/** One norm for all features of an atom: squares summed over channels, each degree by (2l + 1)². */
function norms({ kernels }: Network, { shape }: NetworkLayer, raw: readonly number[], n: number) {
  const { floats } = kernels.heap;
  const sums = new Float64Array(n);
  for (const [l, channels] of shape.output.entries()) {
    const size = components(l) * channels;
    const weight = 1 / (components(l) ** 2 * shape.output.length);
    for (let i = 0; i < n; i++) {
      let squares = 0;
      for (let k = raw[l]! + i * size; k < raw[l]! + (i + 1) * size; k++)
        squares += floats[k]! * floats[k]!;
      sums[i]! += weight * squares;
    }
  }
  return sums.map((q) => 1 / Math.sqrt(q + NORM_FLOOR));
}

function gate(
  { kernels }: Network,
  { shape, gains }: NetworkLayer,
  raw: readonly number[],
  inverseNorm: Float64Array,
  n: number,
): number[] {
  const { heap } = kernels;
  const degrees = shape.output.length;
  const all = shape.output[0]!;
  const out = CHANNELS.slice(0, degrees).map((channels, l) =>
    heap.allocate(n * components(l) * channels),
  );
  const { floats } = heap;
  const gates = new Float64Array(all);
  for (let i = 0; i < n; i++) {
    const t = inverseNorm[i]!;
    for (let c = 0; c < all; c++)
      gates[c] = silu(floats[raw[0]! + i * all + c]! * gains[0]![c]! * t) / GATE_SCALE;
    let first = CHANNELS[0];
    floats.set(gates.subarray(0, first), out[0]! + i * first);
    for (let l = 1; l < degrees; l++) {
      const channels = CHANNELS[l]!;
      for (let m = 0; m < components(l); m++)
        for (let c = 0; c < channels; c++) {
          const k = (i * components(l) + m) * channels + c;
          floats[out[l]! + k] = floats[raw[l]! + k]! * gains[l]![c]! * t * gates[first + c]!;
        }
      first += channels;
    }
  }
  return out;
}
