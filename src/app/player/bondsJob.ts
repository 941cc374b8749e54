import { type Asked, ask } from '#app/jobs/asked.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import type { Sticks } from '#core/crystal/coordination/sticks.ts';
import type { BondsTasks, SticksQuestion } from './bondsTasks.ts';

/** Finds the sticks in a worker of its own, which ends with the answer. */
export function startBonds(question: SticksQuestion): Asked<Sticks> {
  const worker = new WorkerClient<BondsTasks>(
    () => new Worker(new URL('./bonds.worker.ts', import.meta.url), { type: 'module' }),
    { idle: 'ended', here: () => import('./bondsHandlers.ts').then((m) => m.bondsHandlers) },
  );
  return ask((signal) => worker.call('find', question, { signal }));
}
