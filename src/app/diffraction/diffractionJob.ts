import { type Asked, ask } from '#app/jobs/asked.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import type { DiffractionTasks } from './diffractionTasks.ts';

/** Computes a pattern or reads one in its own worker, which is terminated after the answer or when cancelled. */
export function startDiffraction<K extends keyof DiffractionTasks>(
  task: K,
  request: DiffractionTasks[K]['request'],
  onPart: (part: DiffractionTasks[K]['part']) => void = () => undefined,
): Asked<DiffractionTasks[K]['result']> {
  const worker = new WorkerClient<DiffractionTasks>(
    () => new Worker(new URL('./diffraction.worker.ts', import.meta.url), { type: 'module' }),
    {
      idle: 'ended',
      here: () => import('./diffractionHandlers.ts').then((m) => m.diffractionHandlers),
    },
  );
  return ask((signal) => worker.call(task, request, { signal, onPart }));
}
