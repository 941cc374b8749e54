import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readArguments, UsageError } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { command as match } from '#cli/commands/match.ts';
import { command as screen } from '#cli/commands/screen.ts';
import { command as slab } from '#cli/commands/slab.ts';
import { command as stack } from '#cli/commands/stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-crystal-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface SlabAnswer {
  readonly hkl: readonly number[];
  readonly dSpacing: number;
  readonly area: number;
  readonly atomsPerPrimitive: number;
  readonly terminations: readonly {
    readonly charge: number | null;
    readonly cuts: { readonly bonds: number; readonly molecular: number };
  }[];
  readonly composition: Readonly<Record<string, number>>;
  readonly dipole: number | null;
  readonly planesOf: string;
  readonly warnings: readonly string[];
}
const cut = async (...args: string[]): Promise<SlabAnswer> =>
  (await slab.run(readArguments(args, slab.options))).value as unknown as SlabAnswer;
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test('a CIF without operations, by its symbol; the setting is asked for where it is open', async () => {
  const bare = readFileSync('test/fixtures/corundum-R-3c.cif', 'utf8').replace(
    /loop_\n_space_group_symop_operation_xyz\n(?:'.*'\n)+/,
    '',
  );
  const answer = await cut('--crystal', file('bare.cif', bare), '--hkl', '0,0,0,1');
  const whole = await cut('--crystal', 'test/fixtures/corundum-R-3c.cif', '--hkl', '0,0,0,1');
  expect(answer.atomsPerPrimitive).toBe(10);
  expect(answer.area).toBeCloseTo(whole.area, 9);
  expect(answer.warnings.join()).toContain('no operations in the file');
  const silicon = file(
    'si.cif',
    `data_Si\n${['a', 'b', 'c'].map((k) => `_cell_length_${k} 5.431\n`).join('')}${['alpha', 'beta', 'gamma'].map((k) => `_cell_angle_${k} 90\n`).join('')}_space_group_name_H-M_alt 'F d -3 m'\nloop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nSi1 0 0 0\n`,
  );
  await expect(cut('--crystal', silicon, '--hkl', '1,1,1')).rejects.toThrow(
    /origin choice 1.*choose one/,
  );
  const chosen = await cut('--crystal', silicon, '--hkl', '1,1,1', '--setting', 'F d -3 m :1');
  expect(chosen.atomsPerPrimitive).toBe(2);
});

test('VASP 4 asks for its elements; a left-handed cell is cut in the axes of the file', async () => {
  const poscar = file('POSCAR', 'bulk\n1\n0 6 0\n4 0 0\n0 0 5\n1 1\nDirect\n0 0 0\n.5 .5 .5\n');
  await expect(cut('--crystal', poscar, '--hkl', '1,0,0')).rejects.toThrow(/name the 2 elements/);
  const answer = await cut('--crystal', poscar, '--hkl', '1,0,0', '--symbols', 'Zn,S');
  // a of the file is 6 Å long.
  expect(answer.dSpacing).toBeCloseTo(6, 9);
  expect(answer.hkl).toEqual([1, 0, 0]);
  expect(answer.warnings.join()).toContain('left-handed');
  expect(
    (await cut('--crystal', poscar, '--hkl', '0,1,0', '--symbols', 'Zn,S')).dSpacing,
  ).toBeCloseTo(4, 9);
});

test('indices of the standard axes, by --cell', async () => {
  const primitive = 'Si\n5.431\n0 .5 .5\n.5 0 .5\n.5 .5 0\nSi\n2\nDirect\n0 0 0\n.25 .25 .25\n';
  const path = file('Si.vasp', primitive);
  const d = async (...cell: string[]) =>
    (await cut('--crystal', path, '--hkl', '1,0,0', ...cell)).dSpacing;
  expect(await d()).toBeCloseTo(5.431 / Math.sqrt(3), 9);
  expect(await d('--cell', 'conventional')).toBeCloseTo(5.431, 9);
  await expect(cut('--crystal', path, '--hkl', '1,0,0', '--cell', 'huge')).rejects.toThrow(
    UsageError,
  );
  await expect(
    cut('--crystal', 'preset:CdS', '--hkl', '1,0,0', '--cell', 'primitive'),
  ).rejects.toThrow(UsageError);
});

test('a monoclinic cell of the tables keeps its axes with --cell conventional', async () => {
  // P2_1/c by the cell of VO2 M1; a + c would be shorter than a.
  const cif = `data_x\n_cell_length_a 5.743\n_cell_length_b 4.517\n_cell_length_c 5.375\n_cell_angle_alpha 90\n_cell_angle_beta 122.6\n_cell_angle_gamma 90\n_space_group_name_H-M_alt 'P 1 21/c 1'\nloop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nV1 .24 .975 .026\nO1 .106 .21 .2\nO2 .4 .7 .3\n`;
  const path = file('vo2.cif', cif);
  for (const hkl of ['1,0,0', '0,0,1', '1,0,-1']) {
    const given = await cut('--crystal', path, '--hkl', hkl);
    const conventional = await cut('--crystal', path, '--hkl', hkl, '--cell', 'conventional');
    expect(conventional.dSpacing).toBeCloseTo(given.dSpacing, 9);
  }
});

