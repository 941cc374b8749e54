import { type Asked, ask } from '#app/jobs/asked.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import type { MicrographTasks } from './micrographTasks.ts';

/** Reads a micrograph or searches one in its own worker, which is terminated after the answer or when cancelled. */
export function startMicrograph<K extends keyof MicrographTasks>(
  task: K,
  request: MicrographTasks[K]['request'],
): Asked<MicrographTasks[K]['result']> {
  const worker = new WorkerClient<MicrographTasks>(
    () => new Worker(new URL('./micrograph.worker.ts', import.meta.url), { type: 'module' }),
    {
      idle: 'ended',
      here: () => import('./micrographHandlers.ts').then((m) => m.micrographHandlers),
    },
  );
  return ask((signal) => worker.call(task, request, { signal }));
}
