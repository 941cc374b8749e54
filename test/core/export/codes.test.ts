import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cellParameters } from '#core/crystal/lattice.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { frozenOf, roleWords, type Source } from '#core/export/exportSource.ts';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { cp2kOf, trajectoryOf, writeSource } from '#core/export/writeFile.ts';
import { readCif } from '#core/io/cif/cif.ts';
import type { OutputId } from '#core/io/formats.ts';
import { inverse, mulRow, row } from '#core/math/mat3.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { findOperations, loadSymmetry } from '#engines/symmetry/symmetry.ts';
import { installed, missing, pythonWith, run } from '../../helpers/codes.ts';
import { filesOf, recipeA, sourceOf } from '../../helpers/export.ts';

/** γ = 120°: a tilted box, which a rectangular one cannot stand in for. */
const hexagonal: Recipe = {
  epistack: 1,
  title: 'CdS (001)',
  preset: null,
  strained: { who: 'film' },
  steps: [
    {
      kind: 'substrate',
      slab: {
        material: 'CdS-wurtzite',
        cell: { a: 4.1367, c: 6.7161 },
        hkl: [0, 0, 1],
        planes: 8,
        termination: 0,
        remove: [],
        inPlane: 'primitive',
        matrix: [
          [2, 0],
          [0, 2],
        ],
      },
    },
    { kind: 'vacuum', vacuumAng: 16 },
  ],
};

const root = mkdtempSync(join(tmpdir(), 'epistack-codes-'));
afterAll(() => rmSync(root, { recursive: true }));

const sources: Readonly<Record<string, Source>> = {
  rectangular: sourceOf(recipeA, { kind: 'planes', bottom: 2, top: 0 }),
  hexagonal: sourceOf(hexagonal, { kind: 'planes', bottom: 1, top: 0 }),
  // Two kinds of pseudo-hydrogen: on the Cd of one face and on the S of the other.
  capped: sourceOf(
    {
      ...hexagonal,
      edits: [
        { kind: 'passivate', face: 'bottom', cap: 'pseudo-H' },
        { kind: 'passivate', face: 'top', cap: 'pseudo-H' },
      ],
    },
    { kind: 'planes', bottom: 1, top: 0 },
  ),
};
const settings = { ...DEFAULT_EXPORT.vasp, ...DEFAULT_EXPORT };

function save(path: string, text: string): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  return path;
}

const FILES: readonly (readonly [id: OutputId, name: string, aseFormat: string])[] = [
  ['poscar', 'POSCAR', 'vasp'],
  ['cif', 'structure.cif', 'cif'],
  ['extxyz', 'structure.extxyz', 'extxyz'],
  ['qe', 'relax.in', 'espresso-in'],
  ['ase', 'structure.py', 'py'],
  ['lammps', 'structure.data', 'lammps-data'],
  ['xdatcar', 'XDATCAR', 'vasp-xdatcar'],
  ['dump', 'one.lammpstrj', 'lammps-dump-text'],
];

/** Three frames, each moved by 0.05 Å more, one atom beyond the wall of the cell. */
function framesOf({ built }: Source) {
  const { xyz } = built.structure;
  const count = 3;
  const out = new Float64Array(count * xyz.length);
  for (let f = 0; f < count; f++)
    for (let i = 0; i < xyz.length; i++)
      out[f * xyz.length + i] = xyz[i]! + 0.05 * f * ((i % 5) - 2);
  return { xyz: out, count, frameFs: 20 };
}

const wasm = createRequire(import.meta.url).resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm');
beforeAll(async () => {
  await loadSymmetry(new Uint8Array(readFileSync(wasm)));
  for (const [name, source] of Object.entries(sources)) {
    for (const [id, file] of FILES) save(`${name}/${file}`, writeSource(source, id, settings));
    save(`${name}/relax.inp`, writeSource(source, 'cp2k', settings));
    const symmetry = await findOperations(source.built.structure, { symprecAng: 1e-3 });
    save(`${name}/symmetric.cif`, writeSource(source, 'cif', settings, { symmetry }));
    for (const [id, file] of [
      ['xdatcar', 'all-XDATCAR'],
      ['extxyz', 'all.extxyz'],
      ['dump', 'all.lammpstrj'],
    ] as const)
      save(`${name}/${file}`, [...trajectoryOf(source, framesOf(source), id)].join(''));
    for (const file of ['INCAR', 'KPOINTS'])
      save(`${name}/${file}`, filesOf(source, 'vasp-relax').get(file)!);
  }
});

