import { constants } from 'node:os';

/** Which signal asked for the end of a run. */
export class StopAsked {
  readonly name: 'Ctrl C' | 'SIGTERM';
  readonly exitCode: number;
  constructor(signal: 'SIGINT' | 'SIGTERM') {
    this.name = signal === 'SIGINT' ? 'Ctrl C' : signal;
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Runs work that a signal of this process ends early: Ctrl C, or the SIGTERM of a queue. A second one of the same kind
 * ends the process at once, as it would have without this.
 * @returns what the work gives; a {@link StopAsked} where it ended by it
 */
export async function untilStopped<T>(
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | StopAsked> {
  const controller = new AbortController();
  const interrupted = () => controller.abort(new StopAsked('SIGINT'));
  const terminated = () => controller.abort(new StopAsked('SIGTERM'));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', terminated);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (error instanceof StopAsked) return error;
    throw error;
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', terminated);
  }
}
