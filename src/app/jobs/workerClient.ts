import { EpistackError } from '#core/errors.ts';
import type { Contract, ToPage, ToWorker } from './contract.ts';
import { Refusal, reportBug, WorkerLost } from './problems.ts';
import { type Locks, locksHere, onLockFreed } from './workerLocks.ts';

/** A worker that has not said that it is loaded by then is given up: slow networks are given their time. */
export const START_LIMIT_MS = 60_000;

export interface ClientOptions {
  /** Whether the worker stays for the next call when everything is answered. Kept ones hold their memory. */
  readonly idle: 'kept' | 'ended';
  /**
   * What a call's signal does: `ends` the worker, for tasks that cannot hear; `tells` it, for tasks that look
   * at their own signal.
   */
  readonly cancel?: 'ends' | 'tells';
  /** Called when a worker is lost, with calls open or without; before they are rejected. */
  readonly onLost?: (lost: WorkerLost) => void;
  readonly locks?: Locks | null;
}

export interface CallOptions<Part> {
  readonly onPart?: (part: Part) => void;
  readonly signal?: AbortSignal;
  /** The worker is ended when the result has not come by then. */
  readonly limitMs?: number;
  readonly transfer?: Transferable[];
}

interface Open {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onPart: ((part: unknown) => void) | undefined;
  /** Ends timer and listener. */
  readonly release: () => void;
}

/**
 * The page's end of one worker: every call is a promise, and whatever becomes of the worker settles it. The
 * worker is started with the first call, and anew with the next one after it was ended or lost.
 */
export class WorkerClient<T extends Contract<T>> {
  readonly #spawn: () => Worker;
  readonly #options: ClientOptions;
  readonly #open = new Map<number, Open>();
  #worker: Worker | null = null;
  #release: () => void = () => undefined;
  #ids = 0;

  /** @param spawn `new Worker(…)`, which may throw; tests hand in a worker of their own */
  constructor(spawn: () => Worker, options: ClientOptions) {
    this.#spawn = spawn;
    this.#options = options;
  }

  /**
   * Asks for one task.
   * @returns rejects with {@link EpistackError} or {@link Refusal} as the worker threw them,
   *   {@link WorkerLost} when it answers no more, and an `AbortError` when the call was cancelled
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
      this.#open.set(id, { resolve, reject, onPart, release });
      try {
        post(worker, { kind: 'call', id, task, request }, transfer);
      } catch (error) {
        // What cannot be cloned is a bug of the caller.
        this.#settled(id);
        throw error;
      }
    });
  }

  /** Ends the worker; what was asked is cancelled. */
  end(): void {
    const cancelled = new DOMException('cancelled', 'AbortError');
    for (const { reject } of this.#stop()) reject(cancelled);
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker;
    let worker: Worker;
    try {
      worker = this.#spawn();
    } catch {
      // Forbidden by a policy, or not of this site.
      const lost = new WorkerLost('start');
      this.#options.onLost?.(lost);
      throw lost;
    }
    const timer = setTimeout(() => this.#lose('start'), START_LIMIT_MS);
    let stopWatching = (): void => undefined;
    let isReady = false;
    this.#worker = worker;
    this.#release = () => {
      clearTimeout(timer);
      stopWatching();
      worker.onmessage = worker.onerror = worker.onmessageerror = null;
      worker.terminate();
    };
    worker.onmessage = ({ data }: MessageEvent<ToPage>) => {
      if (data.kind !== 'ready') return this.#take(data);
      isReady = true;
      clearTimeout(timer);
      const { locks = locksHere() } = this.#options;
      if (data.lock !== null)
        stopWatching = onLockFreed(locks, data.lock, () => this.#lose('death'));
    };
    worker.onerror = (event) => {
      if (!event.message) return this.#lose(isReady ? 'death' : 'start');
      // The browser's own report is lost with the worker.
      event.preventDefault();
      reportBug(new Error(`in a worker: ${event.message} (${event.filename}:${event.lineno})`));
      this.#lose('bug', event.message);
    };
    worker.onmessageerror = () => this.#lose('unreadable');
    return worker;
  }

  #take(data: Exclude<ToPage, { kind: 'ready' }>): void {
    if (data.kind === 'part') {
      this.#open.get(data.id)?.onPart?.(data.part);
      return;
    }
    // None: it was cancelled, and the answer was on its way.
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

  /** @returns what was still to be answered */
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
