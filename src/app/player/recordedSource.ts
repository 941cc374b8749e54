import { ask } from '#app/jobs/asked.ts';
import { problemOf } from '#app/jobs/problems.ts';
import { type Analyst, memorySource } from '#app/trajectory/memorySource.ts';
import type { Question } from '#app/trajectory/sessionTasks.ts';
import type { AskOptions, TrajectorySource } from '#app/trajectory/trajectorySource.ts';

interface RecordedParts
  extends Pick<
    TrajectorySource,
    'kind' | 'label' | 'about' | 'engine' | 'notes' | 'structure' | 'scalars'
  > {
  /** One for each frame. */
  readonly timesFs: Float64Array;
}

interface FrameFetch {
  /** Bytes to fetch. */
  readonly bytes: number;
  /** F × 3N, Å. */
  readonly fetch: (signal: AbortSignal) => Promise<Float32Array>;
  readonly analyst: Analyst;
}

/**
 * A run of known length whose frames are all fetched when the first of them is needed.
 * @param onEnd called with null when they have arrived, or with the reason why they cannot
 */
export function recordedSource(
  parts: RecordedParts,
  { bytes, fetch, analyst }: FrameFetch,
  onEnd: (reason: string | null) => void,
): TrajectorySource {
  const abort = new AbortController();
  let memory: TrajectorySource | null = null;
  let coming: Promise<TrajectorySource> | null = null;

  const fetched = (): Promise<TrajectorySource> => {
    if (coming !== null) return coming;
    coming = fetch(abort.signal).then((frames) => {
      memory = memorySource({ ...parts, frames }, analyst);
      return memory;
    });
    coming.then(
      () => onEnd(null),
      (error: unknown) => {
        const problem = problemOf(error);
        if (problem !== null) onEnd(problem.reason);
      },
    );
    return coming;
  };
  const start = (): void => void fetched().catch(() => undefined);
  return {
    ...parts,
    count: parts.timesFs.length,
    frameAt(frame, preparation) {
      if (memory === null) start();
      return memory?.frameAt(frame, preparation) ?? null;
    },
    problemAt: () => null,
    ask: <Q extends Question>(question: Q, options?: AskOptions) =>
      ask(async (signal) => {
        const source = await fetched();
        signal.throwIfAborted();
        const asked = source.ask(question, options);
        signal.addEventListener('abort', asked.cancel);
        return asked.answer;
      }),
    fetching: {
      bytes,
      isDone: () => memory !== null,
      start,
      end: () =>
        fetched().then(
          () => undefined,
          () => undefined,
        ),
    },
    close: () => {
      abort.abort();
      analyst.close();
    },
  };
}
