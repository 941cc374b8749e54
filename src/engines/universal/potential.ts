import type { DispersionChoice } from '#engines/dispersion/damping.ts';
import type { Dispersion } from '#engines/dispersion/dispersion.ts';
import { loadDispersion } from '#engines/dispersion/loadDispersion.ts';
import { type StartHelper, startCrew } from '#engines/universal/crew/crew.ts';
import type { StartCard } from '#engines/universal/gpu/card.ts';
import { cardNetwork } from '#engines/universal/gpu/cardNetwork.ts';
import { trustedCard } from '#engines/universal/gpu/trustedCard.ts';
import { plainKernels } from '#engines/universal/kernels/plainKernels.ts';
import { hasVectors, sharedKernels, wasmKernels } from '#engines/universal/kernels/wasmKernels.ts';
import { parseModel } from '#engines/universal/model/modelFile.ts';
import { buildNetwork, type Network } from './network.ts';

/** What a potential is made of, as plain data for a worker. */
export interface PotentialSource {
  /** Of a model file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly dispersion: DispersionChoice;
  /** On what it is computed, if not on the processor. */
  readonly compute?: 'processor' | CardChoice['compute'];
  /** In numbers of 64 bits, slowly, for differences of energies: no crew and no card takes part. */
  readonly isDouble?: boolean;
}

/** How many threads may share an evaluation, and how one is started. */
export interface CrewChoice {
  readonly threads: number;
  readonly start: StartHelper;
}

/** Where a graphics card is looked for, and which is taken. */
export interface CardChoice {
  readonly start: StartCard;
  /** `automatic`: a real card, for what it does faster than the processor; `card`: any, for all. */
  readonly compute: 'automatic' | 'card';
}

/**
 * A potential ready to evaluate.
 * @param card only in a worker of a page that is isolated from other sites
 * @throws EpistackError model-file
 */
export const readyPotential = async (
  { bytes, dispersion, isDouble = false }: PotentialSource,
  crew: CrewChoice | null = null,
  card: CardChoice | null = null,
): Promise<Network> => {
  const term = await loadDispersion(dispersion);
  if (isDouble) return buildNetwork(parseModel(bytes), plainKernels(), term);
  const shared = crew === null ? null : await withCrew(bytes, term, crew);
  const network = shared ?? readyNetwork(bytes, term);
  return card === null ? network : withCard(network, card);
};

/** Without a card it is the processor alone; its name then says why, where a card was asked for. */
async function withCard(network: Network, { start, compute }: CardChoice): Promise<Network> {
  const automatic = compute === 'automatic';
  const without = (reason: string): Network => {
    const name = `${network.kernels.name}, without a graphics card: ${reason}`;
    return { ...network, kernels: { ...network.kernels, name } };
  };
  try {
    const card = await start({ network: cardNetwork(network), software: !automatic });
    if (card !== null) return { ...network, card: trustedCard(card, automatic) };
    return automatic ? network : without('the browser gives none');
  } catch (error) {
    return without(error instanceof Error ? error.message : String(error));
  }
}

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
