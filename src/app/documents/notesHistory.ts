import {
  isPreviewing,
  type Marks,
  marksStore,
  ownMarks,
  readMarks,
} from '#app/document/marks/marks.ts';
import { tabStore } from '#app/document/tabDocument.ts';
import { keepSteps, readTabCopy, writeTabCopy } from '#app/shell/tabCopy.ts';
import { canonicalJson } from '#core/recipe/hash.ts';

const KEY = 'epistack.notesHistory';

/** Brings back what undo and redo of the notes had before a reload of this tab, and keeps it from then on. */
export function keepNotesHistory(): () => void {
  restore();
  keep();
  const stops = [marksStore.subscribe(keep), tabStore.subscribe(keep)];
  return () => {
    for (const stop of stops) stop();
  };
}

function keep(): void {
  const { past, now, future } = marksStore.getState();
  // Those of a story are shown and not kept.
  if (isPreviewing() || ownMarks() !== now.marks) return;
  const { id } = tabStore.getState();
  keepSteps({ past, future }, (steps) =>
    writeTabCopy('sessionStorage', KEY, { id, now, ...steps }),
  );
}

interface Step {
  readonly marks: Marks;
  readonly ms: number;
}

const stepOf = (value: unknown): Step => {
  const { marks, ms } = { ...(value as Partial<Step> | null) };
  return { marks: readMarks(marks), ms: typeof ms === 'number' ? ms : 0 };
};
const stepsOf = (value: unknown): readonly Step[] =>
  Array.isArray(value) ? value.map(stepOf) : [];

/** Only onto the very notes that it led to: of another document, or of one that was opened anew, it is another's. */
function restore(): void {
  const kept = readTabCopy('sessionStorage', KEY) as Readonly<Record<string, unknown>> | undefined;
  const { past, now, future } = marksStore.getState();
  if (kept === undefined || kept['id'] !== tabStore.getState().id) return;
  if (past.length + future.length > 0) return;
  const { marks, ms } = stepOf(kept['now']);
  if (canonicalJson(marks) !== canonicalJson(now.marks)) return;
  marksStore.setState({
    past: stepsOf(kept['past']),
    now: { marks: now.marks, ms },
    future: stepsOf(kept['future']),
  });
}
