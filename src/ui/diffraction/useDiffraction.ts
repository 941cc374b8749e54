import { useEffect, useState } from 'react';
import { startDiffraction } from '#app/diffraction/diffractionJob.ts';
import type { DiffractionTasks } from '#app/diffraction/diffractionTasks.ts';

/** A document that is dragged passes through many states: one is asked for when it rests. */
const REST_MS = 80;
/** What is there sooner shows no progress. */
const PATIENCE_MS = 400;

/** The answer to the latest question; the one before stays until it is there. */
export function useDiffraction<K extends 'pattern' | 'scan'>(
  task: K,
  question: DiffractionTasks[K]['request'],
): {
  readonly answer: {
    readonly found: DiffractionTasks[K]['result'];
    readonly question: DiffractionTasks[K]['request'];
  } | null;
  readonly problem: string | null;
  /** 0 … 1 while a long answer is awaited, else null. */
  readonly done: number | null;
  readonly cancel: () => void;
} {
  const [answer, setAnswer] = useState<{
    readonly found: DiffractionTasks[K]['result'];
    readonly question: DiffractionTasks[K]['request'];
  } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [running, setRunning] = useState<{ cancel: () => void; done: number } | null>(null);
  useEffect(() => {
    let cancel: () => void = () => undefined;
    let part = 0;
    const stop = () => {
      clearTimeout(rest);
      clearTimeout(patience);
      cancel();
      setRunning(null);
    };
    const giveUp = () => {
      stop();
      setProblem('It was cancelled; change a setting to compute it again.');
    };
    const rest = setTimeout(() => {
      const job = startDiffraction(task, question, (done) => {
        part = done;
        setRunning((now) => now && { ...now, done });
      });
      cancel = job.cancel;
      job.answer.then(
        (found) => {
          stop();
          setAnswer({ found, question });
          setProblem(null);
        },
        (error: Error) => {
          stop();
          setAnswer(null);
          setProblem(error.message);
        },
      );
    }, REST_MS);
    const patience = setTimeout(() => setRunning({ cancel: giveUp, done: part }), PATIENCE_MS);
    return stop;
  }, [task, question]);
  return {
    answer,
    problem,
    done: running?.done ?? null,
    cancel: () => running?.cancel(),
  };
}
