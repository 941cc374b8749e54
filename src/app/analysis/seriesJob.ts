import { type Asked, ask } from '#app/jobs/asked.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import type { SeriesTasks } from './seriesTasks.ts';

/** Reads or correlates a series in its own worker, which is terminated after the answer or when cancelled. */
export function startSeries<K extends keyof SeriesTasks>(
  task: K,
  request: SeriesTasks[K]['request'],
): Asked<SeriesTasks[K]['result']> {
  const worker = new WorkerClient<SeriesTasks>(
    () => new Worker(new URL('./series.worker.ts', import.meta.url), { type: 'module' }),
    { idle: 'ended', here: () => import('./seriesHandlers.ts').then((m) => m.seriesHandlers) },
  );
  return ask((signal) => worker.call(task, request, { signal }));
}
