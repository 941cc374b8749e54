import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { shortestPairs } from '#core/crystal/contactCheck.ts';
import { type Crystal, unitCellStructure } from '#core/crystal/crystal.ts';
import { allSettings, settingsOfNumber, settingsOfSymbol } from '#core/crystal/spaceGroups.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { reducedFormula } from '#core/crystal/structure.ts';
import { EpistackError, type Failure } from '#core/errors.ts';
import { readAtoms } from '#core/io/readAtoms.ts';
import { writePoscar } from '#core/io/vasp/poscar.ts';
import { writeExtXyz } from '#core/io/xyz/xyz.ts';
import { det, mul, row } from '#core/math/mat3.ts';
import { norm } from '#core/math/vec3.ts';
import { type HandSpec, hasUsualAxes } from '#core/recipe/crystals/handCrystal.ts';
import { axesText, type CrystalForm, materialOfForm } from '#core/recipe/crystals/imported.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import { ownCrystal } from '#core/recipe/crystals/parseCrystal.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { type Imported, importByHand, importCrystal } from '#engines/symmetry/importCrystal.ts';
import { findSpaceGroup, loadSymmetry } from '#engines/symmetry/symmetry.ts';

const wasm = createRequire(import.meta.url).resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm');
beforeAll(() => loadSymmetry(new Uint8Array(readFileSync(wasm))));

const material = (imported: Imported, form: CrystalForm) =>
  materialOfForm(form, {
    name: '',
    statesE: imported.species.map((s) => s.stateE),
    source: 'a test',
    groupText: imported.group?.symbol ?? '?',
  });
const crystal = (imported: Imported, form: CrystalForm): Crystal => {
  const kept = material(imported, form);
  return crystalOf(kept, kept.constants[0]!.cell);
};
const formOf = (imported: Imported, kind: CrystalForm['kind']) =>
  imported.forms.find((f) => f.kind === kind)!;
async function failureOf(call: Promise<unknown>): Promise<Failure | 'accepted'> {
  try {
    await call;
    return 'accepted';
  } catch (error) {
    if (error instanceof EpistackError) return error.failure;
    throw error;
  }
}

/** Sorted distances below a cutoff for each pair of elements, with how often they occur per atom. */
function distances(s: Structure, atomsPerCell: number): string[] {
  return shortestPairs(s).map(
    (p) => `${p.a}${p.b} ${p.ang.toFixed(5)} of ${(s.numbers.length / atomsPerCell).toFixed(3)}`,
  );
}

const files = [
  ...readdirSync('test/reference')
    .filter((f) => /\.(cif|vasp)$/.test(f))
    .map((f) => `test/reference/${f}`),
  ...readdirSync('test/fixtures')
    .filter((f) => f.endsWith('.cif'))
    .map((f) => `test/fixtures/${f}`),
];

describe('every form of a file is the same crystal', () => {
  test.each(files)('%s', async (name) => {
    const imported = await importCrystal({ data: readFileSync(name), name });
    const group = imported.group!;
    expect(imported.forms.map((f) => f.kind).slice(0, 2)).toEqual(['given', 'conventional']);
    for (const form of imported.forms) {
      const built = crystal(imported, form);
      expect(det(built.lattice)).toBeGreaterThan(0);
      const s = unitCellStructure(built);
      const atoms = Object.values(form.counts).reduce((sum, n) => sum + n, 0);
      expect(s.numbers.length).toBe(atoms);
      // Density and nearest distances are the given ones, and so is the group, hand included.
      expect(det(s.lattice) / s.numbers.length).toBeCloseTo(
        imported.volumeAng3 / imported.atoms,
        4,
      );
      expect(distances(s, atoms)).toEqual(distances(imported.structure, imported.atoms));
      expect((await findSpaceGroup(s)).symbol).toBe(group.symbol);
      // The axes are those that are said.
      const turned = mul(form.axes, imported.structure.lattice);
      for (let i = 0; i < 3; i++)
        expect(norm(row(turned, i))).toBeCloseTo(norm(row(s.lattice, i)), 4);
      // Cd2SPb of the skew cell has no neutral guess, and says so.
      if (built.charges !== null)
        expect(Math.abs(built.charges.reduce((sum, q) => sum + q, 0))).toBeLessThan(1e-9);
      expect(built.charges === null).toBe(name.includes('ase.cif'));
    }
    const conventional = formOf(imported, 'conventional');
    expect(conventional.spaceGroup.number).toBe(group.number);
    expect(conventional.sites.length).toBeLessThanOrEqual(formOf(imported, 'given').sites.length);
  });
});

