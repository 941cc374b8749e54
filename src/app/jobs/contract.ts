import type { Failure } from '#core/errors.ts';

/** One thing that a worker can be asked. */
export interface Task {
  readonly request: unknown;
  /** What comes on the way to the result; `never` for a task that says nothing meanwhile. */
  readonly part: unknown;
  readonly result: unknown;
}

/** All that one worker can be asked, by name. Plain data throughout: it crosses by structured clone. */
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
  | { readonly kind: 'part'; readonly id: number; readonly part: unknown }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  /** Known to go wrong: a failure of core, or a refusal in words only. */
  | {
      readonly kind: 'refused';
      readonly id: number;
      readonly failure: Failure | null;
      readonly reason: string;
    };
