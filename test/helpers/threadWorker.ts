import type { Contract, ToPage, ToWorker } from '#app/jobs/contract.ts';
import { type Handlers, type Scope, serve } from '#app/jobs/workerDoor.ts';

/**
 * A worker that runs in this thread, behind a channel: what crosses is cloned or handed over and arrives
 * later, as in a browser. Errors of it come as error events, and after its end nothing comes.
 */
export function threadWorker<T extends Contract<T>>(handlers: Handlers<T>): Worker {
  const { port1, port2 } = new MessageChannel();
  const worker = {
    onmessage: null as Worker['onmessage'],
    onerror: null as Worker['onerror'],
    onmessageerror: null as Worker['onmessageerror'],
    postMessage: (message: ToWorker, transfer: Transferable[]) =>
      port1.postMessage(message, transfer),
    terminate() {
      port1.close();
      port2.close();
    },
  } as Worker;
  port1.onmessage = (event) => worker.onmessage?.(event);
  const scope: Scope = {
    onmessage: null,
    postMessage: (message: ToPage, transfer) => port2.postMessage(message, transfer),
    reportError: (error) =>
      setTimeout(() => worker.onerror?.({ message: (error as Error).message } as ErrorEvent)),
  };
  port2.onmessage = (event) => scope.onmessage?.(event);
  serve(handlers, scope, null);
  return worker;
}

/** A worker of which a test sends every message itself. */
export function silentWorker(): Worker & { readonly asked: ToWorker[]; readonly ended: boolean } {
  const asked: ToWorker[] = [];
  const worker = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    asked,
    ended: false,
    postMessage: (message: ToWorker) => asked.push(message),
    terminate() {
      worker.ended = true;
    },
  };
  return worker as unknown as ReturnType<typeof silentWorker>;
}

/** What a worker says, in a test that plays it. */
export const says = (worker: Worker, message: ToPage): void =>
  worker.onmessage?.({ data: message } as MessageEvent);