test('known crystals: group, free constants, representatives', async () => {
  const of = (name: string) => importCrystal({ data: readFileSync(name), name });
  const rutile = await of('test/reference/TiO2-rutile.cif');
  expect(rutile.group).toMatchObject({ number: 136, symbol: 'P4_2/mnm' });
  expect(formOf(rutile, 'conventional')).toMatchObject({
    cell: { a: 4.594, c: 2.959 },
    sites: [{ symbol: 'Ti', xyz: [0, 0, 0] }, { symbol: 'O' }],
  });
  expect(rutile.formula).toBe('TiO2');
  expect(rutile.species).toEqual([
    { symbol: 'Ti', count: 2, stateE: 4, from: 'guess' },
    { symbol: 'O', count: 4, stateE: -2, from: 'guess' },
  ]);
  const silicon = await of('test/reference/Si.cif');
  expect(formOf(silicon, 'primitive').sites.length).toBe(2);
  expect(formOf(silicon, 'conventional').sites).toMatchObject([{ xyz: [0.125, 0.125, 0.125] }]);
  const corundum = await of('test/fixtures/corundum-R-3c.cif');
  expect(formOf(corundum, 'conventional')).toMatchObject({
    spaceGroup: { number: 167, symbol: 'R-3c', hall: '-R 3 2"c' },
    cell: { a: 4.759, c: 12.991 },
  });
  expect(formOf(corundum, 'conventional').sites.length).toBe(2);
});

describe('the conventional axes are the nearest that the symbol allows', () => {
  test.each(files.filter((f) => !f.includes('ase')))(
    '%s keeps the axes of its cell',
    async (name) => {
      const imported = await importCrystal({ data: readFileSync(name), name });
      const { axes } = formOf(imported, 'conventional');
      expect(axesText(axes)).toBe('a′ = a, b′ = b, c′ = c');
      expect(imported.notes).toEqual([]);
    },
  );

  // Zinc blende has no fourfold rotation: turned by 90° its (111) is the other face.
  test.each([
    [0, 1, 0, -1, 0, 0, 0, 0, 1],
    [0, 1, 0, 0, 0, 1, 1, 0, 0],
    [-1, 0, 0, 0, -1, 0, 0, 0, 1],
    [0, 0, -1, 1, 0, 0, 0, -1, 0],
  ])('(111) of zinc blende is the same face in both, whatever the axes (%#)', async (...turn) => {
    const name = 'test/reference/CdS-zb.vasp';
    const { structure } = readAtoms(readFileSync(name), name).file;
    const turned = { ...structure, lattice: mul(turn, structure.lattice) };
    const imported = await importCrystal({ data: writePoscar(turned), name: 'POSCAR' });
    expect(axesText(formOf(imported, 'conventional').axes)).toBe('a′ = a, b′ = b, c′ = c');
    // From Cd down to S: a quarter of the cell's diagonal on one face, a quarter of a period on the other.
    const downAng = (kind: CrystalForm['kind']): number => {
      const { planes, layerPeriodAng } = surfaceOf(
        crystal(imported, formOf(imported, kind)),
        [1, 1, 1],
      );
      const depth = (sign: number) => planes.find((p) => sign * p.chargeE! > 0)!.depthAng;
      return (depth(-1) - depth(1) + layerPeriodAng) % layerPeriodAng;
    };
    expect(downAng('conventional')).toBeCloseTo(downAng('given'), 6);
  });
});

