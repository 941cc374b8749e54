import { documentStore, redo, undo } from '#app/document/document.ts';
import { marksStore, redoMarks, undoMarks } from '#app/document/marks/marks.ts';
import { tabStore } from '#app/document/tabDocument.ts';
import { hiddenSteps, redoHidden, undoHidden } from './hidden.ts';

/** What undo took back last, so that redo brings back the same. */
let undone: 'document' | 'marks' | 'hidden' = 'document';

/** Takes back whichever came last: an edit of the document, a note on it, or what was hidden in its picture. @returns whether there was one */
export function undoLast(): boolean {
  const marks = marksStore.getState();
  const hidden = hiddenSteps.getState();
  const hasEdit = documentStore.getState().past.length > 0;
  const editedMs = hasEdit ? tabStore.getState().editedMs : -1;
  const notedMs = marks.past.length > 0 ? marks.now.ms : -1;
  const hiddenMs = hidden.past.length > 0 ? hidden.ms : -1;
  const last = Math.max(editedMs, notedMs, hiddenMs);
  if (last < 0) return false;
  undone = hiddenMs === last ? 'hidden' : notedMs === last ? 'marks' : 'document';
  ({ document: undo, marks: undoMarks, hidden: undoHidden })[undone]();
  return true;
}

/** @returns whether there was something to bring back */
export function redoLast(): boolean {
  const has = {
    document: documentStore.getState().future.length > 0,
    marks: marksStore.getState().future.length > 0,
    hidden: hiddenSteps.getState().future.length > 0,
  };
  const kinds = [undone, 'document', 'marks', 'hidden'] as const;
  const kind = kinds.find((k) => has[k]);
  if (kind === undefined) return false;
  ({ document: redo, marks: redoMarks, hidden: redoHidden })[kind]();
  return true;
}
