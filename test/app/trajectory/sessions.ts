import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { SessionReply, SessionRequest } from '#app/trajectory/trajectoryMessages.ts';
import { trajectorySession } from '#app/trajectory/trajectorySession.ts';

const FOLDER = 'test/fixtures/trajectories';

export const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(`${FOLDER}/${name}`));

export const fileOf = (bytes: Uint8Array<ArrayBuffer> | string, name: string): File =>
  new File([bytes], name);

export const gzipped = (name: string): File =>
  fileOf(new Uint8Array(gzipSync(fixture(name))), `${name}.gz`);

/** A worker that runs in this thread: messages are cloned and arrive later, as in a browser. */
export function sessionWorker(): Worker {
  const worker = {
    onmessage: null as ((event: { data: SessionReply }) => void) | null,
    onerror: null as ((event: { message: string }) => void) | null,
    ended: false,
    postMessage(request: SessionRequest) {
      const copy = request.kind === 'open' ? request : structuredClone(request);
      setTimeout(() => {
        if (worker.ended) return;
        handle(copy).catch((error: Error) => worker.onerror?.({ message: error.message }));
      });
    },
    terminate() {
      worker.ended = true;
    },
  };
  const handle = trajectorySession((message, transfer) => {
    const data = structuredClone(message, { transfer });
    setTimeout(() => {
      if (!worker.ended) worker.onmessage?.({ data });
    });
  });
  return worker as unknown as Worker;
}

/** Waits until a condition holds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let k = 0; k < 2000 && !holds(); k++) await new Promise((r) => setTimeout(r, 2));
  if (!holds()) throw new Error('it never came to that');
}
