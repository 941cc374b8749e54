import { beforeEach, expect, test } from 'vitest';
import { commit, documentStore, open, shown, undo } from '#app/document/document.ts';
import { setSuperlattice } from '#app/stack/edits.ts';
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
