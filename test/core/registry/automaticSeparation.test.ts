import { expect, test } from 'vitest';
import { VDW_RADIUS_ANG } from '#core/crystal/elements.ts';
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

test('a sheet whose crystal is unknown touches one with cut bonds by van der Waals radii as well', () => {
  const recipe = textbook('graphene-hbn');
  const { layerGap: _, ...graphene } = library.get('graphene')!;
  const unknown = new Map([...library, ['graphene', graphene] as const]);
  const on = {
    ...recipe,
    steps: [textbook('ge-si').steps[0]!, ...recipe.steps.slice(1)],
  };
  const found = automaticSeparation(build(on, unknown), AT, unknown);
  expect(found.rule).toBe('vdw-radii');
  // Far over the covalent sum of 1.87 Å, under that of van der Waals radii, which meet aslant.
  expect(found.separationAng).toBeGreaterThan(3);
  expect(found.separationAng).toBeLessThanOrEqual(VDW_RADIUS_ANG[6]! + VDW_RADIUS_ANG[14]!);
});

test.each([
  ['two layers 3.3 Å apart', [0, 3.3], 3.3],
  ['three, 3.2 and 3.4 Å apart', [0, 3.2, 6.6], 3.3],
])(
  'a sheet of %s says its own gap, and the mean with the other crystal’s is taken',
  (_, heights, ang) => {
    const imported = library.get('graphene')!;
    const { layerGap: _gap, ...bare } = imported;
    const honeycomb = [
      [1 / 3, 2 / 3],
      [2 / 3, 1 / 3],
    ] as const;
    const c = 30;
    const sheet = {
      ...bare,
      constants: [{ ...imported.constants[0]!, cell: { a: 2.46, c } }],
      sites: heights.flatMap((z) =>
        honeycomb.map((at) => ({
          ...imported.sites[0]!,
          xyz: [at[0], at[1], (z + 5) / c] as const,
        })),
      ),
      spaceGroup: { number: 143, symbol: 'P3', hall: 'P 3' },
    };
    const known = new Map([...library, ['graphene', sheet as typeof imported] as const]);
    const recipe = textbook('graphene-hbn');
    const film = recipe.steps[1]!;
    if (film.kind !== 'film') throw new Error('no film');
    const many = (termination: number): Recipe => {
      const slab = { ...film.slab, cell: { a: 2.46, c }, planes: heights.length, termination };
      return { ...recipe, steps: [recipe.steps[0]!, { ...film, slab }, recipe.steps.at(-1)!] };
    };
    // The one that is not cut through its vacuum.
    const whole = heights
      .map((_height, termination) => build(many(termination), known))
      .find(({ slabs }) => {
        const z = slabs[1]!.slab.xyz.filter((_x, k) => k % 3 === 2);
        return Math.max(...z) - Math.min(...z) < 7;
      })!;
    const found = automaticSeparation(whole, AT, known);
    expect(found.rule).toBe('layer-gaps');
    expect(found.separationAng).toBeCloseTo((3.3305 + ang) / 2, 4);
  },
);

test('where no covalent spheres meet, the vacuum of a sheet is not its spacing', () => {
  // A sheet stretched until its atoms stand nowhere near those below.
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
  expect(found.rule).toBe('vdw-radii');
  expect(found.separationAng).toBeGreaterThan(0);
  expect(found.separationAng).toBeLessThan(VDW_RADIUS_ANG[6]! + VDW_RADIUS_ANG[14]!);
});
