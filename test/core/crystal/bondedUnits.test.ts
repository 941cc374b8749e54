import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bondedNetwork, covalentBonds, wholeUnits } from '#core/crystal/bondedUnits.ts';
import { crystalFromSites, unitCellStructure } from '#core/crystal/crystal.ts';
import { atomicNumber } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { readAtoms } from '#core/io/readAtoms.ts';
import { fcc, perovskite, repeated, rocksalt, rutile, zincBlende } from '../../helpers/crystals.ts';

const fixture = (name: string): Structure =>
  readAtoms(readFileSync(new URL(`../../fixtures/cases/${name}`, import.meta.url)), name).file
    .structure;

const box = (edge: number, atoms: readonly (readonly [string, number, number, number])[]) => ({
  lattice: Float64Array.of(edge, 0, 0, 0, edge, 0, 0, 0, edge),
  numbers: Uint8Array.from(atoms, ([symbol]) => atomicNumber(symbol)!),
  xyz: Float64Array.from(atoms.flatMap(([, ...xyz]) => xyz)),
});

/** Trigonal selenium: helices along c. */
const selenium = unitCellStructure(
  crystalFromSites(
    'Se',
    { number: 152, symbol: 'P3_121', hall: 'P 31 2"' },
    { a: 4.3662, c: 4.9536 },
    [{ symbol: 'Se', xyz: [0.2254, 0, 1 / 3], chargeE: 0 }],
  ),
);

const graphite: Structure = unitCellStructure(
  crystalFromSites(
    'C',
    { number: 194, symbol: 'P6_3/mmc', hall: '-P 6c 2c' },
    { a: 2.464, c: 6.711 },
    [
      { symbol: 'C', xyz: [0, 0, 0.25], chargeE: 0 },
      { symbol: 'C', xyz: [1 / 3, 2 / 3, 0.25], chargeE: 0 },
    ],
  ),
);

const dimensions = (atoms: Structure) =>
  bondedNetwork(atoms).units.map((unit) => `${unit.atoms.length}:${unit.dimensions}`);

test.each<[string, Structure, string[]]>([
  ['copper', fcc('Cu', 3.615), ['4:3']],
  ['zinc blende', zincBlende('Cd', 5.81), ['8:3']],
  ['rock salt', rocksalt('Mg', 'O', 4.212), ['8:3']],
  ['rutile', rutile(4.594, 2.959), ['6:3']],
  ['perovskite', perovskite(5.898), ['5:3']],
  ['graphite', graphite, ['2:2', '2:2']],
  ['trigonal selenium', selenium, ['3:1']],
  ['a MoS2 monolayer in vacuum', fixture('MoS2-monolayer.vasp'), ['3:2']],
  ['Bi2Te3 in hexagonal axes', fixture('Bi2Te3.cif'), ['5:2', '5:2', '5:2']],
  ['methylammonium in its cage', fixture('MAPbI3.vasp'), ['8:0', '4:3']],
])('units and dimensions of %s', (_, atoms, expected) => {
  expect(dimensions(atoms)).toEqual(expected);
});

test('a supercell has the same units, each as often as it is repeated where it ends', () => {
  const count = (atoms: Structure) => dimensions(repeated(atoms, 2)).sort();
  // 2 × 2 × 2 of a layered crystal: two layers of each, four times as many atoms in one.
  expect(count(graphite)).toEqual(Array(4).fill('8:2'));
  expect(count(selenium)).toEqual(Array(4).fill('6:1'));
  expect(count(fixture('MAPbI3.vasp'))).toEqual(['32:3', ...Array(8).fill('8:0')]);
});

test('a molecule across a face hangs together by the cells of its atoms', () => {
  const water = box(10, [
    ['O', 9.9, 5, 5],
    ['H', 0.5, 5.75, 5],
    ['H', 0.5, 4.25, 5],
  ]);
  const [unit] = wholeUnits(water);
  expect(Object.fromEntries(unit!.atoms.map((i, k) => [i, unit!.cells[k]]))).toEqual({
    0: [0, 0, 0],
    1: [1, 0, 0],
    2: [1, 0, 0],
  });
});

test('metals hold no molecule together, non-metals do', () => {
  // A carbonate beside calcium, within bonding distance of it.
  const calcite = box(8, [
    ['C', 4, 4, 4],
    ['O', 5.28, 4, 4],
    ['O', 3.36, 5.11, 4],
    ['O', 3.36, 2.89, 4],
    ['Ca', 7.6, 4, 4],
  ]);
  expect(bondedNetwork(calcite).units.map((u) => u.atoms.length)).toEqual([5]);
  expect(wholeUnits(calcite).map((u) => u.atoms.length)).toEqual([4]);
  expect(wholeUnits(zincBlende('Cd', 5.81))).toEqual([]);
  // Silicon is a network without end, and no molecule.
  const silicon = zincBlende('Si', 5.431, 'Si');
  expect(bondedNetwork(silicon, covalentBonds).units[0]!.dimensions).toBe(3);
  expect(wholeUnits(silicon)).toEqual([]);
});

test('an atom without bonds is a unit of its own', () => {
  const argon = box(6, [['Ar', 0, 0, 0]]);
  expect(bondedNetwork(argon)).toMatchObject({
    bonds: [],
    units: [{ atoms: [0], dimensions: 0 }],
  });
});
