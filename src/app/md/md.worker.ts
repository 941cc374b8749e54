import { runInBatches } from './batches.ts';
import type { MdRequest } from './messages.ts';

/** One run of LAMMPS off the page's thread; ended by the page when it is cancelled. */
self.onmessage = async ({ data }: MessageEvent<MdRequest>) => {
  try {
    await runInBatches(data.input, (message, transfer) => self.postMessage(message, { transfer }));
  } catch (error) {
    // A rejected promise is no error event of the worker: make it one.
    setTimeout(() => {
      throw error;
    });
  }
};
