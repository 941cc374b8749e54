import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { changeFilm } from '#core/recipe/edits/film.ts';
import { changeMaterial, changePlane } from '#core/recipe/edits/slab.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import { filmsOf, type Recipe } from '#core/recipe/recipe.ts';
import {
  followingSeparation,
  isAutomatic,
  separateByRule,
  separationBelow,
} from '#core/registry/followSeparation.ts';
import { library } from '../../helpers/library.ts';

const ruleIn = (recipe: Recipe) => separationBelow(build(recipe, library), 1, library);
const d0 = (recipe: Recipe) => filmsOf(recipe)[0]!.separationAng;

test('d₀ by the rule is recognised as such, to a thousandth', () => {
  const layers = separateByRule(1, library)(presetOf('graphene-hbn').recipe);
  expect(d0(layers)).toBe(3.342);
  expect(isAutomatic(d0(layers), ruleIn(layers))).toBe(true);
  expect(isAutomatic(3.35, ruleIn(layers))).toBe(false);
  // At the shift of the document: touching spheres depend on it.
  const bonded = separateByRule(1, library)(DEFAULT_PRESET.recipe);
  expect(ruleIn(bonded).rule).toBe('radii');
  expect(isAutomatic(d0(bonded), ruleIn(bonded))).toBe(true);
});

test('another plane: a d₀ of the rule follows it, a d₀ of a person stays', () => {
  const turned = followingSeparation(changePlane(0, [0, 0, 1], library), library);
  const own = DEFAULT_PRESET.recipe;
  expect(d0(turned(own))).toBe(d0(own));
  const ruled = separateByRule(1, library)(own);
  const after = turned(ruled);
  expect(d0(after)).not.toBe(d0(ruled));
  expect(isAutomatic(d0(after), ruleIn(after))).toBe(true);
});

test('another crystal: the d₀ that was solved for the pair before is not carried over', () => {
  const after = followingSeparation(
    changeMaterial(1, 'graphene', library),
    library,
  )(DEFAULT_PRESET.recipe);
  expect(ruleIn(after).rule).toBe('layer-gap');
  expect(d0(after)).toBe(3.354);
  // And under the film as well as in it.
  const below = followingSeparation(
    changeMaterial(0, 'MgO', library),
    library,
  )(DEFAULT_PRESET.recipe);
  expect(isAutomatic(d0(below), ruleIn(below))).toBe(true);
});

test('a stack that cannot be built keeps its d₀', () => {
  const broken = changeFilm(1, {
    slab: { ...filmsOf(DEFAULT_PRESET.recipe)[0]!.slab, termination: 99 },
  });
  const after = followingSeparation(broken, library)(DEFAULT_PRESET.recipe);
  expect(d0(after)).toBe(d0(DEFAULT_PRESET.recipe));
});
