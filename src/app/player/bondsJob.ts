import { type Asked, ask } from '#app/jobs/asked.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import type { BondList } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { BondsTasks } from './bondsTasks.ts';

/** Finds the sticks in a worker of its own, which ends with the answer. */
export function startBonds(structure: Structure): Asked<BondList> {
  const worker = new WorkerClient<BondsTasks>(
    () => new Worker(new URL('./bonds.worker.ts', import.meta.url), { type: 'module' }),
    { idle: 'ended', here: () => import('./bondsHandlers.ts').then((m) => m.bondsHandlers) },
  );
  return ask((signal) => worker.call('find', { structure }, { signal }));
}
