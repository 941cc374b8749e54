import { basename } from 'node:path';
import { EpistackError } from '#core/errors.ts';
import { sha256 } from '#core/io/text/sha256.ts';
import type { ModelName } from '#engines/dynamics/universalInput.ts';
import type { Network } from '#engines/universal/network.ts';
import { readyNetwork } from '#engines/universal/potential.ts';
import { MODEL_HOME, MODEL_LICENCE, potentialNote } from '#engines/universal/potentialNote.ts';
import { type Arguments, optional, RequestError } from './args.ts';
import { readBytes } from './input.ts';

/** Names the model file where no `--model` is given. */
const VARIABLE = 'EPISTACK_MODEL';

export const modelHelp = `  The model file is no part of this program: take nequix-oam-1-pft.nqx (2.8 MB, ${MODEL_LICENCE} licence) from
  ${MODEL_HOME}
  and name it by --model, or once and for all in the environment variable ${VARIABLE}.`;

/** The universal potential of a command line. */
export interface TerminalModel {
  readonly network: Network;
  readonly name: ModelName;
  /** Said with every number: potential and kernels. */
  readonly engine: string;
}

/** @throws RequestError when no file is named, or it is no model */
export function modelOf(args: Arguments): TerminalModel {
  const path = optional(args, 'model') ?? process.env[VARIABLE] ?? '';
  if (path === '')
    throw new RequestError(
      `no model file: name one by --model FILE or ${VARIABLE}; it is at ${MODEL_HOME}`,
    );
  const bytes = readBytes(path);
  try {
    const network = readyNetwork(bytes);
    const name = basename(path);
    return {
      network,
      name: { name, sha256: sha256(bytes), elements: new Set(network.model.elements) },
      engine: `${potentialNote(name)}; ${network.kernels.name}`,
    };
  } catch (error) {
    if (error instanceof EpistackError) throw new RequestError(`${path}: ${error.message}`);
    throw error;
  }
}
