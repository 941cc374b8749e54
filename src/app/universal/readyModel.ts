import type { StartHelper } from '#engines/universal/crew/crew.ts';
import type { Network } from '#engines/universal/network.ts';
import { type PotentialSource, readyPotential } from '#engines/universal/potential.ts';

/** More threads wait for one another more than they help, and each takes memory. */
const MOST_THREADS = 8;

const startWorker: StartHelper = (setup) => {
  const worker = new Worker(new URL('./crew.worker.ts', import.meta.url), { type: 'module' });
  return {
    ready: new Promise((done, fail) => {
      worker.onmessage = () => done();
      worker.onerror = (event) => fail(new Error(event.message));
      worker.postMessage(setup);
    }),
    end: () => worker.terminate(),
  };
};

let last: Network | null = null;

/**
 * A potential ready to evaluate in a worker of the page, by as many threads as there are cores where the page may share
 * memory among them: where its server isolates it from other sites, as `npm start` does.
 * One at a time: the threads of the last one end.
 * @throws EpistackError model-file
 */
export async function readyModel(source: PotentialSource): Promise<Network> {
  last?.crew?.end();
  const threads = crossOriginIsolated ? Math.min(MOST_THREADS, navigator.hardwareConcurrency) : 1;
  last = await readyPotential(source, { threads, start: startWorker });
  return last;
}
