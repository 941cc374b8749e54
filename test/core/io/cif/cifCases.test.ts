import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { settingsOfSymbol } from '#core/crystal/spaceGroups.ts';
import { composition, formula } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { readCif } from '#core/io/cif/cif.ts';

// Kinds of files that real collections hold; each was refused, or read as something else, once.

const fixture = (name: string) =>
  readFileSync(new URL(`../../../fixtures/cases/${name}`, import.meta.url), 'utf8');
const read = (text: string) => {
  const file = readCif(text);
  return { formula: formula(composition(file.structure.numbers)), warnings: file.warnings };
};
const failure = (text: string) => {
  try {
    readCif(text);
  } catch (error) {
    if (error instanceof EpistackError) return error.failure;
    throw error;
  }
  return 'accepted';
};

const CELL = `_cell_length_a 6
_cell_length_b 6
_cell_length_c 6
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
`;
const loop = (tags: readonly string[], ...rows: readonly string[]) =>
  `loop_\n${[...tags, ...rows].join('\n')}\n`;
const SITES = [
  '_atom_site_label',
  '_atom_site_fract_x',
  '_atom_site_fract_y',
  '_atom_site_fract_z',
];
const labelled = (sum: string | null, ...labels: readonly string[]) =>
  `data_x\n${sum === null ? '' : `_chemical_formula_sum '${sum}'\n`}${CELL}${loop(
    SITES,
    ...labels.map((label, i) => `${label} 0 0 ${(i / labels.length).toFixed(3)}`),
  )}`;

describe('elements', () => {
  test('the oxygen of water is oxygen, and its hydrogens are missed', () => {
    const { formula, warnings } = read(fixture('water-label.cif'));
    expect(formula).toBe('CaO2');
    expect(warnings.join('\n')).toMatch(/Wat1, Wat2: the oxygen of water; its hydrogen atoms/);
  });

  const waterOf = (...rows: readonly string[]) =>
    read(`data_x\n_chemical_formula_sum 'H2 O'\n${CELL}${loop(SITES, ...rows)}`);
  const DRY = expect.stringMatching(/OW: the oxygen of water; its hydrogen atoms/);

  test.each([
    ['near the oxygen', 'HW1 .1 .1 0', 'HW2 .9 .1 0'],
    ['as deuterium', 'D1 .1 .1 0', 'D2 .9 .1 0'],
    ['far from it, as many as in the formula', 'H1 .4 .4 0', 'H2 .6 .4 0'],
  ])('water with its hydrogens is not said to miss them: %s', (_, ...hydrogens) => {
    const { formula, warnings } = waterOf('OW 0 0 0', ...hydrogens);
    expect(formula).toBe('H2O');
    expect(warnings).not.toContainEqual(DRY);
  });

  test('hydrogens near another oxygen do not complete water', () => {
    const rows = ['O1 .5 .5 .5', 'H1 .6 .6 .5', 'H2 .4 .6 .5'];
    expect(waterOf('OW 0 0 0', ...rows).warnings).toContainEqual(DRY);
    expect(waterOf('OW 0 0 0', 'H1 .1 .1 0').warnings).toContainEqual(DRY);
    const both = waterOf('OW 0 0 0', 'H3 .1 .1 0', 'H4 .9 .1 0', 'Ca1 .5 .5 0');
    expect(both.warnings).not.toContainEqual(DRY);
  });

  test.each(['Wat', 'WAT2', 'HOH', 'OW1', 'OH2', 'H2O', 'wat', 'Water1', 'W1', 'w2a', 'Wa', 'WA1'])(
    '%s is water',
    (label) => {
      expect(read(labelled('Ca H2 O', 'Ca1', label)).formula).toBe('CaO');
    },
  );

  test.each(['Ow2', 'Wat', 'HOH'])('the type symbol %s is water too', (type) => {
    const text = `data_x\n${CELL}${loop([...SITES, '_atom_site_type_symbol'], `A1 0 0 0 ${type}`)}`;
    expect(read(text).formula).toBe('O');
  });

  test('W is tungsten where the formula holds it, or no formula does not', () => {
    expect(read(labelled('W O', 'W1', 'O1')).formula).toBe('WO');
    expect(read(labelled(null, 'W1', 'O1')).formula).toBe('WO');
  });

  test('labels in capitals are decided by the formula, and that is said', () => {
    const { formula, warnings } = read(fixture('upper-case-label.cif'));
    expect(formula).toBe('CsCl');
    expect(warnings).toContain('read by the formula: CS1 as Cs, CL1 as Cl');
  });

  test.each([
    ['Cl C', 'CL1'],
    [null, 'CL1'],
  ])('where the formula %s does not decide, a type symbol is asked for', (sum, label) => {
    expect(failure(labelled(sum, label))).toMatchObject({
      code: 'parse',
      line: 13 + (sum ? 1 : 0),
    });
  });

  test('a label in title case means one letter where the formula has that one only', () => {
    const { formula, warnings } = read(labelled('C H', 'Ca', 'Ho'));
    expect(formula).toBe('CH');
    expect(warnings).toContain('read by the formula: Ca as C, Ho as H');
  });

  test('an element that the formula does not hold is said', () => {
    const { formula, warnings } = read(labelled('Cs Br', 'Cs1', 'I1'));
    expect(formula).toBe('CsI');
    expect(warnings.join('\n')).toMatch(/formula does not hold them: I1 as I/);
  });
});

