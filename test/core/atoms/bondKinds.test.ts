import { expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { coordination } from '#core/atoms/coordination.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { bondsOf, canBond, pairName } from '#core/crystal/neighbors.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';

/** Coordination numbers in the crystals, as textbooks have them. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'cspbbr3-cds': ['Cs 12', 'Pb 6', 'Br 6', 'Cd 4', 'S 4'],
  'laalo3-srtio3': ['Sr 12', 'Ti 6', 'O 6', 'La 12', 'Al 6'],
  'fe-mgo': ['Mg 6', 'O 6', 'Fe 8'],
  'gan-al2o3': ['Al 6', 'O 4', 'Ga 4', 'N 4'],
  'graphene-hbn': ['B 3', 'N 3', 'C 3'],
  'ws2-mos2': ['Mo 6', 'S 3', 'W 6'],
  'ge-si': ['Si 4', 'Ge 4'],
};

test.each(Object.entries(KNOWN))('%s: neighbours in bulk', (id, known) => {
  const built = build(presetOf(id).recipe, library);
  const { bulk } = coordination(built);
  const found = new Set([...bulk].map((n, i) => `${SYMBOLS[built.structure.numbers[i]!]} ${n}`));
  expect([...found].sort()).toEqual([...known].sort());
});

/** The kinds of sticks of each preset, within slabs and across. */
const DRAWN: Readonly<Record<string, readonly string[]>> = {
  'cspbbr3-cds': ['Pb-Br', 'Cd-S'],
  'ge-si': ['Si-Si', 'Ge-Ge', 'Ge-Si'],
  'laalo3-srtio3': ['Ti-O', 'Al-O'],
  'srtio3-si': ['Si-Si', 'Ti-O', 'Si-O'],
  'fe-mgo': ['Mg-O', 'Fe-Fe', 'Fe-O'],
  'gan-al2o3': ['Al-O', 'Ga-N', 'Al-N'],
};

test.each(Object.entries(DRAWN))('%s: kinds of sticks', (id, kinds) => {
  const { structure, charges } = build(presetOf(id).recipe, library);
  const { a, b } = bondsOf(structure, charges);
  const { numbers } = structure;
  const found = new Set([...a].map((i, k) => pairName(numbers[i]!, numbers[b[k]!]!)));
  expect([...found].sort()).toEqual([...kinds].sort());
});

test('a metal film is bonded to the anions of an oxide, silicon to cations too, and group 2 to neither', () => {
  const [FE, MG, O, SI, GA] = [26, 12, 8, 14, 31];
  const can = (p: number, cp: number, q: number, cq: number) =>
    canBond([p, q], [cp, cq], 0, 1) && canBond([q, p], [cq, cp], 0, 1);
  expect(can(FE, 0, MG, 2)).toBe(false);
  expect(can(FE, 0, O, -2)).toBe(true);
  expect(can(FE, 0, FE, 0)).toBe(true);
  expect(can(SI, 0, GA, 3)).toBe(true);
  expect(can(SI, 0, MG, 2)).toBe(false);
  expect(can(O, -2, O, -2)).toBe(false);
  expect(can(FE, Number.NaN, MG, Number.NaN)).toBe(true);
});
