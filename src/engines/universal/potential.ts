import type { DispersionChoice } from '#engines/dispersion/damping.ts';
import type { Dispersion } from '#engines/dispersion/dispersion.ts';
import { loadDispersion } from '#engines/dispersion/loadDispersion.ts';
import { plainKernels } from '#engines/universal/kernels/plainKernels.ts';
import { hasVectors, wasmKernels } from '#engines/universal/kernels/wasmKernels.ts';
import { parseModel } from '#engines/universal/model/modelFile.ts';
import { buildNetwork, type Network } from './network.ts';

/** What a potential is made of, as plain data for a worker. */
export interface PotentialSource {
  /** Of a model file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly dispersion: DispersionChoice;
}

/** A potential ready to evaluate. @throws EpistackError model-file */
export const readyPotential = async ({ bytes, dispersion }: PotentialSource): Promise<Network> =>
  readyNetwork(bytes, await loadDispersion(dispersion));

/**
 * A model ready to evaluate, by the fastest kernels that run here.
 * @param bytes of a model file
 * @throws EpistackError model-file
 */
export function readyNetwork(bytes: Uint8Array, dispersion: Dispersion | null = null): Network {
  const model = parseModel(bytes);
  return buildNetwork(model, hasVectors() ? wasmKernels() : plainKernels(), dispersion);
}
