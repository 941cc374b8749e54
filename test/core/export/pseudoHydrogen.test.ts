import { expect, test } from 'vitest';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { setChecks } from '#core/export/setFiles.ts';
import { hydrogenPotential, potcarSpec } from '#core/export/vasp/potcar.ts';
import { trajectoryOf, writeSource } from '#core/export/writeFile.ts';
import { readLammpsData } from '#core/io/lammps/lammpsDataRead.ts';
import { speciesOf } from '#core/io/species.ts';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import { readExtXyz } from '#core/io/xyz/xyz.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { filesOf, sourceOf } from '../../helpers/export.ts';

/** GaAs (001) from a plane of As to one of Ga, both faces capped: 0.75 e on As, 1.25 e on Ga, two each. */
const recipe = (faces: readonly ('top' | 'bottom')[]): Recipe => ({
  epistack: 1,
  title: 'GaAs (001)',
  preset: null,
  strained: { who: 'film' },
  edits: faces.map((face) => ({ kind: 'passivate', face, cap: 'pseudo-H' }) as const),
  steps: [
    {
      kind: 'substrate',
      slab: {
        material: 'GaAs',
        cell: { a: 5.6533 },
        hkl: [0, 0, 1],
        planes: 8,
        termination: 0,
        remove: [],
        inPlane: 'primitive',
        matrix: [
          [1, 0],
          [0, 1],
        ],
      },
    },
    { kind: 'vacuum', vacuumAng: 16 },
  ],
});
const source = sourceOf(recipe(['top', 'bottom']));
const { structure } = source.built;
const settings = { ...DEFAULT_EXPORT.vasp, ...DEFAULT_EXPORT };
const files = (set: Parameters<typeof filesOf>[1]) => filesOf(source, set);

test('the slab has two kinds of pseudo-hydrogen, and they are species of their own', () => {
  const { species, of } = speciesOf(structure.numbers, source.built.byHand!.valencesE);
  expect(species.map(({ symbol, valenceE, atoms }) => [symbol, valenceE, atoms])).toEqual([
    ['Ga', null, 4],
    ['As', null, 4],
    ['H', 0.75, 2],
    ['H', 1.25, 2],
  ]);
  expect([...of]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3]);
  expect(speciesOf([1, 8, 1], [Number.NaN, Number.NaN, 0.5]).of).toEqual(Uint16Array.of(0, 1, 2));
});

test('formats that are read back say that these atoms are read as hydrogen', () => {
  const said = /^H\.75, H1\.25 are pseudo-hydrogen in this file: read as ordinary hydrogen/;
  const as = (id: 'poscar' | 'extxyz' | 'lammps') => writeSource(source, id, settings);
  expect(readPoscar(as('poscar')).warnings).toContainEqual(expect.stringMatching(said));
  expect(readExtXyz(as('extxyz')).warnings).toContainEqual(expect.stringMatching(said));
  expect(readLammpsData(as('lammps'), {}).warnings).toContainEqual(expect.stringMatching(said));
  const byPotential = as('poscar')
    .replace(/ \| blocks.*/, '')
    .replace('Ga As H H', 'Ga As H.75 H1.25');
  expect(readPoscar(byPotential).warnings).toContainEqual(expect.stringMatching(said));
  const without = sourceOf(recipe([]));
  for (const text of [
    writeSource(without, 'poscar', settings),
    as('poscar').replace(/ \| blocks.*/, ''),
  ])
    expect(readPoscar(text).warnings).toEqual([]);
});

test('VASP: two blocks of H, two potentials, a count for each in MAGMOM and LDAUL', () => {
  const lines = files('vasp-relax').get('POSCAR')!.split('\n');
  expect(lines[0]).toMatch(/\| blocks: Ga As H\.75 H1\.25$/);
  expect(lines.slice(5, 7)).toEqual(['Ga As H H', '4 4 2 2']);
  expect(files('vasp-relax').get('POTCAR.spec')).toBe('Ga_d\nAs\nH.75\nH1.25\n');
  expect(readPoscar(lines.join('\n')).structure.numbers).toEqual(structure.numbers);
  const spin = filesOf(source, 'vasp-relax', {
    ...DEFAULT_EXPORT,
    vasp: {
      ...DEFAULT_EXPORT.vasp,
      magmom: { Ga: 2 },
      hubbard: { Ga: { l: 2, uEV: 4, jEV: 0 } },
      potcar: { 'H1.25': 'H1.25_mine' },
    },
  });
  expect(spin.get('INCAR')).toMatch(/MAGMOM += 4\*2 4\*0 2\*0 2\*0/);
  expect(spin.get('INCAR')).toMatch(/LDAUL += 2 -1 -1 -1/);
  expect(spin.get('POTCAR.spec')).toBe('Ga_d\nAs\nH.75\nH1.25_mine\n');
  const [xdatcar] = trajectoryOf(source, { xyz: structure.xyz, count: 1, frameFs: 1 }, 'xdatcar');
  expect(xdatcar!.split('\n').slice(5, 7)).toEqual(['Ga As H H', '4 4 2 2']);
});

