import { expect, test } from 'vitest';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { type OwnPotential, ownParameters, ownText } from '#engines/lammps/own/ownPotential.ts';
import { DEFAULT_SETTINGS, protocolOf } from '#engines/lammps/protocols.ts';
import { library } from '../../helpers/library.ts';

const TERSOFF = `# Si and Ge
Si Si Si 3.0 1.0 1.3258 4.8381 2.0417 0.0
   22.956 0.33675 1.3258 95.373 3.0 0.2 3.2394 1830.8
Si Ge Ge 3.0 1.0 0 0 0 0
   0 0 0 0 2.9 0.15 0 0 # Cd Cd Cd in a remark
`;
const tersoff: OwnPotential = { style: 'tersoff', name: 'SiGe.tersoff', text: TERSOFF };
const SETFL = 'by somebody\n\n\n 2 Ni Al\n5000 1e-4 10000 1e-3 6.0\n';
const alloy: OwnPotential = { style: 'eam/alloy', name: 'NiAl.eam', text: SETFL };

test('elements are those before its entries, or those of its fourth line; others are refused with both named', () => {
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
  expect(() => ownParameters([14], { ...alloy, text: TERSOFF })).toThrow(
    /NiAl\.eam as eam\/alloy, line 4: expected the number of elements/,
  );
});

test('a file that names no units is told to be in eV; one that does stays as it is', () => {
  expect(ownText(tersoff).split('\n')[0]).toBe('# Si and Ge UNITS: metal');
  expect(ownText(tersoff).split('\n').slice(1)).toEqual(TERSOFF.split('\n').slice(1));
  expect(ownParameters([14], tersoff).assumptions[0]).toMatch(/names no units: read as eV/);
  const real = { ...tersoff, text: `# UNITS: real\n${TERSOFF}` };
  expect(ownText(real)).toBe(real.text);
  expect(ownParameters([14], real).assumptions.join()).not.toMatch(/units/);
});

test('the input names style, file and the elements in the order of the types', () => {
  const { structure } = build(presetOf('ge-si').recipe, library);
  const { script, data, files, potential } = lammpsInput(
    structure,
    protocolOf({ ...DEFAULT_SETTINGS, kind: 'relax' }),
    { seed: 1, own: tersoff },
  );
  const order = [...data.matchAll(/^\d \S+ # (\w+)$/gm)].map(([, symbol]) => symbol);
  expect(script).toContain(`pair_style tersoff\npair_coeff * * potential.txt ${order.join(' ')}\n`);
  expect(script).not.toMatch(/coul|classical preview/);
  expect(files).toEqual([{ name: 'potential.txt', text: ownText(tersoff) }]);
  expect(potential.id).toBe('tersoff of SiGe.tersoff');
});
