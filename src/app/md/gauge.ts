import { createStore } from 'zustand/vanilla';
import { ask } from '#app/jobs/asked.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import type { PageModel } from '#app/universal/modelStore.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { MdTasks } from './mdTasks.ts';

/** How long a step of the universal potential takes on this computer, measured on a part of a structure. */
interface Gauge {
  readonly structure: Structure | null;
  /** null while it is being measured. */
  readonly secondsPerStep: number | null;
}

export const gaugeStore = createStore<Gauge>()(() => ({ structure: null, secondsPerStep: null }));

/**
 * Measures once for each structure, in a worker that ends with it.
 * @returns ends a measurement that is still going on, which is then made anew when it is asked for again
 */
export function gauge(structure: Structure, { bytes }: PageModel): () => void {
  const worker = new WorkerClient<MdTasks>(
    () => new Worker(new URL('./md.worker.ts', import.meta.url), { type: 'module' }),
    { idle: 'ended' },
  );
  gaugeStore.setState({ structure, secondsPerStep: null });
  const asked = ask((signal) =>
    worker.call('gauge', { structure, model: { bytes, dispersion: 'none' } }, { signal }),
  );
  asked.answer.then(
    (secondsPerStep) => {
      if (gaugeStore.getState().structure === structure) gaugeStore.setState({ secondsPerStep });
    },
    // Without a measurement there is the guess.
    () => undefined,
  );
  return () => {
    const now = gaugeStore.getState();
    if (now.structure !== structure || now.secondsPerStep !== null) return;
    asked.cancel();
    gaugeStore.setState({ structure: null });
  };
}
