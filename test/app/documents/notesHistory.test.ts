import { afterEach, expect, test, vi } from 'vitest';
import {
  changeMarks,
  lendMarks,
  type Marks,
  marksNow,
  NO_MARKS,
  openMarks,
  undoMarks,
} from '#app/document/marks/marks.ts';
import { becomeAnother } from '#app/document/tabDocument.ts';
import { keepNotesHistory } from '#app/documents/notesHistory.ts';

let stop = () => {};
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

const measured = (b: number) => (marks: Marks) => ({
  ...marks,
  measurements: [...marks.measurements, { atoms: [0, b], cells: null, of: 9 }],
});

test('after a reload the notes are undone as before, and never those of another document or of a story', () => {
  const held = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, text: string) => void held.set(key, text),
  });
  becomeAnother({ id: 'one', name: null, editedMs: 0 });
  openMarks(NO_MARKS);
  stop = keepNotesHistory();
  changeMarks(measured(1), 5);
  changeMarks(measured(2), 6);
  const marks = marksNow();
  lendMarks(measured(7)(NO_MARKS));
  lendMarks(null);
  stop();
  // What a reload opens has no steps of its own.
  const reloaded = (of: Marks) => {
    openMarks(JSON.parse(JSON.stringify(of)) as Marks);
    stop = keepNotesHistory();
    undoMarks();
  };
  const copy = new Map(held);
  reloaded(marks);
  expect(marksNow()).toEqual(measured(1)(NO_MARKS));
  stop();
  const put = () => {
    for (const [key, text] of copy) held.set(key, text);
  };
  put();
  reloaded(measured(3)(NO_MARKS));
  expect(marksNow()).toEqual(measured(3)(NO_MARKS));
  stop();
  put();
  becomeAnother({ id: 'two', name: null, editedMs: 0 });
  reloaded(marks);
  expect(marksNow()).toEqual(marks);
});
