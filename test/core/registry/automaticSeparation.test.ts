import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { automaticSeparation } from '#core/registry/automaticSeparation.ts';
import { facingOf } from '#core/registry/facing.ts';
import { separationByRadii } from '#core/registry/separation.ts';
import { library } from '../../helpers/library.ts';

const AT = { lower: 0, upper: 1, cellsUp: 0 } as const;
const automatic = (recipe: Recipe) => automaticSeparation(build(recipe, library), AT, library);
const textbook = (id: string) => presetOf(id)!.recipe;

test.each([
  // Gaps of the two bulk crystals: W and Mo sulphide by their library cells, graphite 3.354, h-BN 3.3305 Å.
  ['ws2-mos2', 2.998, 3],
  ['graphene-hbn', 3.342, 3],
])('two layers keep the mean of their own gaps (%s)', (id, ang, digits) => {
  const found = automatic(textbook(id));
  expect(found.rule).toBe('layer-gaps');
  expect(found.separationAng).toBeCloseTo(ang, digits);
});

test('faces with cut bonds touch by covalent radii', () => {
  const built = build(textbook('ge-si'), library);
  expect(automaticSeparation(built, AT, library)).toEqual({
    separationAng: separationByRadii(facingOf(built, AT), [0, 0]),
    rule: 'radii',
  });
});

test('a layer on a crystal with cut bonds keeps its own gap', () => {
  const recipe = textbook('graphene-hbn');
  const substrate = textbook('ge-si').steps[0]!;
  const found = automatic({ ...recipe, steps: [substrate, ...recipe.steps.slice(1)] });
  expect(found).toEqual({ separationAng: 3.354, rule: 'layer-gap' });
});

test('two sheets whose crystals are unknown touch by van der Waals radii', () => {
  const recipe = textbook('graphene-hbn');
  const { layerGap: _, ...graphene } = library.get('graphene')!;
  const film = recipe.steps[1]!;
  if (film.kind !== 'film') throw new Error('no film');
  const two: Recipe = {
    ...recipe,
    steps: [{ kind: 'substrate', slab: film.slab }, film, recipe.steps.at(-1)!],
  };
  const unknown = new Map([...library, ['graphene', graphene] as const]);
  const found = automaticSeparation(build(two, unknown), AT, unknown);
  // Unshifted, carbon stands on carbon: twice 1.77 Å.
  expect(found.rule).toBe('vdw-radii');
  expect(found.separationAng).toBeCloseTo(3.54, 6);
});

test('where no spheres meet, the vacuum of a sheet is not its spacing', () => {
  // A sheet stretched until its atoms stand nowhere near those below: only the crystal below says a distance.
  const recipe = textbook('graphene-hbn');
  const [film, substrate] = [recipe.steps[1]!, textbook('ge-si').steps[0]!];
  if (film.kind !== 'film' || substrate.kind !== 'substrate') throw new Error('other steps');
  const { layerGap: _, ...graphene } = library.get('graphene')!;
  const stretched: Recipe = {
    ...recipe,
    steps: [
      {
        ...substrate,
        slab: {
          ...substrate.slab,
          matrix: [
            [6, 0],
            [0, 6],
          ],
        },
      },
      { ...film, registryShift: [0.04, 0.04] },
      recipe.steps.at(-1)!,
    ],
  };
  const unknown = new Map([...library, ['graphene', graphene] as const]);
  const shift = [0.04, 0.04] as const;
  const found = automaticSeparation(build(stretched, unknown), AT, unknown, shift);
  expect(found.rule).toBe('planes');
  expect(found.separationAng).toBeCloseTo(5.431 / 4, 6);
});