describe('hand', () => {
  const name = 'test/fixtures/quartz-P3221.cif';
  const quartz = () => readAtoms(readFileSync(name), name).file.structure;
  /** Reflected in the plane x = 0; its cell is left-handed. */
  const mirrored = (s: Structure): Structure => {
    const flip = (v: Float64Array) => v.map((x, k) => (k % 3 === 0 ? -x : x));
    return { ...s, lattice: flip(s.lattice), xyz: flip(s.xyz) };
  };

  test('left and right quartz are told apart in every form, and neither becomes the other', async () => {
    for (const [s, symbol] of [
      [quartz(), 'P3_221'],
      [mirrored(quartz()), 'P3_121'],
    ] as const) {
      const imported = await importCrystal({ data: writePoscar(s), name: 'POSCAR' });
      expect(imported.group!.symbol).toBe(symbol);
      expect(formOf(imported, 'conventional').spaceGroup.symbol).toBe(symbol);
      for (const form of imported.forms) {
        const built = unitCellStructure(crystal(imported, form));
        expect(det(built.lattice)).toBeGreaterThan(0);
        expect((await findSpaceGroup(built)).symbol).toBe(symbol);
      }
    }
  });

  test('a left-handed cell has a and b exchanged, says so, and no atom moves', async () => {
    const s = mirrored(quartz());
    const imported = await importCrystal({ data: writeExtXyz(s), name: 'a.xyz' });
    expect(det(s.lattice)).toBeLessThan(0);
    expect(imported.notes.join()).toMatch(/left-handed: a and b are exchanged/);
    expect(row(imported.structure.lattice, 0)).toEqual(row(s.lattice, 1));
    expect(Math.max(...imported.structure.xyz.map((x, k) => Math.abs(x - s.xyz[k]!)))).toBeLessThan(
      1e-9,
    );
  });
});

