import type { Contract, ToPage, ToWorker } from './contract.ts';
import type { Handlers, Scope } from './workerDoor.ts';

/** Lets the page draw that something is being done before the work blocks it. */
const DRAW_MS = 30;

/**
 * Stands in for a worker where none starts: the same tasks, done by the page itself, which is blocked meanwhile.
 * @param load the tasks of the worker
 */
export function hereWorker<T extends Contract<T>>(load: () => Promise<Handlers<T>>): Worker {
  const { port1, port2 } = new MessageChannel();
  const asked = new Set<number>();
  let isEnded = false;
  const worker = {
    onmessage: null as ((event: MessageEvent<ToPage>) => void) | null,
    onerror: null as ((event: ErrorEvent) => void) | null,
    onmessageerror: null,
    postMessage(message: ToWorker, transfer: Transferable[]) {
      if (message.kind === 'call') asked.add(message.id);
      port1.postMessage(message, transfer);
    },
    terminate() {
      isEnded = true;
      // Work in steps stops; answers of other work are ignored.
      for (const id of asked) scope.onmessage?.({ data: { kind: 'cancel', id } } as MessageEvent);
      port1.close();
      port2.close();
    },
  };
  const scope: Scope = {
    onmessage: null,
    postMessage: (message, transfer) => {
      if (!isEnded) port2.postMessage(message, transfer);
    },
    reportError: (error) => {
      const message = error instanceof Error ? error.message : String(error);
      worker.onerror?.(new ErrorEvent('error', { message, error }));
    },
  };
  port1.onmessage = (event) => worker.onmessage?.(event);
  Promise.all([load(), import('./workerDoor.ts')]).then(
    ([handlers, { serve }]) => {
      if (isEnded) return;
      serve(handlers, scope, null);
      port2.onmessage = (event) =>
        setTimeout(() => {
          if (!isEnded) scope.onmessage?.(event);
        }, DRAW_MS);
    },
    // As a script that cannot be fetched.
    () => worker.onerror?.(new ErrorEvent('error')),
  );
  // Only what a client calls of a worker stands here.
  return worker as unknown as Worker;
}
