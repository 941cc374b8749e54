import { beforeEach, expect, test } from 'vitest';
import { commit, documentStore, open } from '#app/document/document.ts';
import { withElement, withoutElement, withoutElements } from '#app/document/marks/elementLooks.ts';
import { bondsOn, forgetBonds, keepBond } from '#app/document/marks/handBonds.ts';
import {
  changeMarks,
  commitMarks,
  isEmpty,
  lendMarks,
  type Measurement,
  marksNow,
  marksStore,
  NO_MARKS,
  openMarks,
  ownMarks,
  previewMarks,
  readMarks,
} from '#app/document/marks/marks.ts';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { marksOfStory, storyMarksOf } from '#app/document/marks/storyMarks.ts';
import { elsewhereText } from '#app/document/marks/theseAtoms.ts';
import { tabStore } from '#app/document/tabDocument.ts';
import { redoLast, undoLast } from '#app/look/lastStep.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { type Recipe, type SubstrateStep, substrateOf } from '#core/recipe/recipe.ts';
import { parseMarks } from '#core/story/parseMarks.ts';
import type { StoryMarks } from '#core/story/story.ts';
import { marksInLink, packedMarks } from '#engines/zip/packedMarks.ts';

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

const on = (...numbers: number[]) => ({ numbers, cut: null });

test('a bond by hand is one step, is said once, and stands on the elements that it was made on', () => {
  const numbers = on(82, 35, 35);
  const bond = { a: 0, b: 1, image: [0, 0, 1], isDrawn: true } as const;
  keepBond(bond, numbers);
  keepBond({ ...bond, a: 1, b: 0, image: [0, 0, -1] }, numbers);
  expect(marksNow().bonds).toHaveLength(1);
  keepBond({ ...bond, isDrawn: false }, numbers);
  expect(marksNow().bonds.map(({ isDrawn }) => isDrawn)).toEqual([false]);
  expect(bondsOn(marksNow().bonds, numbers)).toHaveLength(1);
  expect(bondsOn(marksNow().bonds, on(82, 16, 35))).toEqual([]);
  expect(bondsOn(marksNow().bonds, on(82, 35))).toEqual([]);
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
    bondRules: {},
    elements: { colours: {}, radiiAng: {} },
  });
  for (const value of [null, 3, 'x', [], {}]) expect(readMarks(value)).toEqual(NO_MARKS);
});

test('a bond stands on the cut that it was made on, wherever the atoms lie', () => {
  const cspbbr3 = presetOf('cspbbr3-cds').recipe;
  const numbers = new Uint8Array(200).fill(35);
  const of = (recipe: Recipe) => markedAtoms(numbers, recipe);
  keepBond({ a: 0, b: 1, image: [0, 0, 0], isDrawn: true }, of(cspbbr3));
  const { bonds } = marksNow();
  const shifted = poseFilm(1, { shift: [0.5, 0.1], separationAng: 3 }, true)(cspbbr3);
  expect(bondsOn(bonds, of(shifted))).toHaveLength(1);
  const [substrate, ...rest] = cspbbr3.steps;
  const other = {
    ...cspbbr3,
    steps: [
      { ...(substrate as SubstrateStep), slab: { ...substrateOf(cspbbr3).slab, termination: 1 } },
      ...rest,
    ],
  } as Recipe;
  expect(bondsOn(bonds, of(other))).toEqual([]);
  expect(elsewhereText(bonds[0]!, of(other))).toMatch(/another cut/);
  expect(bondsOn(bonds, markedAtoms(numbers, null))).toHaveLength(1);
});

test('a length that is typed is one step; the notes of a story are lent, and kept nowhere', () => {
  previewMarks((marks) => ({ ...marks, bondRules: { 'Pb-Br': 3 } }));
  previewMarks((marks) => ({ ...marks, bondRules: { 'Pb-Br': 3.4 } }));
  commitMarks();
  expect([marksNow().bondRules, marksStore.getState().past.length]).toEqual([{ 'Pb-Br': 3.4 }, 1]);
  previewMarks((marks) => ({ ...marks, bondRules: { 'Pb-Br': 3.4 } }));
  commitMarks();
  expect(marksStore.getState().past).toHaveLength(1);
  lendMarks({ ...NO_MARKS, bondRules: { 'Cd-S': 0 } });
  lendMarks(NO_MARKS);
  expect([marksNow().bondRules, ownMarks().bondRules]).toEqual([{}, { 'Pb-Br': 3.4 }]);
  lendMarks(null);
  expect(marksNow().bondRules).toEqual({ 'Pb-Br': 3.4 });
  undoLast();
  expect(marksNow().bondRules).toEqual({});
});

