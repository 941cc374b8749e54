import type { Failure } from '#core/errors.ts';

/** The types of one task of a worker: request, progress and result. */
export interface Task {
  readonly request: unknown;
  /** Type of the progress messages; `never` for a task that sends none. */
  readonly part: unknown;
  readonly result: unknown;
}

/** All tasks of one worker, by name. Requests and results are plain data, which structured clone can copy. */
export type Contract<T> = { readonly [K in keyof T]: Task };

/** From the page to a worker. */
export type ToWorker =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly task: PropertyKey;
      readonly request: unknown;
    }
  | { readonly kind: 'cancel'; readonly id: number };

/** From a worker to the page. */
export type ToPage =
  /** The script is loaded. `lock` is held by the worker for as long as it lives; null where there are no locks. */
  | { readonly kind: 'ready'; readonly lock: string | null }
  /** Said now and then by a worker without a lock. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'part'; readonly id: number; readonly part: unknown }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  /** A known failure: an error code of core, or a refusal that is only text. */
  | {
      readonly kind: 'refused';
      readonly id: number;
      readonly failure: Failure | null;
      readonly reason: string;
    };