test('charges that a file states are those of its planes', async () => {
  const head =
    'data_x\n_cell_length_a 4\n_cell_length_b 4\n_cell_length_c 4\n_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 90\n_space_group_IT_number 221\n';
  const sites = (...types: string[]) =>
    `loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nTi1 ${types[0]} 0 0 0\nO1 ${types[1]} .5 .5 .5\n`;
  const charges = async (name: string, ...types: string[]) =>
    (await cut('--crystal', file(name, head + sites(...types)), '--hkl', '1,0,0')).terminations.map(
      (t) => t.charge,
    );
  expect(await charges('a.cif', 'Ti2+', 'O2-')).toEqual([2, -2]);
  expect(await charges('b.cif', 'Ti1+', 'O1-')).toEqual([1, -1]);
});

test.each([
  ['MoS2-monolayer.vasp', { Mo: 1, S: 2 }, 2],
  ['Bi2Te3.cif', { Te: 3, Bi: 2 }, 3],
])(
  '%s is cut between its layers, and each termination says what it cuts',
  async (name, whole, gap) => {
    const path = `test/fixtures/cases/${name}`;
    const answer = await cut('--crystal', path, '--hkl', '0,0,1');
    expect(answer.composition).toEqual(whole);
    expect(answer.dipole).toBeCloseTo(0, 6);
    expect(answer.terminations.map((t) => t.cuts.bonds === 0)).toEqual(
      answer.terminations.map((_, i) => i === gap),
    );
    const inside = await cut('--crystal', path, '--hkl', '0,0,1', '--termination', '0');
    expect(inside.warnings.join()).toMatch(/its top face cuts 3 bonds of a layer/);
  },
);

test('a sheet with its vacuum inside is told', async () => {
  const path = 'test/fixtures/cases/MoS2-monolayer.vasp';
  const answer = await cut('--crystal', path, '--hkl', '0,0,1', '--repeats', '2');
  expect(answer.warnings.join()).toMatch(/a gap of 20\.0 Å inside the slab/);
});

test('molecules stay whole unless they may be cut through', async () => {
  const args = ['--crystal', 'test/fixtures/cases/MAPbI3.vasp', '--hkl', '0,0,1', '--repeats', '2'];
  const whole = await cut(...args);
  expect(whole.planesOf).toBe('units');
  expect(whole.terminations.every((t) => t.cuts.molecular === 0)).toBe(true);
  const through = await cut(...args, '--cut-through');
  expect(through.warnings.join()).toMatch(/of them in molecules or ions/);
});

test.each([
  ['test/fixtures/sheets/MoS2-1T.vasp', '3.120'],
  ['test/fixtures/cases/Bi2Te3.cif', '7.553'],
])('the slab of %s says how thick it is, and knows no negative zero', async (path, thickness) => {
  const { value, text } = await slab.run(
    readArguments(['--crystal', path, '--hkl', '0,0,1'], slab.options),
  );
  expect((value as { slabThickness: number }).slabThickness).toBeCloseTo(Number(thickness), 3);
  expect(text).toContain(`, ${thickness} Å from its lowest to its highest atom, `);
  expect(text).toContain(', dipole 0.000 e·Å');
  expect(text).not.toMatch(/-\d|−0\.0+\b/);
});

test('a dump without elements is a crystal with --types, in every command that reads one', async () => {
  const dump = file(
    'types.dump',
    'ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n2\nITEM: BOX BOUNDS pp pp pp\n0 4.3\n0 4.3\n0 4.3\nITEM: ATOMS id type xs ys zs\n1 1 0 0 0\n2 2 0.5 0.5 0.5\n',
  );
  const plane = ['--hkl', '0,0,1', '--types', 'Cs,Br'];
  const cases: readonly [Command, readonly string[]][] = [
    [slab, ['--crystal', dump, ...plane]],
    [slab, ['--crystal', dump, '--cell', 'conventional', ...plane]],
    [match, [...sides(dump), '--types', 'Cs,Br', '--max-area', '30']],
    [stack, [...sides(dump), '--types', 'Cs,Br', '--max-area', '30']],
    [
      screen,
      [
        dump,
        'preset:CdS',
        '--types',
        'Cs,Br',
        '--max-area',
        '30',
        '--out',
        join(folder, 's.jsonl'),
      ],
    ],
  ];
  for (const [command, line] of cases) {
    const bare = line.filter((word) => word !== '--types' && word !== 'Cs,Br');
    await expect(answer(command, bare), command.name).rejects.toThrow(/--types Cs,Pb,Br/);
    await answer(command, line);
  }
});

const sides = (path: string) => [
  ...['--film', path, '--film-hkl', '0,0,1'],
  ...['--substrate', path, '--substrate-hkl', '0,0,1'],
];
async function answer(command: Command, line: readonly string[]): Promise<void> {
  await command.run(readArguments([...line], command.options));
}
