import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fullCell } from '#core/crystal/crystal.ts';
import { operationsFromHall } from '#core/crystal/hall.ts';
import { type CellParameters, latticeFromParameters } from '#core/crystal/lattice.ts';
import { allSettings, type SpaceGroupSetting } from '#core/crystal/spaceGroups.ts';
import { composition } from '#core/crystal/structure.ts';
import { readCif } from '#core/io/cif/cif.ts';
import { fitsCell } from '#core/io/cif/symop.ts';
import { expectSameCrystal, failureOf } from '../structures.ts';

const tags = (p: CellParameters) =>
  `_cell_length_a ${p.a}\n_cell_length_b ${p.b}\n_cell_length_c ${p.c}\n_cell_angle_alpha ${p.alpha}\n_cell_angle_beta ${p.beta}\n_cell_angle_gamma ${p.gamma}\n`;
const sites = (...rows: string[]) =>
  `loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n${rows.join('\n')}\n`;
const cubic = (a: number) => tags(fullCell(221, { a }));

/** A cell that the operations of a setting leave alone: constants of its system on its own axes. */
function cellOf(s: SpaceGroupSetting): CellParameters {
  const standard = fullCell(s.number, { a: 57, b: 69, c: 87, alpha: 83, beta: 104, gamma: 77 });
  if (s.setting === 'R') return { a: 57, b: 57, c: 57, alpha: 75, beta: 75, gamma: 75 };
  if (s.number < 3 || s.number > 15) return standard;
  const unique = /[abc]/.exec(s.setting)![0];
  const angles = { alpha: 90, beta: 90, gamma: 90 };
  return { ...standard, ...angles, [{ a: 'alpha', b: 'beta', c: 'gamma' }[unique]!]: 104 };
}

test('each of the 530 settings: by its symbol and by its operations, the same atoms', () => {
  for (const s of allSettings()) {
    const p = cellOf(s);
    const lattice = latticeFromParameters(p);
    const operations = operationsFromHall(s.hall);
    for (const { rotation, translation } of operations)
      expect(fitsCell({ rotation: Int8Array.from(rotation), translation }, lattice), s.hall).toBe(
        true,
      );
    const triplets = operations.map(
      ({ rotation: r, translation: t }) =>
        `'${[0, 1, 2].map((k) => ['x', 'y', 'z'].map((v, j) => (r[3 * k + j] === 0 ? '' : `${r[3 * k + j]! > 0 ? '+' : '-'}${v}`)).join('') + (t[k] === 0 ? '' : `+${Math.round(12 * t[k]!)}/12`)).join(',')}'`,
    );
    const head = `data_x\n${tags(p)}`;
    const atoms = sites('Cd1 0.083 0.195 0.037');
    const listed = readCif(
      `${head}loop_\n_space_group_symop_operation_xyz\n${triplets.join('\n')}\n${atoms}`,
    );
    const mark = s.setting === '' ? '' : ` :${s.setting}`;
    const named = readCif(
      `${head}_space_group_name_H-M_alt '${s.full}${mark}'\n_space_group_IT_number ${s.number}\n${atoms}`,
    );
    const hall = readCif(`${head}_space_group_name_Hall '${s.hall}'\n${atoms}`);
    expect(listed.structure.numbers.length, s.full).toBe(operations.length);
    for (const file of [named, hall]) {
      const [a, b] = [file.structure, listed.structure];
      expect(a.numbers.length, s.full).toBe(b.numbers.length);
      // The same set of places, whatever the order: keys to 1e-4 Å.
      const places = ({ xyz }: typeof a) =>
        Array.from(a.numbers, (_, i) =>
          [0, 1, 2].map((k) => Math.round(1e4 * xyz[3 * i + k]!)).join(),
        ).toSorted();
      if (s.number !== 1) expect(file.warnings.join()).toContain(s.hall);
      expect(places(a), s.full).toEqual(places(b));
    }
  }
});

