import { vi } from 'vitest';
import type { Contract, ToPage, ToWorker } from '#app/jobs/contract.ts';
import { type Handlers, type Scope, serve } from '#app/jobs/workerDoor.ts';

/** A worker of a test: what the page asked of it, and whether the page has ended it. */
export type TestWorker = Worker & { readonly asked: readonly ToWorker[]; readonly ended: boolean };

/** A worker of which a test sends every message itself. */
export function silentWorker(): TestWorker {
  const asked: ToWorker[] = [];
  const worker = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    asked,
    ended: false,
    postMessage: (message: ToWorker, _: Transferable[]) => void asked.push(message),
    terminate() {
      worker.ended = true;
    },
  };
  return worker as unknown as TestWorker;
}

/** A worker that says a word as soon as it is made. */
export function startingWorker(): TestWorker {
  const worker = silentWorker();
  queueMicrotask(() => says(worker, { kind: 'alive' }));
  return worker;
}

/** What a worker says, in a test that plays it. */
export const says = (worker: Worker, message: ToPage): void =>
  worker.onmessage?.({ data: message } as MessageEvent);

/** The id of what was asked last. */
export const lastAsked = ({ asked }: TestWorker): number => asked.at(-1)!.id;

/** Answers what was asked last. */
export const answers = (worker: TestWorker, result: unknown): void =>
  says(worker, { kind: 'done', id: lastAsked(worker), result });

/** What browsers say of a script that cannot be loaded: an event without a message. */
export const failsToLoad = (worker: Worker): void =>
  worker.onerror?.(new Event('error') as ErrorEvent);

/** What browsers say of an error that nobody caught in a worker. */
export const throws = (worker: Worker, message: string): void =>
  worker.onerror?.(
    Object.assign(new Event('error'), {
      message,
      filename: 'x.worker.js',
      lineno: 1,
    }) as ErrorEvent,
  );

/** Takes the place of the page's error report, which Node has none of. @returns what was reported */
export function standInReport(): readonly Error[] {
  const reported: Error[] = [];
  vi.stubGlobal('reportError', (error: Error) => reported.push(error));
  return reported;
}

/**
 * A worker that runs in this thread, behind a channel: what crosses is cloned or handed over and arrives
 * later, as in a browser. Errors of it come as error events, and after its end nothing comes.
 */
export function threadWorker<T extends Contract<T>>(handlers: Handlers<T>): TestWorker {
  const worker = silentWorker();
  const { port1, port2 } = new MessageChannel();
  const record = worker.postMessage;
  const end = worker.terminate;
  Object.assign(worker, {
    postMessage(message: ToWorker, transfer: Transferable[]) {
      port1.postMessage(message, transfer);
      record(message, transfer);
    },
    terminate() {
      end();
      for (const { id } of worker.asked) stop(id);
      port1.close();
      port2.close();
    },
  });
  port1.onmessage = (event) => worker.onmessage?.(event);
  const scope: Scope = {
    onmessage: null,
    postMessage: (message, transfer) => port2.postMessage(message, transfer),
    reportError: (error) => void setTimeout(() => throws(worker, (error as Error).message)),
  };
  port2.onmessage = (event) => scope.onmessage?.(event);
  serve(handlers, scope, null);
  // The end of a real worker ends what it computes; here that is asked to stop.
  const stop = (id: number) =>
    scope.onmessage?.({ data: { kind: 'cancel', id } } as MessageEvent<ToWorker>);
  return worker;
}

/**
 * Takes the place of the browser's `Worker` until `vi.unstubAllGlobals`.
 * @param makers by the name of the script: "match.worker"
 * @returns those that were started, in order
 */
export function standInWorkers(
  makers: Readonly<Record<string, () => TestWorker>>,
): readonly TestWorker[] {
  const started: TestWorker[] = [];
  // Called by `new`, which takes the object that a function returns.
  function standIn(script: URL | string): Worker {
    // Whether any worker starts at all.
    if (typeof script === 'string') return startingWorker();
    const name = Object.keys(makers).find((key) => script.pathname.endsWith(`/${key}.ts`));
    if (name === undefined) throw new Error(`no stand-in for ${script.pathname}`);
    const worker = makers[name]!();
    started.push(worker);
    return worker;
  }
  vi.stubGlobal('Worker', standIn);
  return started;
}
