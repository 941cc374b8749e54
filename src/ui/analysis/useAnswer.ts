import { useEffect, useState } from 'react';
import type { Asked } from '#app/jobs/asked.ts';
import { playerStore } from '#app/player/player.ts';
import type { Answers, FrameRange, Question, Stopped } from '#app/trajectory/sessionTasks.ts';
import { usePlayer } from '#ui/state/hooks.ts';
import { beforeStop } from './analysisFrames.ts';

/** State of an answer. The previous one stays in `value` while the same question is asked of more frames. */
export type Answer<T> =
  | { readonly status: 'idle' | 'cancelled'; readonly value: T | null }
  | {
      readonly status: 'asked';
      readonly value: T | null;
      readonly done: number;
      readonly cancel: () => void;
    }
  | { readonly status: 'done'; readonly value: T }
  | { readonly status: 'failed'; readonly value: null; readonly error: Error };

/** A question with a key that is unique within its trajectory. */
export interface Keyed<Q extends Question> {
  readonly key: string;
  readonly question: Q;
}

/** Answers with the frames that they are of. */
export interface Found<Q extends Question> {
  readonly results: readonly Answers[Q['kind']][];
  readonly range: FrameRange;
  /** Why the range ends before what was asked for: a broken frame; else null. */
  readonly stopped: string | null;
}

interface Kept {
  readonly value: unknown;
  readonly stopped: Stopped | null;
}

/** Answers that are kept: going back to a tab computes nothing. */
const MAX_KEPT = 60;
const kept = new Map<string, Kept>();
let keptOf = 0;

/** Answers of the present trajectory; those of the previous one are dropped. */
function answersKept(opened: number): Map<string, Kept> {
  if (opened !== keptOf) kept.clear();
  keptOf = opened;
  return kept;
}

const ids = new WeakMap<object, number>();
let lastId = 0;
/** A number for each object, so that keys can name large arrays. */
export function idOf(thing: object): number {
  const known = ids.get(thing) ?? ++lastId;
  ids.set(thing, known);
  return known;
}

const IDLE = { status: 'idle', value: null } as const;

/**
 * Asks questions of the frames that are played, one after the other, in their worker; a change of key or
 * range asks anew.
 * @returns the answers together, and the way to ask again after a cancel
 */
export function useAnswers<Q extends Question>(
  questions: readonly Keyed<Q>[],
  range: FrameRange,
): Answer<Found<Q>> & { readonly again: () => void } {
  const [answer, setAnswer] = useState<Answer<Found<Q>>>(IDLE);
  const [round, setRound] = useState(0);
  const asks = questions.map((q) => q.key).join('\n');
  const frames = `${range.first} ${range.end} ${range.stride}`;
  const opened = usePlayer((p) => p.opened);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys say what is asked
  useEffect(() => {
    const { source } = playerStore.getState();
    if (source === null || questions.length === 0) {
      setAnswer(IDLE);
      return;
    }
    const known = answersKept(opened);
    const out: Answers[Q['kind']][] = [];
    let asked: Asked<Answers[Q['kind']]> | null = null;
    let stopped: Stopped | null = null;
    let isWanted = true;
    const cancel = (): void => {
      isWanted = false;
      asked?.cancel();
    };
    const next = (): void => {
      const at = out.length;
      const keyed = questions[at];
      if (keyed === undefined) {
        setAnswer({ status: 'done', value: { results: out, ...beforeStop(range, stopped) } });
        return;
      }
      const key = `${frames} ${keyed.key}`;
      const before = known.get(key);
      if (before !== undefined) {
        out.push(before.value as Answers[Q['kind']]);
        stopped ??= before.stopped;
        next();
        return;
      }
      const tell = (done: number): void => {
        if (!isWanted) return;
        setAnswer((a) => ({
          status: 'asked',
          value: a.value,
          done: (at + done) / questions.length,
          cancel: () => {
            cancel();
            setAnswer({ status: 'cancelled', value: null });
          },
        }));
      };
      tell(0);
      let brokenAt: Stopped | null = null;
      const onStopped = (at: Stopped): void => {
        brokenAt = at;
      };
      asked = source.ask(keyed.question, { range, onProgress: tell, onStopped });
      asked.answer.then(
        (value) => {
          if (!isWanted) return;
          if (known.size >= MAX_KEPT) known.delete(known.keys().next().value!);
          known.set(key, { value, stopped: brokenAt });
          stopped ??= brokenAt;
          out.push(value);
          next();
        },
        (error: Error) => {
          if (isWanted) setAnswer({ status: 'failed', value: null, error });
        },
      );
    };
    next();
    return cancel;
  }, [opened, asks, frames, round]);
  // Drops the answer when the question changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: forgets on another question only
  useEffect(() => () => setAnswer(IDLE), [opened, asks]);
  return { ...answer, again: () => setRound((n) => n + 1) };
}