test('what is drawn by hand is a short text, and comes back as it was on its own atoms', () => {
  const numbers = [82, 35, 35, 55];
  const atoms = { numbers, cut: 'abc' };
  keepBond({ a: 0, b: 1, image: [0, -1, 0], isDrawn: true }, atoms);
  keepBond({ a: 0, b: 2, image: [0, 0, 0], isDrawn: false }, atoms);
  keepBond({ a: 0, b: 2, image: [0, 0, 0], isDrawn: true }, { numbers: [82, 35], cut: null });
  const measured = { of: 4, elements: [82, 35, 55], cut: 'abc' };
  changeMarks((marks) => ({
    ...marks,
    bondRules: { 'Pb-Br': 3.4 },
    measurements: [{ atoms: [0, 1, 3], cells: null, ...measured }],
  }));
  const said = storyMarksOf(marksNow(), atoms)!;
  expect(said).toEqual({
    of: 4,
    draw: ['Pb1-Br2@0:-1:0'],
    hide: ['Pb1-Br3@0:0:0'],
    lengths: { 'Pb-Br': 3.4 },
    measure: ['Pb1-Br2-Cs4'],
  });
  expect(parseMarks(JSON.parse(JSON.stringify(said)), 'marks')).toEqual(said);
  const { bonds, ...others } = marksNow();
  expect(marksOfStory(said, 'abc')).toEqual({ ...others, bonds: bonds.slice(0, 2) });
  const link = packedMarks(said);
  expect(marksInLink(`https://x/#z=abc${link}&m=1`)).toEqual(said);
  expect(link.length).toBeLessThan(170);
  expect(storyMarksOf(NO_MARKS, atoms)).toBeUndefined();
  expect([packedMarks(undefined), marksInLink('#z=abc')]).toEqual(['', undefined]);
  expect(() => marksInLink(link.slice(0, -3))).toThrow();
});

test.each([
  [{ draw: ['Pb1-Br2@0:0:0'] }, 'marks.of'],
  [{ of: 4, draw: ['Pb1-Br2'] }, 'marks.draw[0]'],
  [{ of: 4, draw: ['Pb1-Pb1@0:0:0'] }, 'marks.draw[0]'],
  [{ of: 4, hide: ['Pb1-Br9@0:0:0'] }, 'marks.hide[0]'],
  [{ of: 4, hide: ['Xx1-Br2@0:0:0'] }, 'marks.hide[0]'],
  [{ of: 4, measure: ['Pb1-Br2@0:0:0'] }, 'marks.measure[0]'],
  [{ of: 4, measure: ['Pb1'] }, 'marks.measure[0]'],
  [{ lengths: { 'Pb-Br': 7 } }, 'marks.lengths.Pb-Br'],
  [{ lengths: { Pb: 3 } }, 'marks.lengths.Pb'],
  [{ colours: { Cd: 'red' } }, 'marks.colours.Cd'],
  [{ colours: { Xx: '#ffffff' } }, 'marks.colours.Xx'],
  [{ radii: { Br: 0 } }, 'marks.radii.Br'],
  [{ bonds: [] }, 'marks.bonds'],
])('marks of a story that say nothing are refused: %o', (value, field) => {
  expect(() => parseMarks(value, 'marks')).toThrow(field);
});

test('colours and radii of elements are steps, travel in links and stories, and are dropped where they are none', () => {
  const atoms = { numbers: [48, 35], cut: 'abc' };
  changeMarks(withElement('Cd', { colour: '#ffcc00' }));
  previewMarks(withElement('Br', { radiusAng: 1 }));
  previewMarks(withElement('Br', { radiusAng: 1.2 }));
  commitMarks();
  const elements = { colours: { Cd: '#ffcc00' }, radiiAng: { Br: 1.2 } };
  expect([marksNow().elements, marksStore.getState().past.length]).toEqual([elements, 2]);
  expect(isEmpty(marksNow())).toBe(false);
  const said = storyMarksOf(marksNow(), atoms)!;
  expect(said).toEqual({ colours: { Cd: '#ffcc00' }, radii: { Br: 1.2 } });
  expect(marksOfStory(parseMarks(JSON.parse(JSON.stringify(said)), 'marks'), 'abc')).toEqual(
    marksNow(),
  );
  expect(marksInLink(`#z=abc${packedMarks(said)}`)).toEqual(said);
  expect(readMarks(JSON.parse(JSON.stringify(marksNow())))).toEqual(marksNow());
  undoLast();
  expect(marksNow().elements.radiiAng).toEqual({});
  redoLast();
  changeMarks(withoutElement('Br'));
  expect(marksNow().elements).toEqual({ colours: elements.colours, radiiAng: {} });
  changeMarks(withoutElements);
  expect(isEmpty(marksNow())).toBe(true);
  const kept = readMarks({
    elements: {
      colours: { Cd: 'url(x)', Xx: '#ffffff', Br: '#ABC', constructor: '#ffffff' },
      radiiAng: { Cd: 0, Br: 1e9, S: '1', Pb: 1 },
    },
    views: [{ name: 'v', view: {}, look: {}, elements: { colours: { Cd: 'red' } } }],
  });
  expect(kept.elements).toEqual({ colours: { Br: '#aabbcc' }, radiiAng: { Pb: 1 } });
  expect(kept.views[0]!.elements).toEqual({ colours: {}, radiiAng: {} });
});

test('a page drops of a link what is no mark, and says so; the terminal refuses it', () => {
  const bad = {
    of: 4,
    draw: ['Pb1-Br2@0:1:0', 'Pb1-Br9@0:0:0'],
    colours: { Cd: 'javascript:', Br: '#8a4' },
    radii: { Br: 1e9 },
    more: 7,
  };
  const link = packedMarks(bad as unknown as StoryMarks);
  let left = '';
  const read = marksInLink(link, (why) => {
    left = why;
  });
  expect(read).toEqual({ of: 4, draw: ['Pb1-Br2@0:1:0'], colours: { Br: '#88aa44' } });
  expect(left).toMatch(
    /left out: .*link\.colours\.Cd: expected a colour.*link\.draw\[1\].*link\.more.*; and 1 more\.$/,
  );
  expect(() => marksInLink(link)).toThrow();
  expect(() => marksInLink(link.slice(0, -3), () => undefined)).toThrow();
});
