import { CHANNELS } from '#engines/universal/model/architecture.ts';
import type { Network } from '#engines/universal/network.ts';
import type { CardNetwork } from './evaluator.ts';

/**
 * A network for a card: all weights and tables as they stand in the heap, so that their places are the same, and behind
 * them the gains and the readout.
 * @param network just built: nothing else is in its heap
 */
export function cardNetwork({ kernels, layers, model }: Network): CardNetwork {
  const { heap } = kernels;
  const used = heap.mark();
  const behind = layers.flatMap(({ gains }) => gains);
  const factor = model.scaleEv / Math.sqrt(CHANNELS[0]);
  const readout = model.readout.map((x) => factor * x);
  const weights = new Float32Array(
    [...behind, readout].reduce((sum, { length }) => sum + length, used),
  );
  weights.set(heap.floats.subarray(0, used));
  let end = used;
  const put = (values: Float32Array): number => {
    const at = end;
    weights.set(values, at);
    end += values.length;
    return at;
  };
  return {
    layers: layers.map(({ shape, table, up, down, skip, gains }) => ({
      ...{ shape, table, up, down, skip },
      gains: gains.map(put),
    })),
    readout: put(readout),
    weights,
  };
}
