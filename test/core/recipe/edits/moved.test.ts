import { expect, test } from 'vitest';
import { addFilm } from '#core/recipe/edits/film.ts';
import { movedStack } from '#core/recipe/edits/moved.ts';
import { setSuperlattice } from '#core/recipe/edits/vacuum.ts';
import { DEFAULT_PRESET, FIRST_FILM } from '#core/recipe/presets/presets.ts';
import { filmsOf, type Recipe } from '#core/recipe/recipe.ts';
import { library } from '../../../helpers/library.ts';

const two = addFilm(FIRST_FILM, library)(DEFAULT_PRESET.recipe);
const separations = (recipe: Recipe) => filmsOf(recipe).map((f) => f.separationAng);
const [first, second] = separations(two) as [number, number];

test.each([
  ['both together', [1, 1], [first + 1, second]],
  ['the upper one alone', [0, 0.2503], [first, second + 0.2503]],
  ['apart', [-0.1, 0.3], [first - 0.1, second + 0.4]],
])('films that went up %s', (_, filmsAng, expected) => {
  const moved = separations(movedStack(two, { filmsAng, cAng: 0 }));
  expect(moved).toEqual(expected.map((x) => expect.closeTo(x, 9)));
});

test('what did not move keeps every digit', () => {
  const fine: Recipe = {
    ...two,
    steps: two.steps.map((s) => (s.kind === 'film' ? { ...s, separationAng: 2.8123456 } : s)),
  };
  expect(movedStack(fine, { filmsAng: [0, 0], cAng: 0 })).toEqual(fine);
  expect(movedStack(fine, null)).toEqual(fine);
});

test('where the stack repeats, the last gap takes up what c has grown by', () => {
  const repeating = setSuperlattice(true)(two);
  const last = (recipe: Recipe) => recipe.steps.at(-1) as { readonly separationAng: number };
  const gap = last(repeating).separationAng;
  const grown = movedStack(repeating, { filmsAng: [0.1, 0.3], cAng: 1 });
  expect(last(grown).separationAng).toBeCloseTo(gap + 0.7, 9);
  expect(last(movedStack(repeating, { filmsAng: [0, 0], cAng: 1 })).separationAng).toBeCloseTo(
    gap + 1,
    9,
  );
});
