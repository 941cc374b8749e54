import { WorkerLost } from '#app/jobs/problems.ts';
import { type CallOptions, WorkerClient } from '#app/jobs/workerClient.ts';
import type { Imported, ImportRequest, ImportSource, ImportTasks, Origin } from './importTasks.ts';

/** Time limit of the symmetry search, which can take minutes for a perfect supercell. */
const TIME_LIMIT_MS = 20_000;

const worker = new WorkerClient<ImportTasks>(
  () => new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' }),
  { idle: 'kept', here: () => import('./importHandlers.ts').then((m) => m.importHandlers) },
);

/**
 * Reads a crystal in a worker. When that takes too long, the worker is terminated and the crystal is read once
 * more without the symmetry search.
 * @throws EpistackError saying what is wrong with the source; WorkerLost; an `AbortError` by the signal
 */
export async function readCrystal(request: ImportRequest, signal: AbortSignal): Promise<Imported> {
  const options: CallOptions<never> = { signal, limitMs: TIME_LIMIT_MS };
  try {
    return await worker.call('read', request, options);
  } catch (error) {
    if (!isLate(error)) throw error;
  }
  try {
    return await worker.call('read', withoutSearch(request), options);
  } catch (error) {
    throw isLate(error) ? new WorkerLost('late', `${(2 * TIME_LIMIT_MS) / 1000} s`) : error;
  }
}

/** The first structure of a file as extended XYZ. @throws as {@link readCrystal} */
export const readAsXyz = (source: ImportSource, signal: AbortSignal): Promise<string> =>
  worker.call('asXyz', source, { signal });

/** The document that a file of ours was made from, or null; a worker that is lost is told of by the reading itself. */
export const readOrigin = (source: ImportSource): Promise<Origin | null> =>
  worker.call('origin', source, {}).catch(() => null);

const isLate = (error: unknown): boolean => error instanceof WorkerLost && error.loss === 'late';

const withoutSearch = (request: ImportRequest): ImportRequest =>
  request.kind === 'file'
    ? { ...request, source: { ...request.source, search: null } }
    : { ...request, search: null };
