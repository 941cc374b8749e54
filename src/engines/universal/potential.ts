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

/** Where the published model files are, and under which licence. */
export const MODEL_HOME = 'https://github.com/atomicarchitects/nequix/tree/main/models';
export const MODEL_LICENCE = 'MIT';

/** Said with every number of the potential. */
export const POTENTIAL_NOTE = 'machine-learned PBE (Nequix), no dispersion';
