import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { relaxedRecipe, rigidRecipe } from '#core/recipe/edits/relaxed.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { library } from '../../../helpers/library.ts';
import { fc } from '../../../helpers/property.ts';
import { failureOf, farthest } from '../../io/structures.ts';

const rigid = build(DEFAULT_PRESET.recipe, library);
const { xyz } = rigid.structure;
const shift = fc.double({ min: -1.5, max: 1.5, noNaN: true });

test('a document with positions taken over builds them again, to half of 10⁻⁵ Å', () => {
  fc.assert(
    fc.property(fc.array(shift, { minLength: 9, maxLength: 9 }), (d) => {
      const moved = xyz.map((x, k) => x + d[k % 9]!);
      const recipe = parseRecipe(JSON.parse(JSON.stringify(relaxedRecipe(rigid, moved, 'a run'))));
      expect(farthest(build(recipe, library).structure.xyz, moved)).toBeLessThan(5.1e-6);
      expect(rigidRecipe(recipe)).toEqual(rigid.recipe);
    }),
    { numRuns: 8 },
  );
});

test('an atom that was wrapped at a face is taken at its nearest image in the plane', () => {
  const [[ax, ay], [bx, by]] = rigid.cell;
  const moved = xyz.map((x, k) => {
    const cells = [1, -1, 0, 2][Math.floor(k / 3) % 4]!;
    return x + 0.02 + (k % 3 === 2 ? 0 : cells * (k % 3 === 0 ? ax - bx : ay - by));
  });
  const again = build(relaxedRecipe(rigid, moved, ''), library).structure.xyz;
  expect(
    farthest(
      again,
      xyz.map((x) => x + 0.02),
    ),
  ).toBeLessThan(5.1e-6);
});

test('positions of another stack are refused', () => {
  expect(failureOf(() => relaxedRecipe(rigid, xyz.slice(3), ''))).toMatchObject({
    code: 'recipe',
    field: 'relaxed.milliAng',
  });
  const away = xyz.map((x, k) => (k === 5 ? x + 150 : x));
  expect(failureOf(() => relaxedRecipe(rigid, away, ''))).toMatchObject({ code: 'recipe' });
});

test.each([
  ['removed face', { face: 'side', species: 'Pb' }, /face/],
  ['removed species', { face: 'top', species: 7 }, /species/],
])('a recipe with a wrong %s is refused by its field', (_, removal, field) => {
  const [substrate, ...rest] = DEFAULT_PRESET.recipe.steps;
  const slab = { ...('slab' in substrate! ? substrate.slab : {}), remove: [removal] };
  const recipe = { ...DEFAULT_PRESET.recipe, steps: [{ ...substrate, slab }, ...rest] };
  expect(failureOf(() => parseRecipe(recipe))).toMatchObject({
    code: 'recipe',
    field: expect.stringMatching(field),
  });
});