test('VASP: what its list of potentials lacks is said, and a name of hydrogen as such is refused', () => {
  expect(
    [0.25, 1 / 3, 5 / 12, 7 / 12, 2 / 3, 4 / 3, 5 / 3].map((v) => hydrogenPotential(v)!.name),
  ).toEqual(['H.25', 'H.33', 'H.42', 'H.58', 'H.66', 'H1.33', 'H1.66']);
  expect(potcarSpec([{ symbol: 'H', valenceE: 0.8889 }])).toBe('H.8889\n');
  expect(() => potcarSpec([{ symbol: 'He', valenceE: null }], { He: 'H1.5' })).toThrow(
    'potential of He',
  );
  const potcar = { H: 'H.75' };
  expect(() =>
    filesOf(source, 'vasp-relax', {
      ...DEFAULT_EXPORT,
      vasp: { ...DEFAULT_EXPORT.vasp, potcar },
    }),
  ).toThrow('(Ga, As, H.75, H1.25), not H');
});

test('pw.x: species H1 and H2 of the element H with a pseudopotential each', () => {
  const text = files('qe').get('relax.in')!;
  expect(text).toContain('ntyp = 4');
  expect(text).toMatch(
    /# H1: hydrogen of nuclear charge 0\.75 e\nH1 1\.008 H\.75\.user-supplied\.UPF\n# H2: .* 1\.25 e\nH2 1\.008 H1\.25\.user-supplied\.UPF/,
  );
  expect(text.match(/^H[12] +-?\d+\.\d+ .* \d$|^H[12] +-?\d+\.\d{12}.*$/gm)).toHaveLength(4);
});

test('CP2K: kinds of the element H whose nuclear charge is corrected; a cell that stays neutral', () => {
  const text = files('cp2k').get('relax.inp')!;
  for (const [kind, by] of [
    ['H1', -0.25],
    ['H2', 0.25],
  ])
    expect(text).toMatch(
      new RegExp(`&KIND ${kind}\\n +ELEMENT H\\n[^&]*CORE_CORRECTION ${by} ! .*\\n +&END KIND`),
    );
  // One electron each in sum, as CP2K counts them.
  expect(text).not.toMatch(/^ *CHARGE/m);
  // Two of 1.25 e have half an electron more than CP2K gives them, which it cannot count.
  expect(() => filesOf(sourceOf(recipe(['top'])), 'cp2k')).toThrow(/whole number of electrons/);
});

test('extended XYZ, CIF, LAMMPS and ASE tell the two apart, and are read back with the same elements', () => {
  const xyz = writeSource(source, 'extxyz', settings);
  expect(xyz).toMatch(/Properties=\S*:nuclear_charge_e:R:1 /);
  expect(
    xyz
      .trim()
      .split('\n')
      .slice(-4)
      .map((line) => line.split(' ').at(-1)),
  ).toEqual(['0.75', '0.75', '1.25', '1.25']);
  expect(readExtXyz(xyz, 0).structure.numbers).toEqual(structure.numbers);
  const data = writeSource(source, 'lammps', settings);
  expect(data).toContain('4 atom types');
  expect(data).toMatch(
    /3 1\.008 # H of nuclear charge 0\.75 e\n4 1\.008 # H of nuclear charge 1\.25 e/,
  );
  expect(readLammpsData(data, {}).structure.numbers).toEqual(structure.numbers);
  expect(writeSource(source, 'cif', settings)).toMatch(/H4 {2}H {2}.* 1\.25$/m);
  expect(writeSource(source, 'ase', settings)).toContain('0.75: [8, 9],\n    1.25: [10, 11],');
  expect(writeSource(source, 'xsf', settings)).not.toContain('0.75 e');
});

test('what is left to do stands in the checks of each set', () => {
  const check = (set: Parameters<typeof filesOf>[1]) =>
    setChecks(source, set, DEFAULT_EXPORT).find((c) => c.id === 'pseudo-hydrogen')!;
  expect(check('vasp-relax').fix).toContain('names H.75, H1.25.');
  expect(check('qe').fix).toContain('H1, H2');
  expect(check('ase').level).toBe('warn');
});
