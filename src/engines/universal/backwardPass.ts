import { byDegree, CHANNELS, components } from '#engines/universal/model/architecture.ts';
import { HARMONIC_COMPONENTS } from '#engines/universal/model/harmonics.ts';
import { type EdgeInputs, INTERPOLATION } from './edgeInputs.ts';
import type { Edges } from './edges.ts';
import type { ForwardState, LayerState } from './forwardPass.ts';
import { multiplyOf, type Network, type NetworkLayer } from './network.ts';
import { GATE_SCALE, silu, siluSlope } from './silu.ts';

/**
 * Derivatives of the energy, layer by layer from the last to the first, by hand. Those by the harmonics are summed up
 * in `inputs.byHarmonics`.
 * @returns for each edge, the derivative by its distance that comes from the radial weights, eV/Å
 */
export function backwardPass(
  network: Network,
  n: number,
  edges: Edges,
  inputs: EdgeInputs,
  forward: ForwardState,
): Float64Array {
  const { kernels, layers, model } = network;
  const { heap } = kernels;
  const multiply = multiplyOf(network);
  const slopes = new Float64Array(edges.count);
  let byFeatures = [heap.allocate(n * CHANNELS[0])];
  for (let i = 0; i < n; i++)
    for (let c = 0; c < CHANNELS[0]; c++)
      heap.floats[byFeatures[0]! + i * CHANNELS[0] + c] =
        (model.scaleEv * model.readout[c]!) / Math.sqrt(CHANNELS[0]);
  for (let index = layers.length - 1; index >= 0; index--) {
    const [layer, state] = [layers[index]!, forward.layers[index]!];
    const { shape } = layer;
    const byRaw = throughGateAndNorm(network, layer, state, byFeatures, n);
    for (const [l, channels] of shape.output.entries())
      multiply(
        byRaw[l]!,
        layer.down[l]!.back,
        forward.sums[l]!,
        n * components(l),
        channels,
        shape.rows[l]!,
        false,
      );
    const first = index === 0;
    const byH = first
      ? []
      : shape.input.map((channels, l) => heap.allocate(n * components(l) * channels));
    throughEdges(network, layer, edges, inputs, index, state.h, byH, forward.sums, slopes);
    if (first) break;
    byFeatures = shape.input.map((channels, l) => {
      const rows = n * components(l);
      const out = heap.allocate(rows * channels);
      multiply(byH[l]!, layer.up[l]!.back, out, rows, channels, channels, false);
      const skip = layer.skip[l];
      if (skip !== undefined)
        multiply(byRaw[l]!, skip.back, out, rows, shape.output[l]!, channels, true);
      return out;
    });
  }
  return slopes;
}

/** From derivatives by a layer's features to those before its norm. */
function throughGateAndNorm(
  { kernels }: Network,
  { shape, gains }: NetworkLayer,
  { raw, inverseNorm }: LayerState,
  byFeatures: readonly number[],
  n: number,
): number[] {
  const { heap } = kernels;
  const degrees = shape.output.length;
  const all = shape.output[0]!;
  const out = shape.output.map((channels, l) => heap.allocate(n * components(l) * channels));
  const { floats } = heap;
  const [scalars, byScalars] = [new Float64Array(all), new Float64Array(all)];
  for (let i = 0; i < n; i++) {
    const t = inverseNorm[i]!;
    for (let c = 0; c < all; c++) scalars[c] = floats[raw[0]! + i * all + c]! * gains[0]![c]! * t;
    byScalars.fill(0);
    for (let c = 0; c < CHANNELS[0]; c++)
      byScalars[c] = floats[byFeatures[0]! + i * CHANNELS[0] + c]!;
    let first: number = CHANNELS[0];
    let projection = 0;
    for (let l = 1; l < degrees; l++) {
      const channels = CHANNELS[l]!;
      for (let c = 0; c < channels; c++) {
        const [gain, gate] = [gains[l]![c]!, silu(scalars[first + c]!) / GATE_SCALE];
        for (let m = 0; m < components(l); m++) {
          const k = (i * components(l) + m) * channels + c;
          const [by, value] = [floats[byFeatures[l]! + k]!, floats[raw[l]! + k]!];
          byScalars[first + c]! += by * value * gain * t;
          const byNormed = by * gate * gain;
          projection += byNormed * value;
          floats[out[l]! + k] = byNormed;
        }
      }
      first += channels;
    }
    for (let c = 0; c < all; c++) {
      const byNormed = ((byScalars[c]! * siluSlope(scalars[c]!)) / GATE_SCALE) * gains[0]![c]!;
      projection += byNormed * floats[raw[0]! + i * all + c]!;
      floats[out[0]! + i * all + c] = byNormed;
    }
    for (const [l, channels] of shape.output.entries()) {
      const factor = (t * t * t * projection) / (components(l) ** 2 * degrees);
      const size = components(l) * channels;
      for (let k = i * size; k < (i + 1) * size; k++)
        floats[out[l]! + k] = t * floats[out[l]! + k]! - factor * floats[raw[l]! + k]!;
    }
  }
  return out;
}

function throughEdges(
  { kernels, crew }: Network,
  { shape, edge }: NetworkLayer,
  { count, sender, receiver }: Edges,
  inputs: EdgeInputs,
  index: number,
  h: readonly number[],
  byH: readonly number[],
  sums: readonly number[],
  slopes: Float64Array,
): void {
  const rows = inputs.rows[index]!;
  const { interpolation: w } = inputs;
  const [s0, s1, s2, s3] = byDegree((l) => components(l) * (shape.input[l] ?? 0));
  const [r0, r1, r2, r3] = byDegree((l) => components(l) * (shape.rows[l] ?? 0));
  const [h0, h1, h2, h3] = byDegree((l) => h[l]);
  const [g0, g1, g2, g3] = byDegree((l) => byH[l]);
  const [a0, a1, a2, a3] = byDegree((l) => sums[l]);
  const { shared } = inputs;
  if (crew !== null && shared !== null) {
    crew.overEdges(
      true,
      [
        index,
        ...[shared.receiver, shared.sender, shared.bySender],
        ...[shared.rows[index]!, shared.interpolation],
        ...[inputs.harmonics, inputs.byHarmonics, shared.slopes],
        ...[s0, s1, s2, s3, r0, r1, r2, r3],
        ...[h0, h1, h2, h3, g0, g1, g2, g3, a0, a1, a2, a3],
      ],
      shared,
    );
    const { floats } = kernels.heap;
    for (let e = 0; e < count; e++) slopes[e]! += floats[shared.slopes + e]!;
    return;
  }
  for (let e = 0; e < count; e++) {
    const [i, j, k] = [receiver[e]!, sender[e]!, INTERPOLATION * e];
    slopes[e]! += edge.backward(
      rows[e]!,
      w[k]!,
      w[k + 1]!,
      w[k + 2]!,
      w[k + 3]!,
      w[k + 4]!,
      w[k + 5]!,
      inputs.harmonics + HARMONIC_COMPONENTS * e,
      inputs.byHarmonics + HARMONIC_COMPONENTS * e,
      h0 + j * s0,
      h1 + j * s1,
      h2 + j * s2,
      h3 + j * s3,
      g0 + j * s0,
      g1 + j * s1,
      g2 + j * s2,
      g3 + j * s3,
      a0 + i * r0,
      a1 + i * r1,
      a2 + i * r2,
      a3 + i * r3,
    );
  }
}
