import { Worker } from 'node:worker_threads';
import type { StartHelper } from '#engines/universal/crew/crew.ts';
import { handsOf } from '#engines/universal/crew/hands.ts';

/**
 * What a thread runs. Its text and not its file: the packaged command is one file, and `tsx` marks functions by a
 * `__name` that a thread has not.
 */
const PROGRAM = `
globalThis.__name = (made) => made;
const { parentPort, workerData } = require('node:worker_threads');
const hands = (${handsOf.toString()})(workerData);
parentPort.postMessage('ready');
hands.serve();
`;

/** Starts a thread of Node that helps; the command ends without waiting for it. */
export const startThread: StartHelper = (setup) => {
  const worker = new Worker(PROGRAM, { eval: true, execArgv: [], workerData: setup });
  worker.unref();
  return {
    ready: new Promise((done, fail) => {
      worker.once('message', () => done());
      worker.once('error', fail);
    }),
    end: () => void worker.terminate(),
  };
};