describe('what is said of a file', () => {
  const wide = (...rows: string[]) => ['x', '1', '4 0 0', '0 4 0', '0 0 4', ...rows, ''].join('\n');
  const of = (data: string) => importCrystal({ data, name: 'POSCAR' });

  test('charges that the file states come first; ions of one element stay apart', async () => {
    const data = `data_x
_cell_length_a 4 _cell_length_b 4 _cell_length_c 8
_cell_angle_alpha 90 _cell_angle_beta 90 _cell_angle_gamma 90
_symmetry_space_group_name_H-M 'P 1'
loop_ _atom_site_label _atom_site_type_symbol _atom_site_fract_x _atom_site_fract_y _atom_site_fract_z
Fe1 Fe2+ 0 0 0
Fe2 Fe3+ 0 0 .5
O1 O2- .5 .5 0
F1 F1- .5 .5 .5
F2 F1- .5 0 .25
F3 F1- .5 0 .75
`;
    const imported = await importCrystal({ data, name: 'x.cif' });
    expect(imported.species.map((s) => [s.symbol, s.stateE, s.from])).toEqual([
      ['Fe', 2, 'file'],
      ['Fe', 3, 'file'],
      ['O', -2, 'file'],
      ['F', -1, 'file'],
    ]);
    const kept = material(imported, formOf(imported, 'conventional'));
    expect(
      kept.sites
        .filter((s) => s.symbol === 'Fe')
        .map((s) => s.chargeE)
        .toSorted(),
    ).toEqual([2, 3]);
  });

  test('no guess is no charge, not zero', async () => {
    const imported = await of(
      wide('Ni Ti', '1 1', 'Direct', '0 0 0', '.5 .5 .5').replaceAll('4', '3'),
    );
    expect(imported.species.map((s) => [s.stateE, s.from])).toEqual([
      [null, 'unknown'],
      [null, 'unknown'],
    ]);
    const kept = material(imported, imported.forms[0]!);
    expect(crystalOf(kept, kept.constants[0]!.cell).charges).toBeNull();
    expect(ownCrystal(JSON.parse(JSON.stringify(kept)), 'crystals[0]')).toEqual(kept);
  });

  test('atoms too close, none near, an empty layer', async () => {
    const close = await of(wide('C O', '1 1', 'Direct', '0 0 0', '.2 0 0'));
    expect(close.warnings.join()).toMatch(/C–O 0\.80 Å is 0\.56 of/);
    const far = await of(wide('C', '1', 'Direct', '0 0 0'));
    expect(far.warnings.join()).toContain('is the cell in Å');
    const sheet = await of(
      [
        'x',
        '1',
        '2.46 0 0',
        '-1.23 2.13042 0',
        '0 0 20',
        'C',
        '2',
        'Direct',
        '0 0 0.95',
        '0.333333 0.666667 0.95',
        '',
      ].join('\n'),
    );
    expect(sheet.warnings).toEqual([expect.stringMatching(/empty layer of 20.0 Å along c/)]);
    const graphite = await of(
      [
        'x',
        '1',
        '2.46 0 0',
        '-1.23 2.13042 0',
        '0 0 6.7',
        'C',
        '4',
        'Direct',
        '0 0 0.25',
        '0 0 .75',
        '0.333333 0.666667 0.25',
        '.666667 .333333 .75',
        '',
      ].join('\n'),
    );
    expect(graphite.warnings).toEqual([]);
  });

  test('a supercell, other axes than the standard ones, a lower symmetry than printed', async () => {
    const doubled = await of(
      [
        'x',
        '1',
        '4 0 0',
        '0 4 0',
        '0 0 8',
        'Cs Cl',
        '2 2',
        'Direct',
        '0 0 0',
        '0 0 .5',
        '.5 .5 .25',
        '.5 .5 .75',
        '',
      ].join('\n'),
    );
    expect(doubled.notes.join()).toContain('2 primitive cells');
    expect(formOf(doubled, 'conventional').cell).toEqual({ a: 4 });
    const name = 'test/fixtures/perovskite-Pnma.cif';
    const turned = readFileSync(name, 'utf8').replace('0.0335', '0.1335');
    const { structure } = readAtoms(turned, name).file;
    // c, a, b: the axes of P b n m.
    const cycled = {
      ...structure,
      lattice: Float64Array.from([2, 0, 1].flatMap((i) => row(structure.lattice, i))),
    };
    const pbnm = await of(writePoscar(cycled));
    expect(pbnm.group!.symbol).toBe('Pnma');
    expect(pbnm.notes.join()).toContain('a′ = b, b′ = c, c′ = a');
    const wrong = readFileSync('test/fixtures/wurtzite-P63mc.cif', 'utf8').replace(
      'IT_number 186',
      'IT_number 185',
    );
    expect((await importCrystal({ data: wrong, name: 'w.cif' })).notes.join()).toMatch(
      /names space group 185; its atoms have P6_3mc \(186\)/,
    );
  });

  test('several blocks are listed, and the one asked for is read', async () => {
    const block = (id: string, a: number) =>
      `data_${id}\n_cell_length_a ${a}\n_cell_length_b ${a}\n_cell_length_c ${a}\n_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 90\n_space_group_IT_number 221\nloop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nPo1 0 0 0\n`;
    const data = block('one', 3.3) + block('two', 3.4);
    const first = await importCrystal({ data, name: 'x.cif' });
    expect(first.blocks).toEqual(['one', 'two']);
    expect(first.cell.a).toBe(3.3);
    expect((await importCrystal({ data, name: 'x.cif', block: 'two' })).cell.a).toBe(3.4);
  });
});

