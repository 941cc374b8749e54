import { answerCount, type CardNetwork, type CardRequest } from './evaluator.ts';

/** A graphics card that evaluates one network, seen from a thread that waits for each answer. */
export interface Card {
  /** Which one, for people. */
  readonly name: string;
  /** @returns `answerCount` numbers @throws Error with the reason in words */
  readonly evaluate: (request: CardRequest) => Float32Array;
  readonly end: () => void;
}

/** Which cards are taken: one that is not really one, as browsers have for tests, only where it is asked for. */
export type CardSetup = {
  readonly network: CardNetwork;
  readonly software: boolean;
};

/** @returns null where there is no card @throws Error where there is one and it refuses */
export type StartCard = (setup: CardSetup) => Promise<Card | null>;

/** What the worker that has the card says to its setup; `null`: there is none. */
export type CardReady = { readonly name: string } | { readonly refused: string } | null;

/** One evaluation, for the worker that has the card. */
export interface CardJob {
  readonly request: CardRequest;
  /** One word of state, one of how many bytes of a reason follow. */
  readonly control: SharedArrayBuffer;
  readonly out: SharedArrayBuffer;
}

/** States of a job. */
export const [WAITING, DONE, FAILED] = [0, 1, 2] as const;
export const REASON_AT = 8;
const REASON_BYTES = 1000;
/** A card that does not answer for so long hangs, ms. */
const PATIENCE_MS = 120_000;

/** The part of a worker that is used. */
export interface CardWorker {
  postMessage(job: CardJob): void;
  terminate(): void;
}

/**
 * A card behind a worker. The thread that asks sleeps until the worker has answered, so that whatever computes step by
 * step needs to know nothing of promises; it has to be a worker itself, and its page isolated from other sites.
 */
export function waitedCard(name: string, worker: CardWorker, patienceMs = PATIENCE_MS): Card {
  const control = new SharedArrayBuffer(REASON_AT + REASON_BYTES);
  const words = new Int32Array(control, 0, 2);
  let out = new SharedArrayBuffer(0);
  return {
    name,
    evaluate: (request) => {
      const count = answerCount(request);
      if (out.byteLength < 4 * count) out = new SharedArrayBuffer(4 * Math.ceil(1.5 * count));
      Atomics.store(words, 0, WAITING);
      worker.postMessage({ request, control, out });
      Atomics.wait(words, 0, WAITING, patienceMs);
      const state = Atomics.load(words, 0);
      if (state === WAITING) throw new Error('the graphics card does not answer any more');
      if (state === FAILED) throw new Error(reasonIn(control, words[1]!));
      return new Float32Array(out, 0, count).slice();
    },
    end: () => worker.terminate(),
  };
}

// Text is not decoded from memory that is shared: hence the copies.
const reasonIn = (control: SharedArrayBuffer, bytes: number): string =>
  new TextDecoder().decode(new Uint8Array(control, REASON_AT, bytes).slice());

/** Ends a job, and wakes who waits for it. @param reason why it failed; null when it did not */
export function settle({ control }: CardJob, reason: string | null): void {
  const words = new Int32Array(control, 0, 2);
  const text = new TextEncoder().encode(reason ?? '').subarray(0, control.byteLength - REASON_AT);
  new Uint8Array(control, REASON_AT).set(text);
  words[1] = text.length;
  Atomics.store(words, 0, reason === null ? DONE : FAILED);
  Atomics.notify(words, 0);
}
