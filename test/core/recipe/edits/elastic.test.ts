import { expect, test } from 'vitest';
import { constantNames } from '#core/match/stiffness.ts';
import { build } from '#core/recipe/build.ts';
import { type Material, withElastic } from '#core/recipe/crystals/library.ts';
import { likeInLibrary } from '#core/recipe/crystals/likeInLibrary.ts';
import { ownElastic } from '#core/recipe/crystals/parseCrystal.ts';
import { setElastic } from '#core/recipe/edits/elastic.ts';
import { edited } from '#core/recipe/edits/outdated.ts';
import { relaxedRecipe } from '#core/recipe/edits/relaxed.ts';
import { replaceCrystal } from '#core/recipe/edits/slab.ts';
import { applyNormalStrain } from '#core/recipe/edits/strain.ts';
import { elasticLines, elasticReport } from '#core/recipe/elastic.ts';
import { recipeHash } from '#core/recipe/hash.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { linkOf, recipeOfLink } from '#core/recipe/share.ts';
import { library } from '../../../helpers/library.ts';
import { failureOf } from '../../io/structures.ts';

const geSi = presetOf('ge-si').recipe;
const typed = { cGPa: { c11: 100, c12: 50, c44: 40 }, kind: 'given', source: 'a table' } as const;
const reportOf = (recipe: Recipe) => elasticReport(build(recipe, library), library);

/** A crystal of the library as a file would bring it in. */
const imported = (id: string, change: Partial<Material> = {}): Material => {
  const { elastic: _, layerGap: __, ...rest } = library.get(id)!;
  return { ...rest, id: `@${id}`, name: 'imported', ...change };
};

test('typed constants are part of the document, answer its strain and come back from a link', () => {
  const given = setElastic(1, typed, library)(geSi);
  expect(parseRecipe(JSON.parse(JSON.stringify(given)))).toEqual(given);
  expect(recipeOfLink(linkOf(given))).toEqual(given);
  expect(recipeHash(given)).not.toBe(recipeHash(geSi));
  const film = reportOf(given)[1]!;
  expect(film).toMatchObject({ kind: 'given', source: 'a table' });
  // εzz = −2 c12/c11 ε on (001) of a cubic crystal.
  const strain = (5.431 - 5.658) / 5.658;
  expect(film.suggestedNormalStrain).toBeCloseTo(-2 * 0.5 * strain, 3);
  expect(reportOf(geSi)[1]!.suggestedNormalStrain).not.toBeCloseTo(-2 * 0.5 * strain, 3);
  const relaxed = applyNormalStrain(build(given, library), library)(given);
  expect(relaxed.steps[1]).toMatchObject({
    slab: { normalStrain: expect.closeTo(film.suggestedNormalStrain, 7) },
  });
  expect(setElastic(1, null, library)(given)).toEqual(geSi);
  // Of two entries for one crystal the last one given counts, and there is one.
  expect(setElastic(1, { ...typed, source: 'another' }, library)(given).elastic).toHaveLength(1);
});

test('a crystal of the library without constants can have them, and positions taken over stay', () => {
  const { recipe } = DEFAULT_PRESET;
  const rigid = build(recipe, library);
  const moved = relaxedRecipe(
    rigid,
    rigid.structure.xyz.map((x) => x + 0.01),
    'a run',
  );
  expect(reportOf(recipe)[1]).toBeNull();
  const given = edited(setElastic(1, typed, library))(moved);
  expect(reportOf(given)[1]).not.toBeNull();
  expect(given.relaxed).toEqual(moved.relaxed);
});

test.each([
  [{ c11: 100, c12: 50 }, /c11, c12, c44 for space group 227/],
  [{ c11: 100, c12: 50, c44: 40, c33: 90 }, /c11, c12, c44 for space group 227/],
  // Born: c11 > |c12|, c11 + 2 c12 > 0, c44 > 0.
  [{ c11: 50, c12: 60, c44: 40 }, /stable crystal/],
  [{ c11: 100, c12: -60, c44: 40 }, /stable crystal/],
  [{ c11: 100, c12: 50, c44: -1 }, /stable crystal/],
])('%o are refused for germanium', (cGPa, expected) => {
  const failure = failureOf(() => setElastic(1, { ...typed, cGPa: cGPa as never }, library)(geSi));
  expect(failure).toMatchObject({ code: 'recipe', expected: expect.stringMatching(expected) });
});