interface Frame {
  readonly numbers: readonly number[];
  readonly cell: readonly (readonly number[])[];
  readonly scaled: readonly (readonly number[])[];
  readonly pbc?: readonly boolean[];
  readonly fixed?: readonly number[];
  readonly tags?: readonly number[];
  readonly layer?: readonly number[];
  readonly slab?: readonly string[];
  readonly info?: Readonly<Record<string, string>>;
}

const readWith = <T>(
  python: string,
  code: string,
  files: readonly string[],
): Record<string, T[]> => {
  const script = join(process.cwd(), 'test/core/export/read_back.py');
  const { stdout, stderr, status } = run(python, [script, code, root, ...files], root);
  expect(stderr.replace(/.*Warning.*\n.*\n/g, '')).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as Record<string, T[]>;
};

/** The same atoms in the same order in the same cell, whatever its orientation. */
function expectSame(found: Frame, structure: Structure, digits = 6): void {
  expect([...found.numbers]).toEqual([...structure.numbers]);
  const theirs = cellParameters(Float64Array.from(found.cell.flat()));
  const ours = cellParameters(structure.lattice);
  for (const key of ['a', 'b', 'c', 'alpha', 'beta', 'gamma'] as const)
    expect(theirs[key], key).toBeCloseTo(ours[key], digits);
  const toFrac = inverse(structure.lattice);
  for (const [i, f] of found.scaled.entries()) {
    const g = mulRow(row(structure.xyz, i), toFrac);
    for (let k = 0; k < 3; k++) {
      const d = f[k]! - g[k]!;
      expect(
        Math.abs(d - Math.round(d)) < 10 ** -digits,
        `atom ${i + 1}, ${k}: ${f[k]} ${g[k]}`,
      ).toBe(true);
    }
  }
}

