import { describe, expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { type OwnPotential, ownParameters, ownText } from '#engines/lammps/own/ownPotential.ts';
import { stylesOf } from '#engines/lammps/own/recogniseOwn.ts';
import { DEFAULT_SETTINGS } from '#engines/lammps/protocolSettings.ts';
import { protocolOf } from '#engines/lammps/protocols.ts';
import { SETFL, SILICON_SW, TERSOFF } from '../../helpers/lammps/potentialFiles.ts';
import { library } from '../../helpers/library.ts';

const tersoff: OwnPotential = { style: 'tersoff', name: 'SiGe.tersoff', text: TERSOFF };
const alloy: OwnPotential = { style: 'eam/alloy', name: 'NiAl.eam', text: SETFL };

const HYDROGEN =
  'units metal\nmass 1 28.086\nmass 2 1.008\npair_style lj/cut 5\npair_coeff * * 0.01 1.5\n';

describe('which style a file is of', () => {
  const vashishta = `In P P ${Array.from({ length: 14 }, (_, k) => k).join(' ')}\n`;
  const funcfl = `Cu\n29 63.55 3.615 FCC\n500 5e-4 500 1e-2 4.95\n${'0.1 '.repeat(1500)}\n`;
  const ofPairs = SETFL.replace(' 2 Ni Al', ' 2 Ni Fe').concat(`\n${'0.2 '.repeat(2 * 2)}`);
  test.each([
    ['Tersoff', TERSOFF, ['tersoff', 'vashishta']],
    ['Vashishta', vashishta, ['vashishta']],
    ['Stillinger–Weber', SILICON_SW, ['sw']],
    ['Tersoff with ZBL', `Si Si Si 3 ${'1 '.repeat(17)}`, ['tersoff/zbl']],
    ['alloy', SETFL, ['eam/alloy']],
    ['Finnis–Sinclair', ofPairs, ['eam/fs']],
    ['cut off behind its head', SETFL.slice(0, 90), ['eam/alloy', 'eam/fs']],
    ['one element', funcfl, ['eam']],
    ['commands', 'units real\npair_style lj/cut 10\n', ['commands']],
    ['a letter', 'Dear all,\nSi Si Si 1 2\n', []],
    ['numbers', '1 2 3\n', []],
    ['a POSCAR', 'Si\n1.0\n5 0 0\n0 5 0\n0 0 5\nSi\n1\nDirect\n0 0 0\n', []],
  ])('%s', (_, text, styles) => {
    expect(stylesOf(text)).toEqual(styles);
  });
});

test('elements are those before its entries, of its fourth line or of its second; others are refused with both named', () => {
  expect(ownParameters([32, 14, 32], tersoff).species.map(({ symbol }) => symbol)).toEqual([
    'Ge',
    'Si',
  ]);
  expect(() => ownParameters([48], tersoff)).toThrow(/Cd \(SiGe\.tersoff has Si, Ge\)/);
  expect(ownParameters([13], alloy).species).toEqual([{ symbol: 'Al', chargeE: 0 }]);
  expect(() => ownParameters([14], alloy)).toThrow(/Si \(NiAl\.eam has Ni, Al\)/);
});

test('a file of another kind is refused with the line and what belongs there', () => {
  expect(() => ownParameters([14], { ...tersoff, text: 'Dear all,\n' })).toThrow(
    /SiGe\.tersoff as tersoff, line 1: expected entries that begin with three elements/,
  );
  expect(() => ownParameters([14], { ...tersoff, style: 'sw' })).toThrow(
    /11 numbers behind Si Si Si, not 14/,
  );
  expect(() => ownParameters([14], { ...alloy, text: TERSOFF })).toThrow(
    /NiAl\.eam as eam\/alloy, line 4: expected the number of elements/,
  );
});

test('a file that names no units is told to be in eV; one that does stays as it is', () => {
  expect(ownText(tersoff).split('\n')[0]).toBe('# Si and Ge UNITS: metal');
  expect(ownText(tersoff).split('\n').slice(1)).toEqual(TERSOFF.split('\n').slice(1));
  // An entry that begins the file does not take the words for numbers.
  expect(ownText({ ...tersoff, text: SILICON_SW }).split('\n')[0]).toMatch(/0\.0 # UNITS: metal$/);
  expect(ownParameters([14], tersoff).assumptions[0]).toMatch(/names no units: read as eV/);
  const real = { ...tersoff, text: `# UNITS: real\n${TERSOFF}` };
  expect(ownText(real)).toBe(real.text);
  expect(ownParameters([14], real).assumptions.join()).not.toMatch(/units/);
});

test('pseudo-hydrogen of any nuclear charge is one type of hydrogen, which input and assumptions say', () => {
  const own = { ...tersoff, style: 'commands', text: HYDROGEN, name: 'h.txt' } as const;
  const numbers = Uint8Array.of(14, 1, 1);
  const input = lammpsInput(
    {
      lattice: Float64Array.of(9, 0, 0, 0, 9, 0, 0, 0, 9),
      numbers,
      xyz: Float64Array.of(0, 0, 0, 1.5, 0, 0, 0, 1.5, 0),
      layer: new Uint16Array(3),
    },
    protocolOf({ ...DEFAULT_SETTINGS, kind: 'relax' }),
    { seed: 1, own, valencesE: Float64Array.of(Number.NaN, 0.75, 1.25) },
  );
  expect(input.data).toMatch(/^2 atom types$/m);
  const said =
    /1 H are pseudo-hydrogen of nuclear charge 0\.75 e, 1 of 1\.25 e\. .* takes them for ordinary hydrogen/;
  expect(input.assumptions).toContainEqual(expect.stringMatching(said));
  expect(input.script).toMatch(/^# assumed: 1 H are pseudo-hydrogen/m);
});

test('the input names style, file and the elements in the order of the types, and the module that has them', () => {
  const { structure } = build(presetOf('ge-si').recipe, library);
  const input = lammpsInput(structure, protocolOf({ ...DEFAULT_SETTINGS, kind: 'relax' }), {
    seed: 1,
    own: tersoff,
  });
  const { script, data, files, potential } = input;
  const order = [...data.matchAll(/^\d \S+ # (\w+)$/gm)].map(([, symbol]) => symbol);
  expect(script).toContain(`pair_style tersoff\npair_coeff * * potential.txt ${order.join(' ')}\n`);
  expect(script).not.toMatch(/coul|classical preview/);
  expect(files).toEqual([{ name: 'potential.txt', text: ownText(tersoff) }]);
  expect(potential.id).toBe('tersoff of SiGe.tersoff');
  expect(input).toMatchObject({ build: 'full', origin: 'brought' });
  expect(input.assumptions.join()).not.toMatch(/pseudo-hydrogen/);
});
