import type { DispersionChoice } from '#engines/dispersion/damping.ts';
import type { Dispersion } from '#engines/dispersion/dispersion.ts';
import { loadDispersion } from '#engines/dispersion/loadDispersion.ts';
import { type StartHelper, startCrew } from '#engines/universal/crew/crew.ts';
import { plainKernels } from '#engines/universal/kernels/plainKernels.ts';
import { hasVectors, sharedKernels, wasmKernels } from '#engines/universal/kernels/wasmKernels.ts';
import { parseModel } from '#engines/universal/model/modelFile.ts';
import { buildNetwork, type Network } from './network.ts';

/** What a potential is made of, as plain data for a worker. */
export interface PotentialSource {
  /** Of a model file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly dispersion: DispersionChoice;
}

/** How many threads may share an evaluation, and how one is started. */
export interface CrewChoice {
  readonly threads: number;
  readonly start: StartHelper;
}

/** A potential ready to evaluate. @throws EpistackError model-file */
export const readyPotential = async (
  { bytes, dispersion }: PotentialSource,
  crew: CrewChoice | null = null,
): Promise<Network> => {
  const term = await loadDispersion(dispersion);
  const shared = crew === null ? null : await withCrew(bytes, term, crew);
  return shared ?? readyNetwork(bytes, term);
};

/** Null where threads cannot share memory, or none can be started: one thread then does it all. */
async function withCrew(
  bytes: Uint8Array,
  dispersion: Dispersion | null,
  { threads, start }: CrewChoice,
): Promise<Network | null> {
  if (threads < 2 || typeof SharedArrayBuffer === 'undefined' || !hasVectors()) return null;
  const model = parseModel(bytes);
  try {
    const kernels = sharedKernels();
    const network = buildNetwork(model, kernels, dispersion);
    const shapes = network.layers.map(({ shape }) => shape);
    const crew = await startCrew(kernels, shapes, threads, start);
    const name = `${kernels.name}, ${threads} threads`;
    return { ...network, kernels: { ...kernels, name }, crew };
  } catch {
    return null;
  }
}

/**
 * A model ready to evaluate in one thread, by the fastest kernels that run here.
 * @param bytes of a model file
 * @throws EpistackError model-file
 */
export function readyNetwork(bytes: Uint8Array, dispersion: Dispersion | null = null): Network {
  const model = parseModel(bytes);
  return buildNetwork(model, hasVectors() ? wasmKernels() : plainKernels(), dispersion);
}
