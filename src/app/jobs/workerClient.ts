import { EpistackError } from '#core/errors.ts';
import type { Contract, ToPage, ToWorker } from './contract.ts';
import { hereWorker } from './hereWorker.ts';
import { BLOCKED, Refusal, reportBug, WorkerLost } from './problems.ts';
import type { Handlers } from './workerDoor.ts';
import { type Locks, locksHere, onLockFreed } from './workerLocks.ts';
import { areWorkersBlocked, findWorkersBlocked } from './workersBlocked.ts';

/** Time limit for a worker to report that it is loaded; generous, for slow networks. */
export const START_LIMIT_MS = 60_000;

/** A worker that has not said that it is loaded by then may be one that never will. */
export const START_DOUBT_MS = 5000;

/**
 * Time limit for a word of a worker that computes, where there are no locks to tell of its end. It says that it lives
 * whenever it is not computing in one piece; no single piece of any task takes nearly as long.
 */
export const SILENCE_LIMIT_MS = 120_000;

export interface ClientOptions<T extends Contract<T> = never> {
  /** Whether the worker is kept for the next call when all are answered. A kept worker keeps its memory. */
  readonly idle: 'kept' | 'ended';
  /**
   * What a call's signal does: `ends` terminates the worker, for tasks that cannot react; `tells` passes the abort
   * on, for tasks that check their own signal.
   */
  readonly cancel?: 'ends' | 'tells';
  /** Called when the worker is lost, whether or not calls are open, before these are rejected. */
  readonly onLost?: (lost: WorkerLost) => void;
  readonly locks?: Locks | null;
  /** The tasks of the worker, for the page to do itself where no worker starts; absent where it must not. */
  readonly here?: () => Promise<Handlers<T>>;
}

export interface CallOptions<Part> {
  readonly onPart?: (part: Part) => void;
  readonly signal?: AbortSignal;
  /** Time limit of the call, after which the worker is terminated. */
  readonly limitMs?: number;
  readonly transfer?: Transferable[];
}

interface Open {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onPart: ((part: unknown) => void) | undefined;
  /** To be sent again to the page itself; null where its buffers went with the first time. */
  readonly message: ToWorker | null;
  /** Removes timer and listener. */
  readonly release: () => void;
}

/**
 * The page's side of one worker. Every call is a promise, which settles whatever happens to the worker. The worker
 * is started by the first call, and again by the next call after it was terminated or lost.
 */
export class WorkerClient<T extends Contract<T>> {
  readonly #spawn: () => Worker;
  readonly #options: ClientOptions<T>;
  readonly #open = new Map<number, Open>();
  #worker: Worker | null = null;
  #release: () => void = () => undefined;
  #ids = 0;
  /** Whether a lock, or the page itself, tells of the worker's end. */
  #isWatched = true;
  #silence: ReturnType<typeof setTimeout> | undefined;

  /** @param spawn `new Worker(…)`, which may throw; tests hand in a worker of their own */
  constructor(spawn: () => Worker, options: ClientOptions<T>) {
    this.#spawn = spawn;
    this.#options = options;
  }

