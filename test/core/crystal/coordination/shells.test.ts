import { expect, test } from 'vitest';
import { centreOf, ligandShells } from '#core/crystal/coordination/shells.ts';
import { bondsOf, pairName } from '#core/crystal/neighbors.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import { library } from '../../../helpers/library.ts';

test('the cation is the centre: by charge where charges are opposite, by electronegativity without them', () => {
  const numbers = [82, 35, 14, 14];
  expect(centreOf(0, 1, numbers, [2, -1])).toBe('a');
  expect(centreOf(1, 0, numbers, [-2, 1])).toBe('a');
  expect(centreOf(1, 0, numbers, [2, -1])).toBe('b');
  expect(centreOf(0, 1, numbers, [])).toBe('a');
  expect(centreOf(0, 1, numbers, [Number.NaN, Number.NaN])).toBe('a');
  expect(centreOf(2, 3, numbers, [0, 0])).toBe('either');
});

test('inside the slabs Pb has six Br and Cd has four S; Cs is no centre', () => {
  const { structure, charges } = build(DEFAULT_PRESET.recipe, library);
  const { numbers } = structure;
  const { start } = ligandShells(bondsOf(structure, charges), numbers, charges, 'unlike');
  const shells = (z: number) =>
    Array.from(numbers, (n, i) => (n === z ? start[i + 1]! - start[i]! : -1)).filter((n) => n >= 0);
  expect(Math.max(...shells(82))).toBe(6);
  expect(shells(82).filter((n) => n === 6).length).toBeGreaterThan(7);
  expect(Math.max(...shells(48))).toBe(4);
  expect([...shells(55), ...shells(35), ...shells(16)].every((n) => n === 0)).toBe(true);
});

test('in a crystal of one element every atom is a centre, or none', () => {
  const { structure, charges } = build(presetOf('ge-si').recipe, library);
  const silicon = { ...structure, layer: new Uint16Array(structure.numbers.length) };
  const bonds = bondsOf(silicon, charges);
  expect(
    ligandShells(
      bonds,
      silicon.numbers.map(() => 14),
      [],
      'unlike',
    ).ligand,
  ).toHaveLength(0);
  expect(
    ligandShells(
      bonds,
      silicon.numbers.map(() => 14),
      [],
      'all',
    ).ligand,
  ).toHaveLength(2 * bonds.a.length);
});

test('a rule for a pair stands above radii, slabs and spacers; zero draws none', () => {
  const { structure, charges } = build(DEFAULT_PRESET.recipe, library);
  const count = (rules: Record<string, number>, p: number, q: number) => {
    const { a, b } = bondsOf(structure, charges, rules);
    return Array.from(a).filter((i, k) => {
      const pair = [structure.numbers[i], structure.numbers[b[k]!]];
      return pair.includes(p) && pair.includes(q);
    }).length;
  };
  expect(pairName(16, 48)).toBe('Cd-S');
  expect(count({}, 48, 16)).toBeGreaterThan(100);
  expect(count({ 'Cd-S': 0 }, 48, 16)).toBe(0);
  expect(count({ 'Cd-S': 0 }, 82, 35)).toBe(count({}, 82, 35));
  expect(count({}, 55, 35)).toBe(0);
  expect(count({ 'Cs-Br': 4.3 }, 55, 35)).toBeGreaterThan(50);
  expect(count({}, 48, 35)).toBe(0);
  expect(count({ 'Cd-Br': 3.1 }, 48, 35)).toBe(4);
});
