import { beforeEach, expect, test } from 'vitest';
import { commit, documentStore, open, preview, redo, shown, undo } from '#app/document/document.ts';
import { setSuperlattice } from '#core/recipe/edits/vacuum.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { FilmStep, Recipe } from '#core/recipe/recipe.ts';

const now = (): Recipe => shown(documentStore.getState());
const answered: Recipe = {
  ...presetOf('ge-si').recipe,
  steps: presetOf('ge-si').recipe.steps.map((s) =>
    s.kind === 'film' ? { ...s, slab: { ...s.slab, normalStrain: 0.02 } } : s,
  ),
};
const given = (): number | undefined => (now().steps[1] as FilmStep).slab.normalStrain;

beforeEach(() => open(answered));

test('a strain along the normal is gone when another strain in the plane takes its place; undo brings it back', () => {
  commit((r) => ({ ...r, strained: { who: 'substrate' } }));
  expect(given()).toBeUndefined();
  undo();
  expect(given()).toBe(0.02);
});

test('it stays through edits that leave the plane alone, and in a document opened as a whole', () => {
  commit(setSuperlattice(true));
  expect(given()).toBe(0.02);
  const linked = JSON.parse(
    JSON.stringify({ ...answered, strained: { who: 'substrate' } }),
  ) as Recipe;
  commit(() => linked);
  expect(given()).toBe(0.02);
});

test('relaxed positions do not follow into another stack', () => {
  open({ ...answered, relaxed: { note: 'test', milliAng: [1, 2, 3] } });
  commit((r) => ({ ...r, title: 'renamed' }));
  expect(now().relaxed).toBeDefined();
  commit(setSuperlattice(true));
  expect(now().relaxed).toBeUndefined();
});

const rename = (title: string) => commit((r) => ({ ...r, title }));

test('every undone step can be done again, in order, until another edit takes their place', () => {
  const titles = ['one', 'two', 'three', 'four'];
  for (const title of titles) rename(title);
  for (const title of ['three', 'two', 'one', answered.title]) {
    undo();
    expect(now().title).toBe(title);
  }
  undo();
  expect(now().title).toBe(answered.title);
  for (const title of titles) {
    redo();
    expect(now().title).toBe(title);
  }
  redo();
  expect(now().title).toBe('four');
  undo();
  undo();
  rename('other');
  redo();
  expect(now().title).toBe('other');
  for (const title of ['two', 'one', answered.title]) {
    undo();
    expect(now().title).toBe(title);
  }
});

test('a drag is one step, and one that ends where it began is none', () => {
  const retitle = (title: string) => (r: Recipe) => ({ ...r, title });
  for (const title of ['a', 'ab', 'abc']) preview(retitle(title));
  expect(now().title).toBe('abc');
  commit();
  expect(documentStore.getState().past).toHaveLength(1);
  preview(retitle('abcd'));
  preview(retitle('abc'));
  commit();
  expect(documentStore.getState()).toMatchObject({ draft: null, past: { length: 1 } });
  preview(retitle('given up'));
  undo();
  expect(now().title).toBe(answered.title);
});

test('two hundred steps are kept', () => {
  for (let k = 0; k < 210; k++) rename(`step ${k}`);
  expect(documentStore.getState().past).toHaveLength(200);
  expect(documentStore.getState().past[0]!.title).toBe('step 9');
});
