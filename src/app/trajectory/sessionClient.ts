import { type Asked, ask } from '#app/jobs/asked.ts';
import { problemOf, type WorkerLost } from '#app/jobs/problems.ts';
import { WorkerClient } from '#app/jobs/workerClient.ts';
import type { FramePreparation } from '#core/analysis/motion/preparedFrame.ts';
import type {
  Answers,
  DecodedFrame,
  OpenedFile,
  OpeningProgress,
  OpenOptions,
  Question,
  SessionTasks,
} from './sessionTasks.ts';
import type { AskOptions } from './trajectorySource.ts';

/** The page's end of a worker that holds one trajectory. */
export interface SessionClient {
  readonly open: (
    file: Blob,
    name: string,
    options: OpenOptions,
    onProgress?: (progress: OpeningProgress) => void,
  ) => Promise<OpenedFile>;
  /** Appends frames; an error is reported by the next question. */
  readonly append: (
    numbers: Uint8Array,
    lattice: Float64Array,
    frames: Float32Array<ArrayBuffer>,
  ) => void;
  /** @param columns names */
  readonly frame: (
    frame: number,
    preparation: FramePreparation,
    columns: readonly string[],
  ) => Promise<DecodedFrame>;
  readonly ask: <Q extends Question>(
    question: Q,
    options?: AskOptions,
  ) => Asked<Answers[Q['kind']]>;
  readonly close: () => void;
}

/**
 * Opens a session with its own worker, which is not restarted because its data are lost with it.
 * @param onLost called when the worker no longer answers; open and later questions are rejected
 */
export function sessionClient(onLost: (lost: WorkerLost) => void = () => undefined): SessionClient {
  let gone: unknown = null;
  const worker = new WorkerClient<SessionTasks>(
    () => new Worker(new URL('./trajectory.worker.ts', import.meta.url), { type: 'module' }),
    {
      idle: 'kept',
      cancel: 'tells',
      here: () => import('./sessionHandlers.ts').then((m) => m.sessionHandlers()),
      onLost: (lost) => {
        gone = lost;
        onLost(lost);
      },
    },
  );
  const call: typeof worker.call = (task, request, options) =>
    gone === null ? worker.call(task, request, options) : Promise.reject(gone);

  return {
    open: (file, name, options, onPart) =>
      call('open', { file, name, options }, onPart ? { onPart } : {}),
    append: (numbers, lattice, frames) => {
      call('append', { numbers, lattice, frames }, { transfer: [frames.buffer] }).catch(problemOf);
    },
    frame: (frame, preparation, columns) => call('frame', { frame, preparation, columns }),
    ask: <Q extends Question>(question: Q, { range, onProgress, onStopped }: AskOptions = {}) =>
      ask(async (signal) => {
        const whole = { first: 0, end: Number.MAX_SAFE_INTEGER, stride: 1 };
        const mayStop = onStopped !== undefined;
        const { result, stopped } = await call(
          'ask',
          { question, range: { ...whole, ...range }, mayStop },
          { signal, ...(onProgress && { onPart: onProgress }) },
        );
        if (stopped !== null) onStopped?.(stopped);
        // The worker answers a question with its own kind of result.
        return result as Answers[Q['kind']];
      }),
    close: () => {
      gone ??= new DOMException('closed', 'AbortError');
      worker.end();
    },
  };
}