describe('what is no unit cell is refused', () => {
  const poscar = (a: string, rest: string[]) =>
    ['x', '1', `${a} 0 0`, `0 ${a} 0`, `0 0 ${a}`, ...rest, ''].join('\n');
  const one = ['Cu', '1', 'Direct', '0 0 0'];
  test.each([
    ['longer than a recipe holds', poscar('600', one), { code: 'bad-lattice' }],
    ['shorter', poscar('0.4', one), { code: 'bad-lattice' }],
    ['denser than any crystal', poscar('0.9', one), { code: 'bad-lattice' }],
    [
      'many atoms',
      poscar('40', [
        'Cu',
        '2001',
        'Direct',
        ...Array.from({ length: 2001 }, (_, i) => `${i / 2001} 0 0`),
      ]),
      { code: 'too-large', limit: 2000 },
    ],
    [
      'VASP 4',
      poscar('3', ['1', 'Direct', '0 0 0']).replace('x', 'bulk thing'),
      { code: 'needs-symbols', counts: [1] },
    ],
  ] as const)('%s', async (_, data, failure) =>
    expect(await failureOf(importCrystal({ data, name: 'POSCAR' }))).toMatchObject(failure),
  );

  test('more sites than a link holds', async () => {
    const rows = Array.from(
      { length: 512 },
      (_, i) =>
        `${(i % 8) / 8 + 0.001 * ((i * 7) % 5)} ${(Math.floor(i / 8) % 8) / 8} ${Math.floor(i / 64) / 8}`,
    );
    const data = poscar('20', ['Cu', '512', 'Direct', ...rows]);
    const imported = await importCrystal({ data, name: 'POSCAR' });
    await expect(async () => material(imported, imported.forms[0]!)).rejects.toMatchObject({
      failure: { code: 'too-large', count: 512, limit: 500 },
    });
  });
});

