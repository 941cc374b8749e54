import { beforeEach, expect, test } from 'vitest';
import { documentStore, open, preview } from '#app/document/document.ts';
import { commitVacuum } from '#app/interface/commitVacuum.ts';
import { toastStore } from '#app/shell/toasts.ts';
import { changeVacuum } from '#core/recipe/edits/vacuum.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { emptyAng } from '#core/recipe/recipe.ts';

beforeEach(() => open(DEFAULT_PRESET.recipe));
const state = () => documentStore.getState();

test.each([0, 1.5])(
  'a vacuum of %s Å, in which the stack touches its next copy, is refused and says why',
  async (vacuumAng) => {
    preview(changeVacuum(vacuumAng));
    await commitVacuum();
    expect(state()).toMatchObject({ committed: DEFAULT_PRESET.recipe, draft: null, past: [] });
    expect(toastStore.getState().text).toMatch(/leave no gap: .* touch at \d\.\d+ Å.*Superlattice/);
  },
);

test.each([5, 25])('a vacuum of %s Å is committed as one step', async (vacuumAng) => {
  preview(changeVacuum(vacuumAng));
  await commitVacuum();
  expect(emptyAng(state().committed)).toBe(vacuumAng);
  expect([state().past.length, state().draft]).toEqual([1, null]);
});
