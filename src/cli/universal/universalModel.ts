import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { type Arguments, numberOption, optional, RequestError, UsageError } from '#cli/args.ts';
import { readBytes } from '#cli/input.ts';
import { EpistackError } from '#core/errors.ts';
import { sha256 } from '#core/io/text/sha256.ts';
import { DISPERSIONS, type DispersionChoice } from '#engines/dispersion/damping.ts';
import type { ModelName } from '#engines/dynamics/universalInput.ts';
import { computedBy, type Network } from '#engines/universal/network.ts';
import { readyPotential } from '#engines/universal/potential.ts';
import { MODEL_HOME, MODEL_LICENCE, potentialNote } from '#engines/universal/potentialNote.ts';
import { startThread } from './threads.ts';

/** Names the model file where no `--model` is given. */
const VARIABLE = 'EPISTACK_MODEL';

export const modelHelp = `  The model file is no part of this program: take nequix-oam-1-pft.nqx (2.8 MB, ${MODEL_LICENCE} licence) from
  ${MODEL_HOME}
  and name it by --model, or once and for all in the environment variable ${VARIABLE}.
  --threads N shares the work among N threads; if not given, among the cores, 8 at most. Their number changes no number.
  --double computes in numbers of 64 bits in one thread, some five times slower: for differences of energies,
  which 32 bits leave uncertain by some 1e-7 eV an atom.
  --d3 bj|zero adds Grimme's D3 dispersion term of PBE, of two bodies, with Becke-Johnson (2011) or zero damping (2010);
  the published models learned PBE without dispersion: to a model that learned it, D3 would add it twice.`;

/** Options that every command of the universal potential has. */
export const modelOptions = {
  model: 'string',
  d3: 'string',
  threads: 'string',
  double: 'boolean',
} as const;

/** The dispersion term that --d3 asks for. @throws {UsageError} */
export function dispersionOption(args: Arguments, preset: DispersionChoice): DispersionChoice {
  const text = optional(args, 'd3') ?? preset;
  const found = DISPERSIONS.find((choice) => choice === text);
  if (found === undefined) throw new UsageError(`--d3 is ${DISPERSIONS.join(', ')}, not "${text}"`);
  return found;
}

/** More wait for one another more than they help. */
const MOST_THREADS = 8;
/** Says how many threads where `--threads` is not given: tests run many commands side by side. */
const THREADS_VARIABLE = 'EPISTACK_THREADS';

/** @throws {UsageError} */
function threadsOption(args: Arguments): number {
  const asked = numberOption(args, 'threads', true);
  if (asked !== null && !(asked >= 1 && asked <= 64))
    throw new UsageError(`--threads is 1 to 64, not ${asked}`);
  const preset = Number(process.env[THREADS_VARIABLE] ?? availableParallelism());
  return asked ?? Math.max(1, Math.min(MOST_THREADS, preset || 1));
}

/** The universal potential of a command line. */
export interface TerminalModel {
  readonly network: Network;
  readonly name: ModelName;
  /** Said with every number: potential and kernels. */
  readonly engine: string;
  /** The same with the threads that share the work, for a person: they change no number. */
  readonly engineText: string;
}

/**
 * @param preset the dispersion term where --d3 is not given
 * @throws RequestError when no file is named, or it is no model
 */
export async function modelOf(
  args: Arguments,
  preset: DispersionChoice = 'none',
): Promise<TerminalModel> {
  const dispersion = dispersionOption(args, preset);
  const path = optional(args, 'model') ?? process.env[VARIABLE] ?? '';
  if (path === '')
    throw new RequestError(
      `no model file: name one by --model FILE or ${VARIABLE}; it is at ${MODEL_HOME}`,
    );
  const bytes = readBytes(path);
  try {
    const crew = { threads: threadsOption(args), start: startThread };
    const isDouble = args.values['double'] === true;
    const source = { bytes: new Uint8Array(bytes), dispersion, isDouble };
    const network = await readyPotential(source, crew);
    const name = basename(path);
    const engineText = `${potentialNote(name, dispersion)}; ${computedBy(network)}`;
    return {
      network,
      name: { name, sha256: sha256(bytes), dispersion, elements: new Set(network.model.elements) },
      engine: engineText.replace(`, ${network.crew?.threads} threads`, ''),
      engineText,
    };
  } catch (error) {
    if (error instanceof EpistackError) throw new RequestError(`${path}: ${error.message}`);
    throw error;
  }
}
