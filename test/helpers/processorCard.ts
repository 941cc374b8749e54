import { backwardPass } from '#engines/universal/backwardPass.ts';
import { INTERPOLATION } from '#engines/universal/edgeInputs.ts';
import { forwardPass } from '#engines/universal/forwardPass.ts';
import type { Card } from '#engines/universal/gpu/card.ts';
import { answerCount, type CardRequest } from '#engines/universal/gpu/evaluator.ts';
import { BACK } from '#engines/universal/gpu/shaderParts.ts';
import { CHANNELS } from '#engines/universal/model/architecture.ts';
import { HARMONIC_COMPONENTS } from '#engines/universal/model/harmonics.ts';
import type { Network } from '#engines/universal/network.ts';
import { TABLE_PARTS } from '#engines/universal/radialTable.ts';

/** A card whose work the processor does, from nothing but what a card is sent. */
export function processorCard(network: Network): Card & { readonly ended: () => boolean } {
  let ended = false;
  return {
    name: 'a card of tests',
    evaluate: (request) => computed(network, request),
    end: () => {
      ended = true;
    },
    ended: () => ended,
  };
}

function computed(network: Network, request: CardRequest): Float32Array {
  const { atoms, edges: count, ints, floats } = request;
  const { heap } = network.kernels;
  const list = (k: number) => Int32Array.from(ints.subarray(k * count, (k + 1) * count));
  const [receiver, sender, knot] = [list(0), list(1), list(2)];
  const elements = Int32Array.from(ints.subarray(4 * count + 2 * (atoms + 1)));
  const mark = heap.mark();
  const harmonics = heap.allocate(HARMONIC_COMPONENTS * count);
  heap.floats.set(floats.subarray(INTERPOLATION * count), harmonics);
  const edges = { count, receiver, sender, vector: new Float64Array(0), ang: new Float64Array(0) };
  const inputs = {
    harmonics,
    byHarmonics: heap.allocate(HARMONIC_COMPONENTS * count),
    interpolation: Float64Array.from(floats.subarray(0, INTERPOLATION * count)),
    rows: network.layers.map(({ table, radial }) =>
      knot.map((k) => table + k * TABLE_PARTS * radial.weights),
    ),
    shared: null,
  };
  const forward = forwardPass(network, elements, edges, inputs);
  const slopes = backwardPass(network, atoms, edges, inputs, forward);
  const out = new Float32Array(answerCount(request));
  // One feature of each atom that gives its energy: the passes keep none of the last layer.
  const { model } = network;
  const c = model.readout.reduce(
    (most, x, k) => (Math.abs(x) > Math.abs(model.readout[most]!) ? k : most),
    0,
  );
  for (const [i, energyEv] of forward.energiesEv.entries())
    out[i * CHANNELS[0] + c] =
      ((energyEv - model.shiftEv - model.offsetsEv[elements[i]!]!) * Math.sqrt(CHANNELS[0])) /
      (model.scaleEv * model.readout[c]!);
  for (let e = 0; e < count; e++) {
    const at = CHANNELS[0] * atoms + BACK * e;
    for (let m = 0; m < HARMONIC_COMPONENTS; m++)
      out[at + m] = heap.floats[inputs.byHarmonics + HARMONIC_COMPONENTS * e + m]!;
    out[at + HARMONIC_COMPONENTS] = slopes[e]!;
  }
  heap.release(mark);
  return out;
}
