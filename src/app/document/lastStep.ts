import { marksStore, redoMarks, undoMarks } from '#app/document/marks/marks.ts';
import { documentStore, redo, undo } from './document.ts';
import { tabStore } from './tabDocument.ts';

/** What undo took back last, so that redo brings back the same. */
let undone: 'document' | 'marks' = 'document';

/** Takes back whichever came last, an edit of the document or a note on it. @returns whether there was one */
export function undoLast(): boolean {
  const { past, now } = marksStore.getState();
  const isNewer = now.ms > tabStore.getState().editedMs;
  const hasEdit = documentStore.getState().past.length > 0;
  undone = past.length > 0 && (isNewer || !hasEdit) ? 'marks' : 'document';
  if (undone === 'marks') undoMarks();
  else undo();
  return past.length > 0 || hasEdit;
}

/** @returns whether there was something to bring back */
export function redoLast(): boolean {
  const hasMarks = marksStore.getState().future.length > 0;
  const hasEdit = documentStore.getState().future.length > 0;
  if (hasMarks && (undone === 'marks' || !hasEdit)) redoMarks();
  else redo();
  return hasMarks || hasEdit;
}
