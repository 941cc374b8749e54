import { EpistackError } from '#core/errors.ts';
import type { Network } from '#engines/universal/network.ts';
import { MODEL_HOME, MODEL_LICENCE, readyNetwork } from '#engines/universal/potential.ts';
import { type Arguments, optional, RequestError } from './args.ts';
import { readBytes } from './input.ts';

/** Names the model file where no `--model` is given. */
const VARIABLE = 'EPISTACK_MODEL';

export const modelHelp = `  The model file is no part of this program: take nequix-oam-1-pft.nqx (2.8 MB, ${MODEL_LICENCE} licence) from
  ${MODEL_HOME}
  and name it by --model, or once and for all in the environment variable ${VARIABLE}.`;

/**
 * The universal potential of a command line.
 * @throws RequestError when no file is named
 */
export function networkOf(args: Arguments): Network {
  const path = optional(args, 'model') ?? process.env[VARIABLE] ?? '';
  if (path === '')
    throw new RequestError(
      `no model file: name one by --model FILE or ${VARIABLE}; it is at ${MODEL_HOME}`,
    );
  const bytes = readBytes(path);
  try {
    return readyNetwork(bytes);
  } catch (error) {
    if (error instanceof EpistackError) throw new RequestError(`${path}: ${error.message}`);
    throw error;
  }
}
