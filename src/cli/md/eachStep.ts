import { setImmediate } from 'node:timers/promises';
import { StoppedError } from '#cli/args.ts';
import { StopAsked, untilStopped } from './untilStopped.ts';

/**
 * Goes through the steps of a long computation, which a signal of this process ends.
 * @param lost what there is not, for the message: "no work of adhesion"
 * @throws {StoppedError}
 */
export async function eachStep<T>(steps: Generator<unknown, T, void>, lost: string): Promise<T> {
  const found = await untilStopped(async (signal) => {
    for (;;) {
      const next = steps.next();
      if (next.done === true) return next.value;
      // A signal arrives only between turns of the event loop.
      await setImmediate();
      signal.throwIfAborted();
    }
  });
  if (found instanceof StopAsked)
    throw new StoppedError(`stopped by ${found.name}; ${lost}`, found.exitCode);
  return found;
}
