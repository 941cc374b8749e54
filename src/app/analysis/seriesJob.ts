import type { Asked } from '#app/trajectory/trajectorySource.ts';
import type { SeriesReply, SeriesRequest, SeriesResults } from './seriesMessages.ts';

/** Reads or correlates a series in a worker of its own. The promise rejects with the reason, or never settles once cancelled. */
export function startSeries<R extends SeriesRequest>(request: R): Asked<SeriesResults[R['kind']]> {
  const worker = new Worker(new URL('./series.worker.ts', import.meta.url), {
    type: 'module',
  });
  const answer = new Promise<SeriesResults[R['kind']]>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<SeriesReply>) => {
      worker.terminate();
      // The worker answers a request with its own kind of result.
      if (data.kind === 'done') resolve(data.result as SeriesResults[R['kind']]);
      else reject(new Error(data.reason));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      reject(new Error(event.message || 'the worker could not be loaded'));
    };
  });
  worker.postMessage(request);
  return { answer, cancel: () => worker.terminate() };
}
