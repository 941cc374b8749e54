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
 * @returns null for a call that was cancelled
 * @throws the error itself if it is a bug, so that it reaches the page's error report
 */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof DOMException && error.name === 'AbortError') return null;
  if (error instanceof WorkerLost) return { reason: error.message, isLost: true };
  if (error instanceof EpistackError || error instanceof Refusal)
    return { reason: error.message, isLost: false };
  throw error;
}