describe('files of others without their operations', () => {
  const read = (name: string, change: (text: string) => string = (t) => t) => {
    const text = readFileSync(`test/fixtures/${name}.cif`, 'utf8');
    const bare = text.replace(/loop_\n_space_group_symop_operation_xyz\n(?:'.*'\n)+/, '');
    expect(bare.length).toBeLessThan(text.length);
    return { whole: readCif(text).structure, bare: change(bare) };
  };

  test.each([
    'perovskite-Pm-3m',
    'perovskite-Pnma',
    'corundum-R-3c',
    'wurtzite-P63mc',
    'quartz-P3221',
  ])('%s is the same crystal by its symbol, and by its number alone', (name) => {
    const { whole, bare } = read(name);
    const file = readCif(bare);
    expectSameCrystal(file.structure, whole, 1e-6);
    expect(file.warnings.join()).toContain('no operations');
    expectSameCrystal(readCif(bare.replace(/_space_group_name.*\n/, '')).structure, whole, 1e-6);
  });

  test('spinel: of two origins the one that puts no atom next to its own image', () => {
    const { whole, bare } = read('spinel-Fd-3m');
    expectSameCrystal(readCif(bare).structure, whole, 1e-6);
    expect(readCif(bare).warnings.join()).toContain('origin choice 2');
  });

  test('silicon: two origins, told apart by the formula, a multiplicity, a mark, or the user', () => {
    const head = `data_Si\n${cubic(5.431)}`;
    const group = (symbol = 'F d -3 m') => `_space_group_name_H-M_alt '${symbol}'\n`;
    const atom = sites('Si1 0 0 0');
    expect(failureOf(() => readCif(head + group() + atom))).toMatchObject({
      code: 'ambiguous-setting',
      symbol: 'F d -3 m',
      settings: [
        { hall: 'F 4d 2 3 -1d', label: 'Fd-3m, origin choice 1' },
        { hall: '-F 4vw 2vw 3', label: 'Fd-3m, origin choice 2' },
      ],
    });
    const atoms = (text: string, setting?: string) =>
      readCif(text, setting === undefined ? {} : { setting }).structure.numbers.length;
    expect(
      atoms(`${head}${group()}_cell_formula_units_Z 8\n_chemical_formula_sum Si\n${atom}`),
    ).toBe(8);
    const counted = atom
      .replace('_atom_site_fract_z', '_atom_site_fract_z\n_atom_site_symmetry_multiplicity')
      .replace('0 0 0', '0 0 0 16');
    expect(atoms(head + group() + counted)).toBe(16);
    expect(atoms(head + group('F d -3 m :1') + atom)).toBe(8);
    expect(atoms(head + group('F d -3 m S') + atom)).toBe(8);
    expect(atoms(`${head}${group()}_space_group_IT_coordinate_system_code 1\n${atom}`)).toBe(8);
    expect(atoms(head + group() + atom, 'F 4d 2 3 -1d')).toBe(8);
    expect(atoms(head + group() + atom, 'Fd-3m:2')).toBe(16);
    for (const unclear of ['F d -3 m', 'nonsense'])
      expect(failureOf(() => readCif(head + group() + atom, { setting: unclear }))).toMatchObject({
        code: 'parse',
      });
  });

  test('rhombohedral axes are seen by the cell', () => {
    const p = { a: 5.128, b: 5.128, c: 5.128, alpha: 55.28, beta: 55.28, gamma: 55.28 };
    const file = readCif(
      `data_Al2O3\n${tags(p)}_symmetry_space_group_name_H-M 'R -3 c'\n${sites('Al1 0.3522 0.3522 0.3522', 'O1 0.5564 -0.0564 0.25')}`,
    );
    expect(composition(file.structure.numbers)).toEqual({ Al: 4, O: 6 });
    expect(file.warnings.join()).toContain('rhombohedral axes');
  });

  test('a short monoclinic symbol has the axis that the cell says, b where it says none', () => {
    const atoms = sites('Cd1 .1 .2 .3');
    const hallFor = (beta: number, gamma: number) =>
      readCif(
        `data_x\n${tags({ a: 8, b: 9, c: 10, alpha: 90, beta, gamma })}_symmetry_space_group_name_H-M 'P 21/n'\n${atoms}`,
      ).warnings.join();
    expect(hallFor(104, 90)).toContain('(-P 2yn)');
    expect(hallFor(90, 104)).toContain('(-P 2n)');
    expect(hallFor(90, 90)).toContain('(-P 2yn)');
  });
});

describe('what is refused', () => {
  const text = (group: string, cell = cubic(5.9)) =>
    `data_x\n${cell}${group}\n${sites('Cs1 0 0 0')}`;
  test('a symbol that is none, never taken for P 1', () =>
    expect(
      failureOf(() => readCif(text("_symmetry_space_group_name_H-M 'P m -3 q'"))),
    ).toMatchObject({
      code: 'parse',
      line: 8,
      expected: expect.stringContaining('P m -3 q'),
    }));
  test('a Hall symbol that is not in the tables', () =>
    expect(
      failureOf(() => readCif(text("_space_group_name_Hall 'P 4 2 3 (x,y,z+1/4)'"))),
    ).toMatchObject({
      code: 'parse',
    }));
  test('a symbol and a number that differ', () =>
    expect(
      failureOf(() =>
        readCif(text("_symmetry_space_group_name_H-M 'P n m a'\n_symmetry_Int_Tables_number 221")),
      ),
    ).toMatchObject({ code: 'parse', expected: expect.stringContaining('number 62') }));
  test('a cell that does not fit', () => {
    const oblong = tags({ a: 5, b: 6, c: 7, alpha: 90, beta: 90, gamma: 90 });
    expect(failureOf(() => readCif(text('_space_group_IT_number 221', oblong)))).toMatchObject({
      code: 'parse',
      expected: expect.stringContaining('P m -3 m (221)'),
    });
  });
  test('P 1 needs nothing', () => {
    for (const group of [
      "_symmetry_space_group_name_H-M 'P 1'",
      "_symmetry_space_group_name_H-M 'P1'\n_symmetry_Int_Tables_number 1",
    ])
      expect(readCif(text(group)).warnings).toEqual([]);
  });
});
