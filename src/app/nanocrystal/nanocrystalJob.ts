import { type Asked, ask } from '#app/jobs/asked.ts';
import { WorkerLost } from '#app/jobs/problems.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import type { NanocrystalTasks } from './nanocrystalTasks.ts';

/** Builds in its own worker, which is terminated after the answer or when cancelled. */
export function startNanocrystal<K extends keyof NanocrystalTasks>(
  task: K,
  request: NanocrystalTasks[K]['request'],
): Asked<NanocrystalTasks[K]['result']> {
  const worker = new WorkerClient<NanocrystalTasks>(
    () => new Worker(new URL('./nanocrystal.worker.ts', import.meta.url), { type: 'module' }),
    {
      idle: 'ended',
      here: () => import('./nanocrystalHandlers.ts').then((m) => m.nanocrystalHandlers),
    },
  );
  return ask((signal) => worker.call(task, request, { signal }));
}

/** Whether its worker was lost: the same question may be answered when it is asked again. */
export const wasLost = (error: unknown): boolean => error instanceof WorkerLost;
