import { expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { changeMaterial, changePlane } from '#app/stack/edits.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { filmsOf } from '#core/recipe/recipe.ts';

test('a plane named by four indices stays the same words on another crystal, and cuts it', () => {
  const hklOf = (recipe: typeof DEFAULT_PRESET.recipe) => filmsOf(recipe)[0]!.slab.hkl;
  const wurtzite = changePlane(
    1,
    [1, 0, -1, 0],
  )(changeMaterial(1, 'CdS-wurtzite')(DEFAULT_PRESET.recipe));
  expect(hklOf(changeMaterial(1, 'GaN')(wurtzite))).toEqual([1, 0, -1, 0]);
  const cubic = changeMaterial(1, 'Si')(wurtzite);
  expect(hklOf(cubic)).toEqual([1, 0, 0]);
  expect(() => build(cubic, library)).not.toThrow();
  expect(() => build(changePlane(1, [1, 0, -1, 4])(cubic), library)).toThrow(
    /four indices are for hexagonal axes/,
  );
});
