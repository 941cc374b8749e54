import { EpistackError } from '#core/errors.ts';
import type { Contract, ToPage, ToWorker } from './contract.ts';
import { Refusal } from './problems.ts';
import { holdLock, type Locks, locksHere } from './workerLocks.ts';

/** What a task receives besides its request. */
export interface Answering<Part> {
  readonly tell: (part: Part, transfer?: Transferable[]) => void;
  /** Aborted when the page no longer wants the result. Only tasks that yield to the event loop can notice. */
  readonly signal: AbortSignal;
}

/** The tasks of a worker as plain functions; tests call them directly or through a message channel. */
export type Handlers<T extends Contract<T>> = {
  readonly [K in keyof T]: (
    request: T[K]['request'],
    answering: Answering<T[K]['part']>,
  ) => T[K]['result'] | Promise<T[K]['result']>;
};

/** The worker's global scope, as far as it is used. */
export interface Scope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: ToPage, transfer: Transferable[]): void;
  /** Reports an error as an error event of the worker, which a rejected promise would not cause. */
  reportError(error: unknown): void;
}

const transfers = new WeakMap<object, Transferable[]>();

/** A result whose buffers are transferred instead of copied. */
export function handingOver<R extends object>(result: R, transfer: Transferable[]): R {
  transfers.set(result, transfer);
  return result;
}

/**
 * Makes a worker answer calls. Known failures are sent back as data; any other error is a bug and becomes an error
 * event.
 */
export function serve<T extends Contract<T>>(
  handlers: Handlers<T>,
  // The compiler is told of windows: this is the part of a worker's global that is used.
  scope: Scope = globalThis as unknown as Scope,
  locks: Locks | null = locksHere(),
): void {
  const running = new Map<number, AbortController>();
  const reply = (message: ToPage, transfer: Transferable[] = []): void =>
    scope.postMessage(message, transfer);
  // Taken before the first task, because no lock is granted while a task computes.
  const ready = holdLock(locks).then((lock) => {
    reply({ kind: 'ready', lock });
    if (lock === null) everyNowAndThen(() => reply({ kind: 'alive' }));
  });
  scope.onmessage = async ({ data }) => {
    if (data.kind === 'cancel') return running.get(data.id)?.abort();
    const { id } = data;
    const stop = new AbortController();
    running.set(id, stop);
    try {
      await ready;
      // Which request goes with which task is checked where it is asked; a message has lost it.
      const result = await handlers[data.task as keyof T](data.request as never, {
        tell: (part, transfer) => reply({ kind: 'part', id, part }, transfer),
        signal: stop.signal,
      });
      const transfer =
        typeof result === 'object' && result !== null ? transfers.get(result) : undefined;
      reply({ kind: 'done', id, result }, transfer);
    } catch (error) {
      if (error instanceof EpistackError)
        reply({ kind: 'refused', id, failure: error.failure, reason: error.message });
      else if (error instanceof Refusal)
        reply({ kind: 'refused', id, failure: null, reason: error.message });
      // The task stopped because its signal was aborted.
      else if (!stop.signal.aborted) scope.reportError(error);
    } finally {
      running.delete(id);
    }
  };
}

/** Long enough to cost nothing, and several times within the time that a page waits. */
const ALIVE_MS = 15_000;

function everyNowAndThen(say: () => void): void {
  const timer: unknown = setInterval(say, ALIVE_MS);
  // In Node, where tests serve in the same process, it must not keep that from ending.
  if (typeof timer === 'object') (timer as { unref(): void }).unref();
}
