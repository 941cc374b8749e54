import { beforeEach, expect, test } from 'vitest';
import { commit, documentStore, open } from '#app/document/document.ts';
import { bondsOn, forgetBonds, keepBond } from '#app/document/handBonds.ts';
import { redoLast, undoLast } from '#app/document/lastStep.ts';
import {
  changeMarks,
  type Measurement,
  marksNow,
  marksStore,
  NO_MARKS,
  openMarks,
  readMarks,
} from '#app/document/marks.ts';
import { tabStore } from '#app/document/tabDocument.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';

const pair = (a: number, b: number): Measurement => ({ atoms: [a, b], cells: null, of: 200 });
const add = (m: Measurement, ms: number) =>
  changeMarks((marks) => ({ ...marks, measurements: [...marks.measurements, m] }), ms);
const atoms = () => marksNow().measurements.map((m) => m.atoms.join(' '));
const title = () => documentStore.getState().committed.title;

beforeEach(() => {
  open(presetOf('ge-si').recipe);
  openMarks(NO_MARKS);
  tabStore.setState({ editedMs: 0 });
});

test('undo and redo take the last step, be it an edit or a note', () => {
  const before = title();
  add(pair(1, 2), 1000);
  commit((r) => ({ ...r, title: 'edited' }));
  tabStore.setState({ editedMs: 2000 });
  add(pair(3, 4), 3000);
  undoLast();
  expect([atoms(), title()]).toEqual([['1 2'], 'edited']);
  redoLast();
  expect(atoms()).toEqual(['1 2', '3 4']);
  undoLast();
  undoLast();
  expect([atoms(), title()]).toEqual([['1 2'], before]);
  redoLast();
  expect([atoms(), title()]).toEqual([['1 2'], 'edited']);
  undoLast();
  // Nothing of the document is left to undo: the note before it.
  undoLast();
  expect(atoms()).toEqual([]);
  undoLast();
  expect([atoms(), title()]).toEqual([[], before]);
});

test('a new note ends what could be redone; another document has its own notes', () => {
  add(pair(1, 2), 1000);
  undoLast();
  add(pair(3, 4), 2000);
  redoLast();
  expect(atoms()).toEqual(['3 4']);
  openMarks({ ...NO_MARKS, measurements: [pair(7, 8)] });
  undoLast();
  expect(atoms()).toEqual(['7 8']);
  expect(marksStore.getState().past).toEqual([]);
});

test('a bond by hand is one step, is said once, and stands on the elements that it was made on', () => {
  const numbers = Uint8Array.of(82, 35, 35);
  const bond = { a: 0, b: 1, image: [0, 0, 1], isDrawn: true } as const;
  keepBond(bond, numbers);
  keepBond({ ...bond, a: 1, b: 0, image: [0, 0, -1] }, numbers);
  expect(marksNow().bonds).toHaveLength(1);
  keepBond({ ...bond, isDrawn: false }, numbers);
  expect(marksNow().bonds.map(({ isDrawn }) => isDrawn)).toEqual([false]);
  expect(bondsOn(marksNow().bonds, numbers)).toHaveLength(1);
  expect(bondsOn(marksNow().bonds, Uint8Array.of(82, 16, 35))).toEqual([]);
  expect(bondsOn(marksNow().bonds, Uint8Array.of(82, 35))).toEqual([]);
  expect(readMarks(JSON.parse(JSON.stringify(marksNow()))).bonds).toEqual(marksNow().bonds);
  expect(readMarks({ bonds: [{ ...marksNow().bonds[0], b: 3 }, 'x'] }).bonds).toEqual([]);
  undoLast();
  expect(marksNow().bonds.map(({ isDrawn }) => isDrawn)).toEqual([true]);
  forgetBonds(() => true);
  expect(marksNow().bonds).toEqual([]);
  undoLast();
  undoLast();
  expect(marksNow().bonds).toEqual([]);
});

test('of kept notes what is not understood is left out', () => {
  const good = {
    atoms: [0, 5, 9],
    cells: [
      [0, 0, 0],
      [1, 0, 0],
      [0, -1, 0],
    ],
    of: 10,
  };
  const bad = [
    null,
    7,
    { atoms: [1], cells: null, of: 10 },
    { atoms: [1, 10], cells: null, of: 10 },
    { atoms: [1, 2.5], cells: null, of: 10 },
    { atoms: [1, 2], cells: [[0, 0, 0]], of: 10 },
    { atoms: [1, 2], cells: 'all', of: 10 },
    { atoms: [1, 2, 3, 4, 5], cells: null, of: 10 },
  ];
  const view = { name: 'side', view: { along: 'a' }, look: {} };
  expect(readMarks({ measurements: [...bad, good], views: [view, { name: 3 }] })).toEqual({
    measurements: [good],
    views: [view],
    bonds: [],
  });
  for (const value of [null, 3, 'x', [], {}]) expect(readMarks(value)).toEqual(NO_MARKS);
});
