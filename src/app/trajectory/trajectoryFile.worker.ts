import type { SessionRequest } from './trajectoryMessages.ts';
import { trajectorySession } from './trajectorySession.ts';

const handle = trajectorySession((message, transfer) => self.postMessage(message, { transfer }));

/** Reads a trajectory off the page's thread, frame by frame, and answers questions about it. */
self.onmessage = async ({ data }: MessageEvent<SessionRequest>) => {
  try {
    await handle(data);
  } catch (error) {
    // A rejected promise is no error event of the worker: make it one.
    setTimeout(() => {
      throw error;
    });
  }
};
