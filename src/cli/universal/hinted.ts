import { RequestError } from '#cli/args.ts';
import { EpistackError } from '#core/errors.ts';

/** Where the classical potential has no parameters, says which other one may have. @throws {RequestError} */
export function hinted<T>(work: () => T, hint: string): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof EpistackError && error.failure.code === 'no-potential')
      throw new RequestError(`${error.message}; ${hint}`);
    throw error;
  }
}