test.each([
  [{ ...typed, material: 'Ge', cGPa: { c11: Number.NaN } }, 'elastic[0].cGPa.c11'],
  [{ ...typed, material: 'Ge', cGPa: { c17: 1 } }, 'elastic[0].cGPa.c17'],
  [{ ...typed, material: 'Ge', kind: 'guessed' }, 'elastic[0].kind'],
  [{ ...typed, material: 'Ge', unit: 'GPa' }, 'elastic[0].unit'],
])('a document that says %o is refused at %s', (entry, field) => {
  expect(failureOf(() => parseRecipe({ ...geSi, elastic: [entry] }))).toMatchObject({ field });
});

test('where constants come from is one of three words', () => {
  const given = (kind: string) => () =>
    ownElastic({ material: 'Si', cGPa: { c11: 166 }, kind, source: 'x' }, 'elastic[0]');
  for (const kind of ['measured', 'computed', 'given']) expect(given(kind)().kind).toBe(kind);
  expect(given('guessed')).toThrow(
    /elastic\[0\]\.kind: expected "measured", "computed" or "given"/,
  );
});

test('the symmetry says which constants there are', () => {
  expect(constantNames(225)).toEqual(['c11', 'c12', 'c44']);
  expect(constantNames(186)).toEqual(['c11', 'c12', 'c13', 'c33', 'c44']);
  expect(constantNames(136)).toEqual(['c11', 'c12', 'c13', 'c33', 'c44', 'c66']);
  expect(constantNames(167)).toEqual(['c11', 'c12', 'c13', 'c14', 'c33', 'c44']);
  expect(constantNames(62)).toHaveLength(9);
  expect(constantNames(14)).toBeNull();
});

test('an imported crystal is found in the library by group, atoms and a cell within 2 %', () => {
  const like = (material: Material, cell = material.constants[0]!.cell) =>
    likeInLibrary(library, material, cell)?.id ?? null;
  expect(like(imported('Ge'))).toBe('Ge');
  expect(like(imported('Ge'), { a: 5.658 * 1.019 })).toBe('Ge');
  expect(like(imported('Ge'), { a: 5.658 * 1.03 })).toBeNull();
  // Silicon sites in germanium's cell: another crystal, and no silicon either.
  const sites = library.get('Ge')!.sites.map((s) => ({ ...s, symbol: 'Si' }));
  expect(like(imported('Ge', { sites }))).toBeNull();
  expect(like(imported('SrTiO3'))).toBe('SrTiO3');
  expect(like(imported('graphene'))).toBeNull();
  // Corundum has c14: turned by 180° about c it would be −c14.
  expect(like(imported('Al2O3'))).toBe('Al2O3');
  const turned = library.get('Al2O3')!.sites.map((s) => ({
    ...s,
    xyz: [-s.xyz[0], -s.xyz[1], s.xyz[2]] as const,
  }));
  const reverse = { number: 167, symbol: 'R-3c', hall: 'P -3 2"c' };
  expect(like(imported('Al2O3', { sites: turned, spaceGroup: reverse }))).toBeNull();
});

test('what is taken over from the library answers the strain as the library’s own', () => {
  const own = imported('Ge');
  const recipe = replaceCrystal(1, own, library)(geSi);
  expect(reportOf(recipe)[1]).toBeNull();
  const { elastic } = likeInLibrary(library, own, own.constants[0]!.cell)!;
  const given = setElastic(1, elastic, library)(recipe);
  expect(reportOf(given)[1]!.relaxed.jPerM2).toBeGreaterThan(0);
  expect(reportOf(given)[1]!.source).toBe(elastic.source);
});

test('the plain report tells energies and strain with their digits, and says where there are none', () => {
  const [, film] = reportOf(setElastic(1, typed, library)(geSi));
  const shown = {
    ...film!,
    relaxed: { ...film!.relaxed, jPerM2: 1.23456, mevPerAtom: 2.34567 },
    suggestedNormalStrain: 0.0123456,
  };
  expect(elasticLines([null, shown], ['Si', 'Ge']).slice(2)).toEqual([
    '  Si   no elastic constants in the library',
    '  Ge   1.2346 J/m²   2.346 meV/atom   εzz +1.23 %   (given: a table)',
  ]);
  expect(elasticLines([null, null], ['Si', 'Ge'])).toEqual([]);
});

test('a library to which a document adds nothing is the same one', () => {
  expect(withElastic(library, {})).toBe(library);
  const elsewhere = [{ material: 'none such', ...typed }];
  expect(withElastic(library, { elastic: elsewhere })).toBe(library);
});
