import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import {
  applyNormalStrain,
  clearNormalStrain,
  strainByElasticity,
} from '#core/recipe/edits/strain.ts';
import { elasticReport } from '#core/recipe/elastic.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { library } from '../../../helpers/library.ts';

const geSi = presetOf('ge-si').recipe;
const normalStrains = ({ steps }: Recipe) =>
  steps.flatMap((s) => ('slab' in s ? [s.slab.normalStrain] : []));

test('Ge on Si answers −4.0 % in its plane by 2 c12/c11 of it along the normal; Si stays as it is', () => {
  const [silicon, germanium] = normalStrains(
    applyNormalStrain(build(geSi, library), library)(geSi),
  );
  expect(silicon).toBeUndefined();
  // c11 = 128.5 GPa, c12 = 48.3 GPa (Ge, 300 K): εzz = −2 · 0.376 · (5.431 − 5.658) / 5.658 = +3.0 %.
  expect(germanium).toBeGreaterThan(0.028);
  expect(germanium).toBeLessThan(0.032);
});

test('each slab gets the answer to its own strain', () => {
  const shared: Recipe = { ...geSi, strained: { who: 'shared', filmShare: 0.5 } };
  const built = build(shared, library);
  const found = normalStrains(applyNormalStrain(built, library)(shared));
  const wanted = elasticReport(built, library).map((e) => e!.suggestedNormalStrain);
  expect(wanted[0]! * wanted[1]!).toBeLessThan(0);
  for (const [i, strain] of found.entries()) expect(strain).toBeCloseTo(wanted[i]!, 8);
});

test('bulk spacings are the recipe of before', () => {
  const strained = applyNormalStrain(build(geSi, library), library)(geSi);
  expect(clearNormalStrain(strained)).toEqual(geSi);
});

test('the share of least energy has less energy than its neighbours, and none for unknown crystals', () => {
  const recipe = strainByElasticity(build(geSi, library), library)!(geSi);
  const share = recipe.strained.who === 'shared' ? recipe.strained.filmShare : Number.NaN;
  const energy = (filmShare: number) =>
    elasticReport(
      build({ ...geSi, strained: { who: 'shared', filmShare } }, library),
      library,
    ).reduce((sum, e) => sum + e!.relaxed.cellEv, 0);
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThan(1);
  for (const other of [share - 0.05, share + 0.05])
    expect(energy(share)).toBeLessThan(energy(other));
  expect(strainByElasticity(build(presetOf('cspbbr3-cds').recipe, library), library)).toBeNull();
});