  /**
   * Calls one task.
   * @returns rejects with {@link EpistackError} or {@link Refusal} as the worker threw them, {@link WorkerLost} when
   * it no longer answers, and an `AbortError` when the call was cancelled
   */
  call<K extends keyof T>(
    task: K,
    request: T[K]['request'],
    { onPart, signal, limitMs, transfer = [] }: CallOptions<T[K]['part']> = {},
  ): Promise<T[K]['result']> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const worker = this.#started();
      const id = this.#ids++;
      const timer =
        limitMs === undefined
          ? undefined
          : setTimeout(() => this.#lose('late', `${limitMs / 1000} s`), limitMs);
      const onAbort = (): void => this.#cancel(id, signal?.reason);
      signal?.addEventListener('abort', onAbort);
      const release = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      const message: ToWorker = { kind: 'call', id, task, request };
      const again = transfer.length === 0 ? message : null;
      this.#open.set(id, { resolve, reject, onPart, message: again, release });
      try {
        post(worker, message, transfer);
        this.#listen();
      } catch (error) {
        // A request that cannot be cloned is a bug of the caller.
        this.#settled(id);
        throw error;
      }
    });
  }

  /** Terminates the worker and cancels all open calls. */
  end(): void {
    const cancelled = new DOMException('cancelled', 'AbortError');
    for (const { reject } of this.#stop()) reject(cancelled);
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker;
    const { here } = this.#options;
    if (here !== undefined && areWorkersBlocked()) return this.#take(hereWorker(here), true);
    try {
      return this.#take(this.#spawn(), false);
    } catch {
      // The script is forbidden by a policy or comes from another origin.
      if (here !== undefined) {
        void findWorkersBlocked();
        return this.#take(hereWorker(here), true);
      }
      const lost = new WorkerLost('start', areWorkersBlocked() ? BLOCKED : '');
      this.#options.onLost?.(lost);
      throw lost;
    }
  }

  #take(worker: Worker, isHere: boolean): Worker {
    const timers = [setTimeout(() => this.#lose('start'), START_LIMIT_MS)];
    let stopWatching = (): void => undefined;
    let isReady = false;
    this.#worker = worker;
    this.#release = () => {
      for (const timer of timers) clearTimeout(timer);
      clearTimeout(this.#silence);
      this.#isWatched = true;
      stopWatching();
      worker.onmessage = worker.onerror = worker.onmessageerror = null;
      worker.terminate();
    };
    worker.onmessage = ({ data }: MessageEvent<ToPage>) => {
      if (data.kind === 'ready') {
        isReady = true;
        for (const timer of timers) clearTimeout(timer);
        const { locks = locksHere() } = this.#options;
        this.#isWatched = isHere || data.lock !== null;
        if (data.lock !== null)
          stopWatching = onLockFreed(locks, data.lock, () => this.#lose('death'));
      } else if (data.kind !== 'alive') this.#hear(data);
      this.#listen();
    };
    worker.onerror = (event) => {
      if (!event.message) {
        if (isReady || isHere) return this.#lose(isReady ? 'death' : 'start');
        event.preventDefault();
        return void this.#doubt(worker, true);
      }
      // The browser's own report is lost with the worker.
      event.preventDefault();
      reportBug(new Error(`in a worker: ${event.message} (${event.filename}:${event.lineno})`));
      this.#lose('bug', event.message);
    };
    worker.onmessageerror = () => this.#lose('unreadable');
    if (!isHere) timers.push(setTimeout(() => void this.#doubt(worker, false), START_DOUBT_MS));
    return worker;
  }

  /**
   * A worker that failed to start, or keeps one waiting: where none starts at all, the page does the work itself.
   * @param hasFailed otherwise it may still come
   */
  async #doubt(worker: Worker, hasFailed: boolean): Promise<void> {
    const { here } = this.#options;
    const isBlocked = await findWorkersBlocked();
    // Ended or answered meanwhile.
    if (this.#worker !== worker) return;
    if (!isBlocked || here === undefined) {
      if (isBlocked) this.#lose('start', BLOCKED);
      else if (hasFailed) this.#lose('start');
      return;
    }
    this.#release();
    const own = this.#take(hereWorker(here), true);
    for (const [id, { message, reject }] of [...this.#open]) {
      if (message !== null) post(own, message, []);
      else {
        this.#settled(id);
        reject(new WorkerLost('start'));
      }
    }
  }

  /** Where nothing else tells of a worker's end, a long silence does. */
  #listen(): void {
    clearTimeout(this.#silence);
    if (this.#isWatched || this.#open.size === 0) return;
    this.#silence = setTimeout(() => this.#lose('silent'), SILENCE_LIMIT_MS);
  }

  #hear(data: Exclude<ToPage, { kind: 'ready' | 'alive' }>): void {
    if (data.kind === 'part') {
      this.#open.get(data.id)?.onPart?.(data.part);
      return;
    }
    // No such call: it was cancelled while the answer was on its way.
    const open = this.#settled(data.id);
    if (open === undefined) return;
    if (this.#open.size === 0 && this.#options.idle === 'ended') this.#stop();
    if (data.kind === 'done') open.resolve(data.result);
    else
      open.reject(
        data.failure === null ? new Refusal(data.reason) : new EpistackError(data.failure),
      );
  }

  #settled(id: number): Open | undefined {
    const open = this.#open.get(id);
    open?.release();
    this.#open.delete(id);
    return open;
  }

  #cancel(id: number, reason: unknown): void {
    const open = this.#settled(id);
    if (this.#options.cancel === 'tells') post(this.#worker!, { kind: 'cancel', id }, []);
    else this.end();
    open?.reject(reason);
  }

  #lose(loss: WorkerLost['loss'], detail?: string): void {
    const lost = new WorkerLost(loss, detail);
    const open = this.#stop();
    this.#options.onLost?.(lost);
    for (const { reject } of open) reject(lost);
  }

  /** @returns the calls that were still open */
  #stop(): readonly Open[] {
    this.#release();
    this.#release = () => undefined;
    this.#worker = null;
    const open = [...this.#open.values()];
    for (const { release } of open) release();
    this.#open.clear();
    return open;
  }
}

const post = (worker: Worker, message: ToWorker, transfer: Transferable[]): void =>
  worker.postMessage(message, transfer);
