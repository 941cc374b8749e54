import { plainKernels } from '#engines/universal/kernels/plainKernels.ts';
import { hasVectors, wasmKernels } from '#engines/universal/kernels/wasmKernels.ts';
import { parseModel } from '#engines/universal/model/modelFile.ts';
import { buildNetwork, type Network } from './network.ts';

/**
 * A model ready to evaluate, by the fastest kernels that run here.
 * @param bytes of a model file
 * @throws EpistackError model-file
 */
export function readyNetwork(bytes: Uint8Array): Network {
  const model = parseModel(bytes);
  return buildNetwork(model, hasVectors() ? wasmKernels() : plainKernels());
}
