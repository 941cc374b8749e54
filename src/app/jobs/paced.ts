/** Time that the page has for itself between two hand-overs, ms. */
const FREE_MS = 50;

export interface Paced<T> {
  readonly add: (part: T) => void;
  /** Hands on what waits, at once. */
  readonly flush: () => void;
  /** Forgets what waits. */
  readonly drop: () => void;
}

/**
 * Hands on together what comes faster than the page can show it: on a slow machine one hand-over for each message would
 * leave it no time for anything else.
 * @param apply takes all that has come, in order
 */
export function paced<T>(apply: (parts: readonly T[]) => void): Paced<T> {
  let waiting: T[] = [];
  let resting = false;
  const flush = (): void => {
    if (waiting.length === 0) return;
    const parts = waiting;
    waiting = [];
    resting = true;
    // What was handed on is drawn before the first timer ends; the rest begins then.
    setTimeout(() => setTimeout(rested, FREE_MS));
    apply(parts);
  };
  const rested = (): void => {
    resting = false;
    flush();
  };
  return {
    add: (part) => {
      waiting.push(part);
      if (!resting) flush();
    },
    flush,
    drop: () => {
      waiting = [];
    },
  };
}
