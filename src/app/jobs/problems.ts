import { EpistackError } from '#core/errors.ts';

/** Known to go wrong, and no failure of core: a file that cannot be read, an answer of the server. */
export class Refusal extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Refusal';
  }
}

/**
 * How a worker was lost: it could not be started, threw what nobody expected, sent what cannot be read,
 * ended without a word, or took longer than it was given.
 */
export type Loss = 'start' | 'bug' | 'unreadable' | 'death' | 'late';

/** A worker that answers no more. Asking again starts another one. */
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
      return 'the part of the page that does this could not be loaded. Try again; if that does not help, reload the page';
    case 'bug':
      return `it met a bug in Epistack (${detail})`;
    case 'unreadable':
      return 'the answer could not be read';
    case 'death':
      return 'it was stopped from outside, perhaps for lack of memory';
    case 'late':
      return `not done within ${detail}, and stopped`;
    default:
      return loss satisfies never;
  }
}

/** Why a call brought no result, for people. */
export interface Problem {
  readonly reason: string;
  /** The worker was lost, and nothing is known of what was asked: asking again may help. */
  readonly isLost: boolean;
}

/**
 * What to say of an error that a call ended with. One that is no known problem is a bug: it is reported, and
 * said as well, so that nobody waits for what will not come.
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

/** To the page's error report, as the browser does with what nobody has caught. */
export function reportBug(error: unknown): void {
  if (typeof reportError === 'function') reportError(error);
  // Node has no such report: there it ends the process, or fails the test.
  else
    queueMicrotask(() => {
      throw error;
    });
}
