import type { StartHelper } from '#engines/universal/crew/crew.ts';
import type { Network } from '#engines/universal/network.ts';
import { type PotentialSource, readyPotential } from '#engines/universal/potential.ts';
import { cardFor } from './startCard.ts';
import { threadsHere } from './threads.ts';

const startWorker: StartHelper = (setup) => {
  const worker = new Worker(new URL('./crew.worker.ts', import.meta.url), {
    type: 'module',
  });
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
 * A potential ready to evaluate in a worker of the page, by as many threads as may share the work, and on the graphics
 * card where that was chosen. One at a time: threads and card of the last one end.
 * @throws EpistackError model-file
 */
export async function readyModel(source: PotentialSource): Promise<Network> {
  last?.crew?.end();
  last?.card?.end();
  last = await readyPotential(
    source,
    { threads: threadsHere(), start: startWorker },
    await cardFor(source.compute ?? 'processor'),
  );
  return last;
}