describe('by hand', () => {
  const rocksalt: HandSpec = {
    hall: settingsOfNumber(225).find((s) => s.standard)!.hall,
    cell: { a: 5.64 },
    sites: [
      { symbol: 'Na', xyz: [0, 0, 0] },
      { symbol: 'Cl', xyz: [0.5, 0.5, 0.5] },
    ],
  };
  test('rock salt', async () => {
    const imported = await importByHand(rocksalt);
    expect(imported).toMatchObject({
      formula: 'NaCl',
      atoms: 8,
      preferred: 'given',
      group: { number: 225 },
    });
    const kept = material(imported, imported.forms[0]!);
    expect(kept.spaceGroup).toEqual({ number: 225, symbol: 'Fm-3m', hall: '-F 4 2 3' });
    expect(kept.sites.map((s) => s.chargeE)).toEqual([1, -1]);
    expect(kept.constants[0]!.cell).toEqual({ a: 5.64 });
    expect(ownCrystal(JSON.parse(JSON.stringify(kept)), 'crystals[0]')).toEqual(kept);
  });
  test('a setting that is not the standard one keeps its axes', async () => {
    const pbnm = settingsOfSymbol('P b n m')[0]!;
    const imported = await importByHand({
      hall: pbnm.hall,
      cell: { a: 8.207, b: 8.255, c: 11.759 },
      sites: [
        { symbol: 'Cs', xyz: [-0.0065, 0.0335, 0.25] },
        { symbol: 'Pb', xyz: [0.5, 0, 0] },
        { symbol: 'Br', xyz: [0.051, 0.489, 0.25] },
        { symbol: 'Br', xyz: [0.2057, 0.295, 0.0226] },
      ],
    });
    expect(imported.atoms).toBe(20);
    expect(imported.group!.symbol).toBe('Pnma');
    expect(material(imported, imported.forms[0]!).constants[0]!.cell).toEqual({
      a: 8.207,
      b: 8.255,
      c: 11.759,
    });
  });
  test('thirds as people type them, moved onto their place and said so', async () => {
    const imported = await importByHand({
      hall: 'P 6c -2c',
      cell: { a: 4.137, c: 6.716 },
      sites: [
        { symbol: 'Cd', xyz: [0.333, 0.667, 0] },
        { symbol: 'S', xyz: [1 / 3, 2 / 3, 0.377] },
      ],
    });
    expect(imported.atoms).toBe(4);
    expect(imported.notes.join()).toMatch(/site 1 \(Cd\) is moved by/);
    expect(imported.forms[0]!.sites[0]!.xyz[0]).toBeCloseTo(1 / 3, 9);
  });
  test.each([
    [
      'two atoms in one place',
      { sites: [rocksalt.sites[0]!, { symbol: 'K', xyz: [0.5, 0.5, 0] }] },
      { code: 'atoms-overlap', pair: ['Na of site 1', 'K of site 2'] },
    ],
    [
      'one next to its own image',
      { sites: [{ symbol: 'Na', xyz: [0.02, 0, 0] }] },
      { code: 'atoms-overlap', pair: ['Na of site 1', 'Na of site 1'] },
    ],
    ['no element', { sites: [{ symbol: 'Xx', xyz: [0, 0, 0] }] }, { code: 'unknown-element' }],
    ['no site', { sites: [] }, { code: 'bad-lattice' }],
    ['no length', { cell: { a: Number.NaN } }, { code: 'bad-lattice' }],
    [
      'no fraction',
      { sites: [{ symbol: 'Na', xyz: [Number.NaN, 0, 0] }] },
      { code: 'bad-lattice' },
    ],
    ['rhombohedral axes', { hall: '-P 3* 2' }, { code: 'bad-lattice' }],
    ['c unique', { hall: '-P 2c' }, { code: 'bad-lattice' }],
    ['no group', { hall: 'nonsense' }, { code: 'bad-lattice' }],
  ] as const)('%s is refused', async (_, change, failure) =>
    expect(await failureOf(importByHand({ ...rocksalt, ...change } as HandSpec))).toMatchObject(
      failure,
    ),
  );

  test('every space group can be typed: atoms at general positions have its symmetry', async () => {
    const usual = allSettings().filter((s) => s.standard);
    expect(usual.every(hasUsualAxes)).toBe(true);
    for (const s of usual.filter((_, i) => i % 7 === 0)) {
      const imported = await importByHand({
        hall: s.hall,
        cell: { a: 37, b: 39, c: 43, alpha: 83, beta: 104, gamma: 77 },
        sites: [
          { symbol: 'Cd', xyz: [0.083, 0.195, 0.037] },
          { symbol: 'S', xyz: [0.131, 0.305, 0.117] },
          { symbol: 'Se', xyz: [0.221, 0.057, 0.163] },
        ],
      });
      expect(imported.group, s.symbol).toMatchObject({ number: s.number });
    }
  });
});

test('ids: the same crystal has the same, another charge or place another', async () => {
  const name = 'test/reference/CdS-zb.cif';
  const [a, b] = await Promise.all(
    [1, 2].map(() => importCrystal({ data: readFileSync(name), name })),
  );
  const id = (i: Imported, states = i.species.map((s) => s.stateE)) =>
    materialOfForm(formOf(i, 'conventional'), {
      name: 'x',
      statesE: states,
      source: 's',
      groupText: 'g',
    }).id;
  expect(id(a!)).toBe(id(b!));
  expect(id(a!)).toMatch(/^@CdS-[0-9a-f]{8}$/);
  expect(id(a!, [1, -1])).not.toBe(id(a!));
});

test('texts', () => {
  expect(axesText([1, 1, 0, -1, 1, 0, 0, 0, 1])).toBe('a′ = a + b, b′ = −a + b, c′ = c');
  expect(axesText([0.5, -0.5, 0, 0, 2, 0, 1 / 3, 0, -2 / 3])).toBe(
    'a′ = 1/2 a − 1/2 b, b′ = 2b, c′ = 1/3 a − 2/3 c',
  );
  expect(reducedFormula({ O: 8, Ti: 4 })).toBe('TiO2');
  expect(reducedFormula({ Br: 12, Cs: 4, Pb: 4 })).toBe('CsPbBr3');
  expect(reducedFormula({ Si: 8 })).toBe('Si');
});
