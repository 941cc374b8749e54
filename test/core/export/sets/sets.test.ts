import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { composition } from '#core/crystal/structure.ts';
import type { Source } from '#core/export/exportSource.ts';
import { inputSet, SET_IDS } from '#core/export/inputSets.ts';
import { DEFAULT_EXPORT, type ExportOptions } from '#core/export/options.ts';
import { spinChecks } from '#core/export/spin.ts';
import { writeSource } from '#core/export/writeFile.ts';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import { setFreeze } from '#core/recipe/edits/freeze.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { type Recipe, substrateOf } from '#core/recipe/recipe.ts';
import { linkOf, recipeOfLink } from '#core/recipe/share.ts';
import { filesOf, incarOf, recipeA, sourceOf } from '../../../helpers/export.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-sets-'));
afterAll(() => rmSync(folder, { recursive: true }));

const stack = sourceOf();
const withVasp = (vasp: Partial<ExportOptions['vasp']>): ExportOptions => ({
  ...DEFAULT_EXPORT,
  vasp: { ...DEFAULT_EXPORT.vasp, ...vasp },
});

/** Writes a bundle where shell scripts can run. */
function unpack(name: string, files: ReadonlyMap<string, string>): string {
  const root = join(folder, name);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const tagsOf = (
  set: 'vasp-relax' | 'vasp-static' | 'vasp-md' | 'vasp-namd',
  path = 'INCAR',
  o = DEFAULT_EXPORT,
) => incarOf(filesOf(stack, set, o).get(path)!);

test('the relaxation is the paper’s: 400 eV, PBE, D3, Γ-centred 2×3×1, atoms in a fixed cell', () => {
  const files = filesOf(stack, 'vasp-relax');
  expect(incarOf(files.get('INCAR')!)).toMatchObject({
    ENCUT: '400',
    GGA: 'PE',
    IVDW: '11',
    IBRION: '2',
    ISIF: '2',
    ISPIN: '1',
    LREAL: 'Auto',
  });
  expect(files.get('KPOINTS')!.split('\n').slice(1, 5)).toEqual(['0', 'Gamma', '2 3 1', '0 0 0']);
  expect(tagsOf('vasp-relax', 'INCAR', withVasp({ dispersion: 'd3-bj' }))['IVDW']).toBe('12');
});

test('the electronic run has 4×6×1 and a density of states by atom', () => {
  const files = filesOf(stack, 'vasp-static');
  expect(files.get('KPOINTS')).toContain('\n4 6 1\n');
  expect(incarOf(files.get('INCAR')!)).toMatchObject({ NSW: '0', IBRION: '-1', LORBIT: '11' });
});

test('dynamics: 2 ps of rescaling to 300 K, then 6 ps of NVE at 1 fs that starts from its velocities', () => {
  const files = filesOf(stack, 'vasp-md');
  expect(incarOf(files.get('1-heat/INCAR')!)).toMatchObject({
    IBRION: '0',
    MDALGO: '0',
    SMASS: '-1',
    NBLOCK: '10',
    NSW: '2000',
    POTIM: '1',
    TEBEG: '300',
    TEEND: '300',
    ISYM: '0',
  });
  expect(incarOf(files.get('2-nve/INCAR')!)).toMatchObject({
    SMASS: '-3',
    NBLOCK: '1',
    NSW: '6000',
    POTIM: '1',
  });
  expect(files.has('2-nve/POSCAR')).toBe(false);
  expect(files.get('job.sh')).toContain('cp 1-heat/CONTCAR 2-nve/POSCAR');
  expect(files.get('README.txt')).toMatch(/submit\s+job\.sh again/);
});

test('every tag of every INCAR carries a remark, and nothing that VASP could trip over', () => {
  for (const set of ['vasp-relax', 'vasp-static', 'vasp-md', 'vasp-namd', 'references'] as const)
    for (const [path, text] of filesOf(stack, set)) {
      if (!path.endsWith('INCAR')) continue;
      for (const line of text.split('\n').slice(1)) {
        expect(line).not.toMatch(/[^\x20-\x7e]/);
        if (line === '' || line.startsWith('#')) continue;
        expect(line, path).toMatch(/^[A-Z0-9]+ += \S.*# \w/);
        expect(line.slice(line.indexOf('#') + 1)).not.toMatch(/[=;"#]/);
        expect(line.length).toBeLessThan(250);
      }
    }
});

test('spin, U and single tags appear only when asked for, in the order of the POSCAR', () => {
  const bare = tagsOf('vasp-relax');
  expect(Object.keys(bare).filter((t) => /MAGMOM|LDAU/.test(t))).toEqual([]);
  const asked = tagsOf(
    'vasp-relax',
    'INCAR',
    withVasp({
      magmom: { Pb: 2.5 },
      hubbard: { Cd: { l: 2, uEV: 4, jEV: 0.5 } },
      incar: { ENCUT: '520', NCORE: '4' },
    }),
  );
  expect(asked).toMatchObject({
    ISPIN: '2',
    MAGMOM: '20*0 16*2.5 52*0 56*0 56*0',
    LDAU: '.TRUE.',
    LDAUL: '-1 -1 -1 2 -1',
    LDAUU: '0 0 0 4 0',
    LDAUJ: '0 0 0 0.5 0',
    LMAXMIX: '4',
    ENCUT: '520',
    NCORE: '4',
  });
  expect(() => tagsOf('vasp-relax', 'INCAR', withVasp({ magmom: { Fe: 3 } }))).toThrow(/not Fe/);
  expect(() => tagsOf('vasp-relax', 'INCAR', withVasp({ incar: { ENCUT: '4;NSW=0' } }))).toThrow(
    /ENCUT/,
  );
});

test('a dipole correction comes with its reason for unlike faces, and never for a symmetric slab', () => {
  const incar = filesOf(stack, 'vasp-relax').get('INCAR')!;
  expect(incar).toMatch(/LDIPOL = \.TRUE\..*# .*faces differ/);
  const [x, y, z] = incarOf(incar)['DIPOL']!.split(' ').map(Number);
  expect(incarOf(incar)['IDIPOL']).toBe('3');
  const files = filesOf(stack, 'references');
  // CdS (110) alone turns over onto itself; the perovskite without its upper lead does not.
  expect(files.get('3-film-slab/INCAR')).not.toContain('LDIPOL');
  expect(files.get('2-substrate-slab/INCAR')).toMatch(/LDIPOL.*two faces/);
  expect(files.get('4-substrate-bulk-strained/INCAR')).not.toContain('DIPOL');
  // The centre of mass of the stack, in the middle of the cell along c.
  for (const f of [x!, y!, z!]) expect(f).toBeGreaterThan(0.3);
  expect(z!).toBeCloseTo(0.495, 3);
  const off = tagsOf('vasp-relax', 'INCAR', withVasp({ dipole: 'off' }));
  expect(off['LDIPOL']).toBeUndefined();
});

test('POTCAR is only named, in the order of the POSCAR', () => {
  for (const set of SET_IDS)
    for (const [path, text] of filesOf(stack, set)) {
      expect(path).not.toMatch(/POTCAR$/);
      if (path.endsWith('POTCAR.spec')) expect(text.length).toBeLessThan(200);
    }
  const files = filesOf(stack, 'vasp-relax', withVasp({ potcar: { Pb: 'Pb' } }));
  expect(files.get('POTCAR.spec')).toBe('Cs_sv\nPb\nBr\nCd\nS\n');
  expect(files.get('POSCAR')!.split('\n')[5]).toBe('Cs Pb Br Cd S');
  expect(() => filesOf(stack, 'vasp-relax', withVasp({ potcar: { Pb: 'Sn_d' } }))).toThrow(/Pb/);
});

test('each scheduler’s script passes the shell, and names its resources', () => {
  const job = (scheduler: 'slurm' | 'pbs' | 'plain') =>
    filesOf(
      stack,
      'vasp-namd',
      withVasp({ job: { scheduler, tasks: 64, nodes: 2, hours: 12 } }),
    ).get('job.sh')!;
  expect(job('slurm')).toMatch(/#SBATCH --nodes=2\n#SBATCH --ntasks=64\n#SBATCH --time=12:00:00/);
  expect(job('slurm')).toMatch(/--array=1-2000/);
  expect(job('pbs')).toMatch(/select=2:ncpus=32:mpiprocs=32/);
  for (const text of [job('slurm'), job('pbs'), job('plain')])
    expect(spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' }).stderr).toBe('');
  expect(() =>
    filesOf(stack, 'qe', withVasp({ job: { scheduler: 'slurm', tasks: 0, nodes: 1, hours: 1 } })),
  ).toThrow(/tasks/);
});

const SPECIES = ['Cs_sv', 'Pb_d', 'Br', 'Cd', 'S'];
/** Reads its inputs, does at most MOST steps, and writes what VASP writes. */
const FAKE_VASP = `#!/bin/bash
cat KPOINTS POSCAR POTCAR > /dev/null || exit 1
n=$(sed -n 's/^NSW *= *\\([0-9]*\\).*/\\1/p' INCAR)
[ "$n" -le "$MOST" ] || n=$MOST
head -n 7 POSCAR > XDATCAR
: > OSZICAR
for k in $(seq 1 "$n"); do
  echo "  $k T=  300. E= -.1E+03 F= -.1E+03" >> OSZICAR
  echo "Direct configuration=  $k" >> XDATCAR
  echo "0 0 0 $PWD" >> XDATCAR
done
cp POSCAR CONTCAR
echo "$n steps in $(basename "$PWD")" >> CONTCAR
`;

/** The set for dynamics of 60 + 100 steps, potentials and a VASP that is none. */
function dynamicsAt(name: string) {
  const plain = withVasp({
    job: { ...DEFAULT_EXPORT.vasp.job, scheduler: 'plain' },
    dynamics: { ...DEFAULT_EXPORT.vasp.dynamics, heatFs: 60, nveFs: 100 },
  });
  const root = unpack(name, filesOf(stack, 'vasp-md', plain));
  const potentials = join(root, 'potentials');
  for (const species of SPECIES) {
    mkdirSync(join(potentials, species), { recursive: true });
    writeFileSync(join(potentials, species, 'POTCAR'), `${species}\n   End of Dataset\n`);
  }
  const fake = join(root, 'vasp');
  writeFileSync(fake, FAKE_VASP);
  chmodSync(fake, 0o755);
  const submit = (extra: Readonly<Record<string, string>> = {}) =>
    spawnSync('bash', ['job.sh'], {
      cwd: root,
      env: { ...process.env, VASP: fake, VASP_PP_PATH: potentials, MOST: '1000', ...extra },
      encoding: 'utf8',
    });
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  return { root, potentials, submit, read };
}

test('job.sh joins POTCAR in order, runs the heating, hands the velocities on', () => {
  const { root, submit, read } = dynamicsAt('md');
  const { status, stderr } = submit();
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(read('2-nve/POTCAR')).toBe(SPECIES.map((s) => `${s}\n   End of Dataset\n`).join(''));
  expect(read('2-nve/POSCAR')).toMatch(/60 steps in 1-heat\n$/);
  expect(read('2-nve/CONTCAR')).toMatch(/100 steps in 2-nve\n$/);
  expect(read('2-nve/XDATCAR.all')).toBe(read('2-nve/XDATCAR'));
  // Without potentials it stops before VASP, and says what to set.
  rmSync(join(root, '1-heat/POTCAR'));
  const bare = submit({ VASP_PP_PATH: '' });
  expect(bare.status).not.toBe(0);
  expect(bare.stderr).toMatch(/set it to your folder/);
});

test('a missing potential stops the job before VASP, and leaves no POTCAR behind', () => {
  const { root, potentials, submit, read } = dynamicsAt('md-missing');
  rmSync(join(potentials, 'Cd'), { recursive: true });
  const { status, stderr } = submit();
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/no potential .*Cd\/POTCAR/);
  for (const path of ['1-heat/POTCAR', '1-heat/OSZICAR', '2-nve/POSCAR'])
    expect(existsSync(join(root, path)), path).toBe(false);
  // An incomplete POTCAR of whatever origin is not used either.
  writeFileSync(join(root, '1-heat/POTCAR'), 'Cs_sv\n   End of Dataset\n');
  const again = submit();
  expect(again.status).not.toBe(0);
  expect(again.stderr).toMatch(/holds 1 potentials, POTCAR.spec names 5/);
  // Mended, it runs.
  rmSync(join(root, '1-heat/POTCAR'));
  mkdirSync(join(potentials, 'Cd'));
  writeFileSync(join(potentials, 'Cd/POTCAR'), 'Cd\n   End of Dataset\n');
  expect(submit().status).toBe(0);
  expect(read('2-nve/POTCAR').match(/End of Dataset/g)).toHaveLength(5);
});

test('a job ended by its time limit goes on where it was, and does nothing twice', () => {
  const { submit, read, root } = dynamicsAt('md-restart');
  const first = submit({ MOST: '40' });
  expect(first.status).not.toBe(0);
  expect(first.stderr).toMatch(/1-heat: 40 of 60 steps/);
  expect(existsSync(join(root, '2-nve/POSCAR'))).toBe(false);
  // The heating ends, the NVE run begins.
  expect(submit({ MOST: '40' }).stderr).toMatch(/2-nve: 40 of 100 steps/);
  expect(read('1-heat/CONTCAR')).toMatch(/40 steps in 1-heat\n20 steps in 1-heat\n$/);
  expect(submit({ MOST: '40' }).stderr).toMatch(/2-nve: 80 of 100 steps/);
  const last = submit({ MOST: '40' });
  expect(last.status).toBe(0);
  expect(last.stdout).toMatch(/1-heat: all 60 steps are done/);
  expect(read('2-nve/INCAR')).toMatch(/^NSW += 20 /m);
  expect(read('2-nve/POSCAR')).toMatch(
    /20 steps in 1-heat\n40 steps in 2-nve\n40 steps in 2-nve\n$/,
  );
  expect(read('2-nve/XDATCAR.all').match(/Direct configuration/g)).toHaveLength(100);
  const before = read('2-nve/CONTCAR');
  expect(submit().status).toBe(0);
  expect(read('2-nve/CONTCAR')).toBe(before);
});

test('frames.sh takes the last snapshots out of an XDATCAR', () => {
  const root = unpack('namd', filesOf(stack, 'vasp-namd'));
  const xdatcar = join(process.cwd(), 'test/fixtures/ase-XDATCAR');
  const run = spawnSync('bash', ['frames.sh', xdatcar, '2'], { cwd: root, encoding: 'utf8' });
  expect(run.stderr).toBe('');
  expect(run.stdout).toBe('2 snapshots in frames/\n');
  const lines = readFileSync(xdatcar, 'utf8').trimEnd().split('\n');
  const last = readPoscar(readFileSync(join(root, 'frames/0002/POSCAR'), 'utf8')).structure;
  const wanted = readPoscar(
    [...lines.slice(0, 7), 'Direct', ...lines.slice(-last.numbers.length)].join('\n'),
  ).structure;
  expect(last).toEqual(wanted);
  expect(existsSync(join(root, 'frames/0003'))).toBe(false);
});

test('snapshots of a trajectory at hand are shipped, the last ones, in POSCAR order', () => {
  const { xyz } = stack.built.structure;
  const frames = Float64Array.from({ length: 3 * xyz.length }, (_, i) => {
    const f = Math.floor(i / xyz.length);
    return xyz[i % xyz.length]! + 0.01 * f;
  });
  const files = filesOf(stack, 'vasp-namd', {
    ...DEFAULT_EXPORT,
    vasp: { ...DEFAULT_EXPORT.vasp, dynamics: { ...DEFAULT_EXPORT.vasp.dynamics, lastFs: 40 } },
    snapshots: { frames, count: 3, frameFs: 20 },
  });
  expect([...files.keys()].filter((p) => p.startsWith('frames/'))).toEqual([
    'frames/0001/POSCAR',
    'frames/0002/POSCAR',
  ]);
  const { structure, title } = readPoscar(files.get('frames/0002/POSCAR')!);
  expect(title).toMatch(/\| 40 fs$/);
  expect(structure.xyz[0]! - xyz[0]!).toBeCloseTo(0.02, 9);
  expect(files.get('job.sh')).toContain('--array=1-2');
});

test.each(SET_IDS)('%s carries its recipe, link, version and definitions, and a README', (set) => {
  const files = filesOf(stack, set);
  const recipe = parseRecipe(JSON.parse(files.get('recipe.json')!));
  expect(canonicalJson(recipe)).toBe(canonicalJson(recipeA));
  const about = JSON.parse(files.get('provenance.json')!);
  expect(about.link).toBe(linkOf(recipeA));
  expect(canonicalJson(recipeOfLink(about.link))).toBe(canonicalJson(recipeA));
  expect(about.definitions.mismatch).toMatch(/\(film - substrate\) \/ substrate/);
  const readme = files.get('README.txt')!;
  for (const text of ['How to run', 'Checks', about.link, about.recipeHash, about.epistack])
    expect(readme).toContain(text);
  const rows = files.get('atoms.csv')!.trimEnd().split('\n');
  expect(rows).toHaveLength(201);
  expect(rows[1]).toMatch(/^1,Cs,substrate,CsPbBr3,1,1,0$/);
  expect([...files.keys()]).toEqual([...files.keys()].toSorted());
});

test('moments, U and potentials of one slab’s elements reach the references that hold them', () => {
  const asked = withVasp({
    magmom: { Cd: 2 },
    hubbard: { Pb: { l: 2, uEV: 4, jEV: 0 } },
    potcar: { Pb: 'Pb' },
  });
  const files = filesOf(stack, 'references', asked);
  const at = (folder: string) => incarOf(files.get(`${folder}/INCAR`)!);
  expect(at('1-stack')).toMatchObject({ MAGMOM: '20*0 16*0 52*0 56*2 56*0', LDAUU: '0 4 0 0 0' });
  expect(at('2-substrate-slab')).toMatchObject({ ISPIN: '2', MAGMOM: '20*0 16*0 52*0' });
  expect(at('3-film-slab')).toMatchObject({ ISPIN: '2', MAGMOM: '56*2 56*0' });
  expect(at('3-film-slab')['LDAU']).toBeUndefined();
  expect(at('5-substrate-bulk-unstrained')).toMatchObject({ LDAUU: '0 4 0' });
  expect(files.get('3-film-slab/POTCAR.spec')).toBe('Cd\nS\n');
  for (const bad of [{ magmom: { Fe: 3 } }, { potcar: { Fe: 'Fe' } }])
    expect(() => filesOf(stack, 'references', withVasp(bad))).toThrow(/not Fe/);
});

test('a tag set by hand does not keep the remark of the value before', () => {
  const text = filesOf(stack, 'vasp-relax', withVasp({ incar: { ISMEAR: '-5' } })).get('INCAR')!;
  const line = /^ISMEAR.*$/m.exec(text)![0];
  expect(line).toMatch(/= -5 +# in place of 0 \[set by you\]$/);
});

test('atoms may all be held where none is to move', () => {
  const held = sourceOf(recipeA, { kind: 'planes', bottom: 99, top: 99 });
  expect(() => filesOf(held, 'cp2k')).toThrow(/all 200 are frozen/);
  expect(filesOf(held, 'vasp-static').has('INCAR')).toBe(true);
});

test('iron without moments is warned of, and not where they are given', () => {
  const numbers = stack.built.structure.numbers.map((z) => (z === 48 ? 26 : z));
  const iron = { ...stack.built.structure, numbers };
  const ids = (set: 'vasp-relax' | 'qe' | 'lammps', vasp: Partial<ExportOptions['vasp']> = {}) =>
    spinChecks(iron, inputSet(set), withVasp(vasp)).map((c) => c.id);
  expect(ids('vasp-relax')).toEqual(['spin']);
  expect(ids('qe')).toEqual(['spin']);
  expect(ids('lammps')).toEqual([]);
  expect(spinChecks(iron, inputSet('qe'), DEFAULT_EXPORT)[0]!.level).toBe('warn');
  expect(ids('vasp-relax', { magmom: { Fe: 4 } })).toEqual([]);
  expect(ids('vasp-relax', { incar: { ISPIN: '2' } })).toEqual([]);
  expect(ids('qe', { magmom: { Fe: 4 } })).toEqual([]);
  const hubbard = { Fe: { l: 2, uEV: 4, jEV: 0 } } as const;
  expect(ids('qe', { magmom: { Fe: 4 }, hubbard })).toEqual([]);
  expect(ids('lammps', { magmom: { Fe: 4 }, hubbard })).toEqual(['not-carried', 'not-carried']);
});

test('frozen planes are the same atoms in every file', () => {
  const frozen = sourceOf(recipeA, { kind: 'planes', bottom: 2, top: 1 });
  const { structure, plane } = frozen.built;
  const held = Array.from(structure.numbers.keys()).filter(
    (i) =>
      (structure.layer[i] === 0 && plane[i]! < 2) || (structure.layer[i] === 1 && plane[i] === 6),
  );
  expect(held.length).toBe(4 * 3 + 4 * 2 + 8 * 2);
  const poscar = readPoscar(filesOf(frozen, 'vasp-relax').get('POSCAR')!);
  const fixed = (flags: ArrayLike<number>) =>
    Array.from({ length: flags.length / 3 }, (_, i) => i).filter((i) => flags[3 * i] === 1);
  expect(fixed(poscar.frozen!)).toEqual(held);
  const csv = filesOf(frozen, 'qe').get('atoms.csv')!.trimEnd().split('\n').slice(1);
  expect(csv.flatMap((row, i) => (row.endsWith(',1') ? [i] : []))).toEqual(held);
  const slab = readPoscar(filesOf(frozen, 'references').get('2-substrate-slab/POSCAR')!);
  expect(fixed(slab.frozen!)).toHaveLength(20);
  expect(composition(slab.structure.numbers)).toEqual({ Cs: 20, Pb: 16, Br: 52 });
});

test('a frame is written in place of the stack, and a frame of other atoms refused', () => {
  const moved = stack.built.structure.xyz.map((x) => x + 0.1);
  const files = filesOf({ ...stack, xyz: moved, note: ' | LAMMPS frame at 40 fs' }, 'vasp-relax');
  const { structure, title } = readPoscar(files.get('POSCAR')!);
  expect(title).toMatch(/LAMMPS frame at 40 fs, not relaxed$/);
  expect(Math.abs(structure.xyz[2]! - moved[2]!)).toBeLessThan(6e-4);
  expect(() => filesOf({ ...stack, xyz: [1, 2, 3] }, 'qe')).toThrow(/200 atoms/);
});

test('a bundle of a frame is of the frame: recipe, provenance and checks', () => {
  const { structure } = stack.built;
  // The film is 0.4 Å nearer; one atom has moved by less than a document resolves.
  const moved = structure.xyz.map(
    (x, k) => x - (k % 3 === 2 && structure.layer[(k - 2) / 3] === 1 ? 0.4 : 0) + 0.0003,
  );
  const frame = { ...stack, xyz: moved, note: ' | LAMMPS frame at 960 fs' };
  const files = filesOf(frame, 'vasp-relax');
  const recipe = parseRecipe(JSON.parse(files.get('recipe.json')!));
  const again = sourceOf(recipe);
  expect(again.built.structure.xyz.every((x, k) => Math.abs(x - moved[k]!) < 6e-4)).toBe(true);
  const note = 'LAMMPS frame at 960 fs, not relaxed';
  expect(recipe.relaxed?.note).toBe(note);
  expect(JSON.parse(files.get('provenance.json')!).positions).toMatch(note);
  expect(again.report.notes[0]).toMatch(`Positions are taken over (${note})`);
  // What the terminal makes of that recipe, byte for byte, the title too.
  expect(filesOf(again, 'vasp-relax')).toEqual(files);
  const settings = { ...DEFAULT_EXPORT.vasp, ...DEFAULT_EXPORT };
  expect(writeSource(again, 'poscar', settings)).toBe(files.get('POSCAR'));
  // Of the frame as well: the built stack is 0.4 Å taller, with as much vacuum.
  const rigid = filesOf(stack, 'vasp-relax').get('README.txt')!;
  const closest = (text: string) => /Closest pair .*/.exec(text)?.[0];
  expect(closest(files.get('README.txt')!)).not.toBe(closest(rigid));
  expect(files.get('README.txt')).toContain(note);
  const far = { kind: 'beyond', distanceAng: 4 } as const;
  const held = (source: Source) =>
    filesOf(
      { ...source, built: { ...source.built, recipe: setFreeze(far)(source.built.recipe) } },
      'vasp-relax',
    ).get('atoms.csv');
  expect(held(frame)).toBe(held(stack));
});

test('a superlattice has points along c and no dipole correction', () => {
  const recipe: Recipe = {
    ...recipeA,
    preset: null,
    steps: [...recipeA.steps.slice(0, -1), { kind: 'superlattice', separationAng: 2.8 }],
  };
  const source = sourceOf(recipe);
  const fine = withVasp({ relaxMesh: { kind: 'spacing', spacingPerAng: 0.1 } });
  const files = filesOf(source, 'vasp-relax', fine);
  expect(files.get('INCAR')).not.toContain('LDIPOL');
  // c is 34.6 Å: 2π/c is 0.18, two points; across a vacuum it would be one.
  expect(files.get('KPOINTS')).toContain('\n4 6 2\n');
  expect(filesOf(stack, 'vasp-relax', fine).get('KPOINTS')).toContain('\n4 6 1\n');
  expect(() => filesOf(source, 'references')).toThrow(/one film and vacuum/);
});

test('a slab alone exports too', () => {
  const alone: Recipe = {
    ...recipeA,
    preset: null,
    steps: [substrateOf(recipeA), recipeA.steps.at(-1)!],
  };
  const files = filesOf(sourceOf(alone), 'vasp-relax');
  expect(readPoscar(files.get('POSCAR')!).structure.numbers.length).toBe(88);
  expect(files.get('INCAR')).toMatch(/two faces of the CsPbBr3 slab differ/);
});
