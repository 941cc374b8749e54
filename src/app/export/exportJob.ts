import { problemOf } from '#app/jobs/problems.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import type { ExportRequest, ExportTasks, Written } from './exportTasks.ts';

const worker = new WorkerClient<ExportTasks>(
  () => new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module' }),
  { idle: 'kept', here: () => import('./exportHandlers.ts').then((m) => m.exportHandlers) },
);
let isWriting = false;

/**
 * Writes in a worker so that the page stays responsive; an earlier job that still runs is terminated.
 * @returns null when a later job took its place
 */
export async function startExport(
  request: ExportRequest,
): Promise<Written | { readonly kind: 'failed'; readonly reason: string } | null> {
  if (isWriting) worker.end();
  isWriting = true;
  try {
    const written = await worker.call('write', request);
    isWriting = false;
    return written;
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null) return null;
    isWriting = false;
    return { kind: 'failed', reason: problem.reason };
  }
}
