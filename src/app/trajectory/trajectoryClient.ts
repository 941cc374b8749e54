import type { FrameLook } from '#core/analysis/motion/preparedFrame.ts';
import type {
  Answers,
  OpenedFile,
  OpenOptions,
  Question,
  SessionReply,
  SessionRequest,
} from './trajectoryMessages.ts';
import type { Asked, AskOptions } from './trajectorySource.ts';

/** What the page hears from a worker that holds a trajectory. */
export interface SessionEvents {
  readonly onProgress?: (
    stage: 'inflating' | 'indexing',
    doneBytes: number,
    totalBytes: number,
  ) => void;
  readonly onOpened?: (opened: OpenedFile) => void;
  readonly onFailed?: (reason: string, needsTypes: boolean) => void;
  readonly onFrame?: (
    frame: number,
    look: FrameLook,
    xyz: Float32Array,
    lattice: Float64Array,
  ) => void;
  readonly onFrameFailed?: (frame: number, reason: string) => void;
  /** The worker ended on its own: a bug, or no memory. */
  readonly onCrash?: (reason: string) => void;
}

export interface SessionClient {
  readonly open: (file: Blob, name: string, options: OpenOptions) => void;
  readonly append: (numbers: Uint8Array, lattice: Float64Array, frames: Float32Array) => void;
  readonly wantFrame: (frame: number, look: FrameLook) => void;
  readonly ask: <Q extends Question>(
    question: Q,
    options?: AskOptions,
  ) => Asked<Answers[Q['kind']]>;
  readonly close: () => void;
}

interface Waiting {
  readonly resolve: (result: Answers[keyof Answers]) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: AskOptions['onProgress'];
  readonly onStopped: AskOptions['onStopped'];
}

const sessionWorker = (): Worker =>
  new Worker(new URL('./trajectoryFile.worker.ts', import.meta.url), { type: 'module' });

/** The page's end of a trajectory's worker. */
export function sessionClient(
  events: SessionEvents,
  startWorker: () => Worker = sessionWorker,
): SessionClient {
  const worker = startWorker();
  const waiting = new Map<number, Waiting>();
  let ids = 0;
  const post = (request: SessionRequest) => worker.postMessage(request);

  worker.onerror = (event) => {
    worker.terminate();
    const reason = event.message || 'the worker could not be loaded';
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
    events.onCrash?.(reason);
  };
  worker.onmessage = ({ data }: MessageEvent<SessionReply>) => {
    switch (data.kind) {
      case 'progress':
        return events.onProgress?.(data.stage, data.doneBytes, data.totalBytes);
      case 'opened':
        return events.onOpened?.(data.opened);
      case 'failed':
        return events.onFailed?.(data.reason, data.needsTypes);
      case 'frame':
        return events.onFrame?.(data.frame, data.look, data.xyz, data.lattice);
      case 'frame-failed':
        return events.onFrameFailed?.(data.frame, data.reason);
      case 'answer-progress':
        return waiting.get(data.id)?.onProgress?.(data.done);
      case 'answer':
        if (data.stopped !== null) waiting.get(data.id)?.onStopped?.(data.stopped);
        waiting.get(data.id)?.resolve(data.result);
        waiting.delete(data.id);
        return;
      case 'answer-failed':
        waiting.get(data.id)?.reject(new Error(data.reason));
        waiting.delete(data.id);
        return;
      default:
        data satisfies never;
    }
  };

  return {
    open: (file, name, options) => post({ kind: 'open', file, name, options }),
    append: (numbers, lattice, frames) => post({ kind: 'memory', numbers, lattice, frames }),
    wantFrame: (frame, look) => post({ kind: 'frame', frame, look }),
    ask: <Q extends Question>(question: Q, { range, onProgress, onStopped }: AskOptions = {}) => {
      const id = ids++;
      const answer = new Promise<Answers[Q['kind']]>((resolve, reject) => {
        // The worker answers a question with its own kind of result.
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject, onProgress, onStopped });
      });
      const whole = { first: 0, end: Number.MAX_SAFE_INTEGER, stride: 1 };
      const mayStop = onStopped !== undefined;
      post({ kind: 'ask', id, question, range: { ...whole, ...range }, mayStop });
      return {
        answer,
        cancel: () => {
          if (waiting.delete(id)) post({ kind: 'cancel', id });
        },
      };
    },
    close: () => {
      worker.terminate();
      waiting.clear();
    },
  };
}
