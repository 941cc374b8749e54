import { type Asked, ask } from '#app/jobs/asked.ts';
import { WorkerLost } from '#app/jobs/problems.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import type { MicroscopeTasks } from './microscopeTasks.ts';

/** Kept between images, so that a large particle is built once; ended when an image is cancelled. */
const worker = new WorkerClient<MicroscopeTasks>(
  () => new Worker(new URL('./microscope.worker.ts', import.meta.url), { type: 'module' }),
  {
    idle: 'kept',
    here: () => import('./microscopeHandlers.ts').then((m) => m.microscopeHandlers),
  },
);

export const startMicroscope = <K extends keyof MicroscopeTasks>(
  task: K,
  request: MicroscopeTasks[K]['request'],
  onPart: (part: MicroscopeTasks[K]['part']) => void = () => undefined,
): Asked<MicroscopeTasks[K]['result']> =>
  ask((signal) => worker.call(task, request, { signal, onPart }));

/** Frees what the worker holds, when the room is left. */
export const endMicroscope = (): void => worker.end();

/** Whether its worker was lost: the same question may be answered when it is asked again. */
export const wasLost = (error: unknown): boolean => error instanceof WorkerLost;
