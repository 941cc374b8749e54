import { expect, test } from 'vitest';
import {
  type OwnPotential,
  ownLines,
  ownParameters,
  unnamedTypes,
} from '#engines/lammps/own/ownPotential.ts';

const commands = (text: string, elements?: ReadonlyMap<number, string>): OwnPotential => ({
  style: 'commands',
  name: 'in.potential',
  text,
  ...(elements && { elements }),
});
const OXIDE = `units metal # as published
mass 1 24.305
mass 2 15.999
set type 1 charge 2.0
set type 2 charge -2
pair_style hybrid/overlay buck 10.0 coul/dsf 0.2 12.0
pair_coeff 1 2 buck 1 0.3242 0
pair_coeff 2 2 buck 22764.3 0.149 27.88
pair_coeff * * coul/dsf
`;

test('types become those of the stack, and energies in eV kcal/mol; no other number changes', () => {
  // O comes first in the stack: its type is 1 there.
  const lines = ownLines(commands(OXIDE), ['O', 'Mg']);
  expect(lines[0]).toBe('pair_style hybrid/overlay buck 10.0 coul/dsf 0.2 12.0');
  expect(lines[1]).toMatch(/^pair_coeff 1 2 buck 23\.0605\d+ 0\.3242 0$/);
  const [, , oxygen, ...charges] = lines;
  const [a, rho, c] = oxygen!.split(' ').slice(4).map(Number);
  expect(oxygen).toMatch(/^pair_coeff 1 1 buck /);
  expect(a! / 22764.3).toBeCloseTo(23.0605, 4);
  expect([rho, c! / 27.88]).toEqual([0.149, expect.closeTo(23.0605, 4)]);
  expect(charges).toEqual([
    'pair_coeff 1 1 coul/dsf',
    'pair_coeff 1 2 coul/dsf',
    'pair_coeff 2 2 coul/dsf',
  ]);
});

test('charges come from the file and must add up; pairs that have nothing else are named', () => {
  const { species, assumptions } = ownParameters([8, 12], commands(OXIDE));
  expect(species).toEqual([
    { symbol: 'O', chargeE: -2 },
    { symbol: 'Mg', chargeE: 2 },
  ]);
  expect(assumptions[0]).toBe('Mg–Mg: charges alone, as in in.potential');
  expect(() => ownParameters([8, 12, 12], commands(OXIDE))).toThrow(/carries \+2/);
});

test('an element or a pair that the file lacks is refused by name; Lennard-Jones pairs are mixed and told', () => {
  expect(() => ownParameters([8, 20], commands(OXIDE))).toThrow(/Ca \(in\.potential has Mg, O\)/);
  const buck =
    'units real\nmass 1 24.305\nmass 2 15.999\npair_style buck 10\npair_coeff 1 2 1 1 0\n';
  expect(() => ownParameters([12, 8], commands(buck))).toThrow(/Mg–Mg, O–O/);
  const lj =
    'units real\nlabelmap atom 1 Ar 2 Ne\npair_style lj/cut 10\npair_coeff Ar Ar .2 3.4\npair_coeff 2* * .1 2.7\n';
  expect(ownParameters([18, 10], commands(lj)).assumptions[0]).toMatch(/^Ar–Ne: mixed/);
});

test('a file that does not tell its elements takes them from a person', () => {
  const text = 'units real\npair_style lj/cut 10\npair_coeff 1 1 .2 3.4\npair_coeff 2 2 .1 2.7\n';
  expect(unnamedTypes(commands(text))).toEqual([1, 2]);
  expect(() => ownParameters([18], commands(text))).toThrow(/Ar/);
  const mapped = commands(text, new Map([[2, 'Ar']]));
  expect(ownLines(mapped, ['Ar'])).toEqual(['pair_style lj/cut 10', 'pair_coeff 1 1 .1 2.7']);
  const twice = commands(
    text,
    new Map([
      [1, 'Ar'],
      [2, 'Ar'],
    ]),
  );
  expect(() => ownParameters([18], twice)).toThrow(/types 1 and 2 .* are both Ar/);
});

test.each([
  ['shell rm -rf /', 'units real\nshell rm -rf /\npair_style lj/cut 10\n', /line 2: .*not "shell"/],
  ['no units', 'pair_style lj/cut 10\n', /line 1: .*units real/],
  ['other units', 'units lj\npair_style lj/cut 1\n', /line 1: .*units real or units metal/],
  ['a many-body style', 'units metal\npair_style tersoff\n', /line 2: .*dropped itself/],
  ['a style twice', 'units real\npair_style hybrid lj/cut 10 lj/cut 9\n', /each style once/],
  [
    'coefficients first',
    'units real\npair_coeff 1 1 1 1\npair_style soft 1\n',
    /line 2: .*pair_style before/,
  ],
  ['a variable', 'units real\npair_style lj/cut 10\npair_coeff 1 1 v_e 1\n', /line 3: .*numbers/],
  [
    'a mass of nothing',
    'units real\nmass 1 500\npair_style lj/cut 10\n',
    /line 2: .*mass of an element/,
  ],
])('%s is refused with its line', (_, text, expected) => {
  expect(() => ownParameters([18], commands(text))).toThrow(expected);
});