const ase = pythonWith('ase');
if (ase === null) missing('ASE (python3-ase): reading every format back');
else
  describe.each(Object.keys(sources))('ASE, %s cell', (name) => {
    const source = sources[name]!;
    const { structure } = source.built;
    const held = () => {
      const flags = frozenOf(source)!;
      return Array.from(structure.numbers.keys()).filter((i) => flags[3 * i]);
    };
    let found: Record<string, Frame[]>;
    const of = (file: string) => found[`${name}/${file}`]!;
    beforeAll(() => {
      found = readWith<Frame>(ase, 'ase', [
        ...FILES.map(([, file, format]) => `${name}/${file}=${format}`),
        `${name}/symmetric.cif=cif`,
        `${name}/all-XDATCAR=vasp-xdatcar`,
        `${name}/all.extxyz=extxyz`,
        `${name}/all.lammpstrj=lammps-dump-text`,
      ]);
    });

    test.each(FILES.filter(([id]) => id !== 'lammps').map(([, file]) => file))(
      '%s holds the same atoms',
      (file) => {
        expect(of(file)).toHaveLength(1);
        expectSame(of(file)[0]!, structure);
      },
    );

    test('the LAMMPS data file holds the same cell and places, its types by mass', () => {
      expectSame({ ...of('structure.data')[0]!, numbers: [...structure.numbers] }, structure);
    });

    test('a CIF with symmetry expands to the same set of atoms', () => {
      const [frame] = of('symmetric.cif');
      const toFrac = inverse(structure.lattice);
      const key = (z: number, f: readonly number[]) =>
        `${z} ${f.map((x) => Math.round((x - Math.floor(x + 5e-5)) * 1e4)).join(' ')}`;
      const ours = Array.from(structure.numbers, (z, i) =>
        key(z, mulRow(row(structure.xyz, i), toFrac)),
      );
      expect(frame!.scaled.map((f, i) => key(frame!.numbers[i]!, f)).sort()).toEqual(ours.sort());
    });

    test('frozen atoms, slabs and origin reach the formats that hold them', () => {
      for (const file of ['POSCAR', 'structure.extxyz', 'structure.py'])
        expect(of(file)[0]!.fixed, file).toEqual(held());
      const [script] = of('structure.py');
      expect(script!.tags).toEqual([...structure.layer]);
      expect(script!.pbc).toEqual([true, true, true]);
      const [xyz] = of('structure.extxyz');
      expect(xyz!.layer).toEqual([...structure.layer]);
      expect(xyz!.slab).toEqual([...structure.layer].map((k) => roleWords(source.built)[k]));
      for (const frame of [script!, xyz!]) expect(frame.info!['link']).toMatch(/^#r=/);
    });

    test.each(['all-XDATCAR', 'all.extxyz', 'all.lammpstrj'])('%s holds every frame', (file) => {
      const { xyz, count } = framesOf(source);
      const width = structure.xyz.length;
      expect(of(file)).toHaveLength(count);
      for (let f = 0; f < count; f++)
        expectSame(of(file)[f]!, { ...structure, xyz: xyz.slice(f * width, (f + 1) * width) }, 5);
    });
  });

const pymatgen = pythonWith('pymatgen.core');
if (pymatgen === null) missing('pymatgen (python3-pymatgen): POSCAR, CIF, INCAR, KPOINTS');
else
  test('pymatgen reads POSCAR, CIF, INCAR and KPOINTS as they were meant', () => {
    // One start of Python: its imports take longer than the files.
    const found = readWith<Frame & Record<string, unknown>>(pymatgen, 'pymatgen', [
      ...Object.keys(sources).flatMap((name) => [
        `${name}/POSCAR=`,
        `${name}/structure.cif=`,
        `${name}/symmetric.cif=`,
      ]),
      'rectangular/INCAR=incar',
      'rectangular/KPOINTS=kpoints',
    ]);
    for (const [name, source] of Object.entries(sources)) {
      const { structure } = source.built;
      expectSame(found[`${name}/POSCAR`]![0]!, structure);
      for (const file of ['structure.cif', 'symmetric.cif'])
        expect(found[`${name}/${file}`]![0]!.numbers).toHaveLength(structure.numbers.length);
    }
    expect(found['rectangular/INCAR']![0]).toMatchObject({
      ENCUT: expect.stringMatching(/^400/),
      IVDW: '11',
      IBRION: '2',
      ISIF: '2',
      LDIPOL: 'True',
    });
    expect(found['rectangular/KPOINTS']![0]).toMatchObject({ kpts: [[2, 3, 1]] });
  });

test('if_pos and FIXED_ATOMS name the frozen atoms', () => {
  for (const [name, source] of Object.entries(sources)) {
    const flags = frozenOf(source)!;
    const { numbers } = source.built.structure;
    const held = Array.from(numbers.keys()).filter((i) => flags[3 * i]);
    const text = readFileSync(join(root, name, 'relax.in'), 'utf8');
    const atoms = text
      .slice(text.indexOf('ATOMIC_POSITIONS'))
      .split('\n')
      .filter((line) => / [01] [01] [01]$/.test(line));
    expect(atoms).toHaveLength(numbers.length);
    expect(atoms.flatMap((line, i) => (line.endsWith(' 0 0 0') ? [i] : []))).toEqual(held);
    const lists = readFileSync(join(root, name, 'relax.inp'), 'utf8').matchAll(
      /LIST (\d+)\.\.(\d+)/g,
    );
    const listed = [...lists].flatMap(([, p, q]) =>
      Array.from({ length: Number(q) - Number(p) + 1 }, (_, k) => Number(p) + k - 1),
    );
    expect(listed).toEqual(held);
  }
});

test('CP2K’s mesh holds Γ for even and odd counts', () => {
  for (const mesh of [
    [2, 3, 1],
    [4, 6, 2],
  ] as const) {
    const options = { ...settings, relaxMesh: { kind: 'mesh', mesh } } as const;
    const text = cp2kOf(sources['rectangular']!, 'relax', options);
    const scheme = /SCHEME MACDONALD (.+) !/.exec(text)![1]!.split(' ').map(Number);
    expect(scheme.slice(0, 3)).toEqual(mesh);
    for (const [k, n] of mesh.entries()) {
      // Points of CP2K as its log lists them: (2i − n − 1)/2n + shift.
      const points = Array.from(
        { length: n },
        (_, i) => (2 * i + 1 - n) / (2 * n) + scheme[3 + k]!,
      );
      expect(
        points.some((p) => Math.abs(p - Math.round(p)) < 1e-9),
        `${n}`,
      ).toBe(true);
    }
  }
});

test('our own reader expands the symmetric CIF to the same number of atoms', () => {
  for (const [name, { built }] of Object.entries(sources)) {
    const { structure } = readCif(readFileSync(join(root, name, 'symmetric.cif'), 'utf8'));
    expect(structure.numbers.length).toBe(built.structure.numbers.length);
  }
});

const lmp = installed('lmp', 'lmp_serial', 'lammps');
if (lmp === null) missing('LAMMPS: running the bundle');
else {
  test('LAMMPS runs the bundle: minimisation, rescaling, NVE', () => {
    const files = filesOf(sources['rectangular']!, 'lammps', DEFAULT_EXPORT, {
      timestepFs: 1,
      snapshotSteps: 10,
      stages: [
        { kind: 'minimise', forceKcalMolAng: 1, maxIterations: 20 },
        { kind: 'rescale', steps: 20, fromK: 300, toK: 300, everySteps: 10 },
        { kind: 'nve', steps: 20 },
      ],
    });
    for (const [path, text] of files) save(`lammps/${path}`, text);
    const { stdout, status } = run(lmp, ['-in', 'in.lammps'], join(root, 'lammps'));
    expect(stdout).not.toMatch(/ERROR/);
    expect(status).toBe(0);
    expect(stdout).toMatch(/Total wall time/);
    expect(stdout).toMatch(/\b200 atoms\b/);
  });

  test.each(Object.keys(sources))('LAMMPS reads the plain data file of the %s cell', (name) => {
    save(
      `${name}/in.read`,
      'units metal\natom_style atomic\nboundary p p p\nread_data structure.data\npair_style zero 4.0\npair_coeff * *\nrun 0\n',
    );
    const { stdout, status } = run(lmp, ['-in', 'in.read'], join(root, name));
    expect(stdout).not.toMatch(/ERROR/);
    expect(status).toBe(0);
    expect(stdout).toContain(`${sources[name]!.built.structure.numbers.length} atoms`);
  });
}

const pw = installed('pw.x');
if (pw === null) missing('Quantum ESPRESSO (pw.x): reading its inputs');
else
  test.each(['relax.in', 'scf.in'])(
    'pw.x reads %s to the end, and stops at the pseudopotentials that are not shipped',

    (file) => {
      for (const [name, source] of Object.entries(sources)) {
        save(`${name}-qe/${file}`, filesOf(source, 'qe').get(file)!);
        const { stdout } = run(pw, ['-in', file], join(root, `${name}-qe`));
        expect(stdout, name).toMatch(/Error in routine readpp[\s\S]*user-supplied\.UPF not found/);
        expect(stdout.match(/Error in routine/g), name).toHaveLength(1);
      }
    },
  );

const cp2k = installed('cp2k.psmp', 'cp2k', 'cp2k.popt');
if (cp2k === null) missing('CP2K: checking its inputs');
else
  test('CP2K accepts its inputs', () => {
    for (const [name, source] of Object.entries(sources))
      for (const file of ['relax.inp', 'energy.inp']) {
        save(`${name}-cp2k/${file}`, filesOf(source, 'cp2k').get(file)!);
        const { stdout, stderr } = run(cp2k, ['-c', '-i', file], join(root, `${name}-cp2k`));
        expect(stdout + stderr, `${name} ${file}`).toMatch(/SUCCESS, the input could be parsed/);
      }
  });