describe('symmetry', () => {
  test('a magnetic group gives the nuclear structure, centrings included', () => {
    const { formula, warnings } = read(fixture('magnetic.mcif'));
    expect(formula).toBe('Mn4O4');
    expect(warnings.join('\n')).toMatch(/magnetic moments are not kept/);
    expect(warnings.join('\n')).not.toMatch(/no operations/);
  });

  test('a grey group, each operation with and without time reversal, doubles no atom', () => {
    const text = `data_x\n${CELL}${loop(
      ['_space_group_symop.magn_operation_xyz'],
      'x,y,z,+1',
      'x,y,z,-1',
      '-x,-y,-z,+1',
      '-x,-y,-z,-1',
    )}${loop(SITES, 'Mn1 0.1 0.2 0.3')}`;
    expect(read(text).formula).toBe('Mn2');
  });

  test('magnetic operations that are no group are refused at their line', () => {
    const text = fixture('magnetic.mcif').replace('2 x,y+1/2,z+1/2,-1\n', '');
    expect(failure(text)).toMatchObject({ code: 'parse', line: 8 });
  });

  test('a modulated structure is refused by name', () => {
    expect(failure(fixture('superspace.cif'))).toMatchObject({
      code: 'parse',
      expected: expect.stringMatching(/modulated .*superspace group P m m m\(0,0,g\)/),
    });
  });

  test('operations under a tag that is not known are not passed over', () => {
    const text = `data_x\n${CELL}${loop(['_my_symop_xyz'], "'-x,-y,-z'")}${loop(SITES, 'Mn1 0 0 0')}`;
    expect(failure(text)).toMatchObject({
      code: 'parse',
      line: 8,
      expected: expect.stringContaining('_my_symop_xyz'),
    });
  });

  test.each([
    ['P2(1)/c', 14],
    ['P2(1)2(1)2(1)', 19],
    ['I4(1)/amd', 141],
    ['P6(3)/mmc', 194],
    ['P4(2)/n', 86],
  ])('the symbol %s, as SHELX writes it, is group %i', (symbol, number) => {
    const found = settingsOfSymbol(symbol);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((setting) => setting.number === number)).toBe(true);
  });

  test('a file with such a symbol and no operations is read', () => {
    expect(read(fixture('shelx-symbol.cif')).formula).toBe('Si4');
  });
});

describe('syntax elsewhere in the file', () => {
  test.each([
    'tag-twice.cif',
    'dot-coordinates.cif',
    'comma-after-quote.cif',
    'broken-loop-elsewhere.cif',
  ])('%s is no reason to refuse the crystal', (name) => {
    expect(read(fixture(name)).formula).toBe('CsBr');
  });

  test('a tag that matters is refused when it has two values', () => {
    const text = fixture('tag-twice.cif').replace("sum ''", "sum 'Cs I'");
    expect(failure(text)).toMatchObject({ code: 'parse', line: 3 });
  });

  test('a ragged loop of the crystal itself is said, where nothing is read from it', () => {
    const text = `${labelled(null, 'Cs1')}${loop(['_pd_d', '_pd_i'], '3.03 100', '2.1')}`;
    expect(read(text).warnings.join('\n')).toMatch(/line 18: the last row .* is not whole/);
  });

  test('"." is 0 in coordinates and said; "?" is unknown and refused', () => {
    const text = labelled(null, 'Cs1').replace('Cs1 0 0', 'Cs1 . .');
    expect(read(text).warnings).toContain('2 coordinates are given as ".", which stands for 0');
    expect(failure(text.replace('. .', '. ?'))).toMatchObject({ code: 'parse', line: 13 });
  });
});

describe('disorder', () => {
  test.each([
    ['mixture-symbol.cif', 'Nb,Zr, 0.8Nb + 0.2Zr'],
    ['split-hydrogen.cif', 'H, split over 3 places'],
  ])('%s names its site', (name, site) => {
    expect(failure(fixture(name))).toMatchObject({ code: 'partial-occupancy', sites: [site] });
  });

  test.each(['Nb/Zr', 'Nb,Zr', 'Nb0.8Zr0.2', '(Nb 0.8, Zr 0.2)'])(
    'the type symbol %s is a mixture',
    (type) => {
      const text = fixture('mixture-symbol.cif').replace('0.8Nb + 0.2Zr', type);
      expect(failure(text)).toMatchObject({ code: 'partial-occupancy' });
    },
  );

  test('one element twice on one place, summing to 1, is an ordered site', () => {
    const { formula, warnings } = read(fixture('split-oxygen.cif'));
    expect(formula).toBe('Mg4O4');
    expect(warnings.join('\n')).toMatch(/O1 and OH are one element on one place/);
  });

  test.each([
    ['a sum under 1', '0.345', '0.3'],
    ['another element', 'OH O ', 'F1 F '],
    ['another place', 'OH O 0.5 ', 'OH O 0.4 '],
  ])('%s stays disorder', (_, from, to) => {
    const text = fixture('split-oxygen.cif').replace(from, to);
    expect(failure(text)).toMatchObject({ code: 'partial-occupancy' });
  });
});
