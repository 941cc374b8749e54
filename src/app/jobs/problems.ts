import { EpistackError } from '#core/errors.ts';
import { whyMissing } from '#offline/missing.ts';

/** A known failure without an error code of core: a file that cannot be read, an error of the server. */
export class Refusal extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Refusal';
  }
}

/**
 * How a worker was lost: it did not start, threw an unexpected error, sent an unreadable message, ended silently,
 * or exceeded its time limit.
 */
export type Loss = 'start' | 'bug' | 'unreadable' | 'death' | 'silent' | 'late';

/** Detail of a failed start where none would succeed. */
export const BLOCKED = 'blocked';

/** A worker that no longer answers. The next call starts a new one. */
export class WorkerLost extends Error {
  readonly loss: Loss;
  /** @param detail the message of a bug, or the limit in words */
  constructor(loss: Loss, detail = '') {
    super(lossText(loss, detail));
    this.name = 'WorkerLost';
    this.loss = loss;
  }
}

function lossText(loss: Loss, detail: string): string {
  switch (loss) {
    case 'start':
      if (detail === BLOCKED)
        return 'this browser starts no web workers (a setting, an extension or a policy forbids them), and the page cannot do this without one';
      return `the part of the page that does this could not be loaded: ${whyMissing()}`;
    case 'bug':
      return `it met a bug in Epistack (${detail})`;
    case 'unreadable':
      return 'the answer could not be read';
    case 'death':
      return 'it was stopped from outside, perhaps for lack of memory';
    case 'silent':
      return 'nothing has been heard of it for two minutes; it was probably stopped from outside';
    case 'late':
      return `not done within ${detail}, and stopped`;
    default:
      return loss satisfies never;
  }
}

/** Why a call has no result, as text for the user. */
export interface Problem {
  readonly reason: string;
  /** The worker was lost, so the request itself may be fine and can be tried again. */
  readonly isLost: boolean;
}

/**
 * Describes an error that ended a call. An unknown error is a bug: it is reported to the page's error handler and
 * also described, so that the user does not wait in vain.
 * @returns null for a call that was cancelled
 */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof DOMException && error.name === 'AbortError') return null;
  if (error instanceof WorkerLost) return { reason: error.message, isLost: true };
  if (error instanceof EpistackError || error instanceof Refusal)
    return { reason: error.message, isLost: false };
  reportBug(error);
  const { message } = new WorkerLost('bug', error instanceof Error ? error.message : `${error}`);
  return { reason: message, isLost: false };
}

/** Passes an error to the page's error handler, as the browser does with uncaught errors. */
export function reportBug(error: unknown): void {
  if (typeof reportError === 'function') reportError(error);
  // Node has no such report: there it ends the process, or fails the test.
  else
    queueMicrotask(() => {
      throw error;
    });
}
