import { expect, test } from 'vitest';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import { automaticSeparation } from '#core/registry/automaticSeparation.ts';
import { terminationPairs } from '#core/registry/terminationPairs.ts';
import { library } from '../../helpers/library.ts';

test('every pair of different complete terminations, each touching by the rule, besides what the document has', () => {
  const pairs = terminationPairs(DEFAULT_PRESET.recipe, library);
  expect(pairs.map(({ substrate, film, isComplete }) => [substrate, film, isComplete])).toEqual([
    ['CsPbBr without Pb', 'CdS', false],
    ['CsPbBr', 'CdS', true],
    ['Br2', 'CdS', true],
  ]);
  expect(pairs[0]!.recipe).toEqual(DEFAULT_PRESET.recipe);
  for (const { built, substrate, film, isComplete } of pairs) {
    if (!isComplete) continue;
    const faces = built.slabs.map(({ slab, spec }) => slab.surface.planes[spec.termination]!.label);
    expect(faces).toEqual([substrate, film]);
    expect(built.slabs.every(({ spec }) => spec.remove.length === 0)).toBe(true);
    const rule = automaticSeparation(built, { lower: 0, upper: 1, cellsUp: 0 }, library);
    expect(built.slabs[1]!.separationAng).toBeCloseTo(rule.separationAng, 3);
    // Cell and shift are those of the document.
    expect(built.cell).toEqual(pairs[0]!.built.cell);
  }
});

test('of planes alike that of the document stands for all: turned against its neighbour another is another interface', () => {
  const { recipe } = presetOf('ge-si');
  const [pair, ...more] = terminationPairs(recipe, library);
  expect(more).toEqual([]);
  const cuts = ({ steps }: typeof recipe) =>
    steps.flatMap((step) => ('slab' in step ? [step.slab.termination] : []));
  expect(cuts(recipe)).toEqual([1, 0]);
  expect(cuts(pair!.recipe)).toEqual([1, 0]);
});

test('a document of complete planes is one of the pairs', () => {
  const { recipe } = presetOf('laalo3-srtio3');
  const pairs = terminationPairs(recipe, library);
  expect(pairs).toHaveLength(4);
  const key = ({ slab }: { slab: { termination: number } }) => slab.termination;
  const now = recipe.steps.flatMap((step) => ('slab' in step ? [key(step)] : []));
  const all = pairs.map((pair) =>
    pair.recipe.steps.flatMap((step) => ('slab' in step ? [key(step)] : [])),
  );
  expect(all).toContainEqual(now);
});
