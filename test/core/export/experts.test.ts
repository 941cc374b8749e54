import { expect, test } from 'vitest';
import type { InputSet } from '#core/export/inputSet.ts';
import { INPUT_SETS, SET_IDS, type SetId } from '#core/export/inputSets.ts';
import { DEFAULT_EXPORT, type ExportOptions } from '#core/export/options.ts';
import { potcarSpec } from '#core/export/vasp/potcar.ts';
import { runFiles, runOf, task } from '#core/export/vasp/vaspRun.ts';
import { fewestPoints } from '#core/export/vasp/vaspTags.ts';
import { cp2kOf } from '#core/export/writeFile.ts';
import { gthTotals } from '#core/io/inputs/gth.ts';
import { changeVacuum, setSuperlattice } from '#core/recipe/edits/vacuum.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { filesOf, incarOf, sourceOf } from '../../helpers/export.ts';

// What an expert who reads an input looks for, by set and code.

const VASP_WORDS = /\b(VASP|INCAR|POTCAR|IVDW|ENCUT|ISMEAR|MAGMOM|KSPACING|L?DIPOL|EDIFFG?|ISIF)\b/;

const withVasp = (vasp: Partial<ExportOptions['vasp']>): ExportOptions => ({
  ...DEFAULT_EXPORT,
  vasp: { ...DEFAULT_EXPORT.vasp, ...vasp },
});
const iron = sourceOf(presetOf('fe-mgo').recipe);
const sheets = sourceOf(presetOf('graphene-hbn').recipe);
const paper = sourceOf();
const fileOf = (source: typeof iron, set: SetId, path: string, options = DEFAULT_EXPORT) =>
  filesOf(source, set, options).get(path)!;
const tagsOf = (source: typeof iron, set: SetId, path = 'INCAR', options = DEFAULT_EXPORT) =>
  incarOf(fileOf(source, set, path, options));
const sharedBy = (test_: (set: InputSet) => boolean) =>
  INPUT_SETS.filter(test_).map((set) => set.id);

test.each([
  [
    { tasks: 32, nodes: 1 },
    { KPAR: '4', NCORE: '2' },
  ],
  // 2 × 3 × 1 points are four irreducible ones.
  [
    { tasks: 128, nodes: 4 },
    { KPAR: '4', NCORE: '4' },
  ],
  [
    { tasks: 7, nodes: 1 },
    { KPAR: '1', NCORE: '1' },
  ],
  [
    { tasks: 100, nodes: 5 },
    { KPAR: '4', NCORE: '5' },
  ],
  [
    { tasks: 10, nodes: 3 },
    { KPAR: '2', NCORE: '1' },
  ],
] as const)('%j: the ranks share k-points and bands evenly', (job, tags) => {
  const options = withVasp({ job: { ...DEFAULT_EXPORT.vasp.job, ...job } });
  expect(tagsOf(paper, 'vasp-relax', 'INCAR', options)).toMatchObject(tags);
});

test('long cells are mixed with care, dynamics keep their mixing, U brings aspherical spheres', () => {
  expect(tagsOf(sheets, 'vasp-relax')['AMIN']).toBeUndefined();
  const long = sourceOf(changeVacuum(60)(sheets.built.recipe));
  expect(tagsOf(long, 'vasp-relax')['AMIN']).toBe('0.01');
  for (const folder of ['1-heat', '2-nve'])
    expect(tagsOf(paper, 'vasp-md', `${folder}/INCAR`)).toMatchObject({
      NELMIN: '4',
      MAXMIX: '40',
    });
  expect(tagsOf(paper, 'vasp-relax')).not.toHaveProperty('NELMIN');
  const hubbard = withVasp({ hubbard: { Fe: { l: 2, uEV: 4, jEV: 0 } } });
  expect(tagsOf(iron, 'vasp-relax', 'INCAR', hubbard)['LASPH']).toBe('.TRUE.');
  expect(tagsOf(iron, 'vasp-relax')).not.toHaveProperty('LASPH');
});

const plain = (symbol: string) => ({ symbol, valenceE: null });

test('potentials are those of PBE.54 and later, and job and README say so', () => {
  const symbols = ['W', 'Yb', 'Eu', 'Hf', 'At', 'Ra', 'Fr', 'Ga', 'Fe'];
  expect(potcarSpec(symbols.map(plain)).trim().split('\n')).toEqual([
    'W_sv',
    'Yb_3',
    'Eu_2',
    'Hf_pv',
    'At',
    'Ra_sv',
    'Fr_sv',
    'Ga_d',
    'Fe',
  ]);
  for (const file of ['job.sh', 'README.txt'])
    expect(fileOf(paper, 'vasp-relax', file).replaceAll(/\s+/g, ' ')).toContain('PBE.54 and later');
});

test('a tag of the task stands in place of the one that all sets share', () => {
  const groups = [{ heading: 'Task', tags: [task('ISMEAR', '-5', 'tetrahedra')] }];
  const run = runOf(paper, DEFAULT_EXPORT.vasp, DEFAULT_EXPORT.vasp.relaxMesh);
  const [incar] = runFiles(run, DEFAULT_EXPORT.vasp, { name: 'x', groups, ediffEV: '1E-6' });
  expect(incar!.text.match(/^ISMEAR.*/gm)).toEqual([expect.stringMatching(/= -5 +# tetrahedra$/)]);
});

test('what the paper says stands in sets of its crystals only', () => {
  for (const set of SET_IDS.filter((id) => id !== 'lammps')) {
    for (const [path, text] of filesOf(sheets, set))
      expect([path, text.match(/.*(paper|Qiu).*/i)?.[0]]).toEqual([path, undefined]);
    expect([...filesOf(paper, set).values()].join('')).toMatch(set === 'ase' ? /./ : /paper/);
  }
});

test('no tag of VASP explains the files of another code', () => {
  for (const set of sharedBy(({ code }) => code !== 'VASP'))
    for (const [path, text] of filesOf(paper, set))
      expect([`${set}/${path}`, text.match(VASP_WORDS)?.[0]]).toEqual([
        `${set}/${path}`,
        undefined,
      ]);
});

test.each([
  [[1, 1, 1], 1],
  [[4, 4, 1], 4],
  [[6, 6, 1], 7],
  [[2, 3, 1], 4],
  [[4, 4, 4], 2],
] as const)('a mesh of %j leaves at least %i points', (mesh, fewest) => {
  expect(fewestPoints(mesh)).toBe(fewest);
});

test('a small cell with many k-points is shared among groups that divide the ranks', () => {
  const mesh = { kind: 'mesh', mesh: [16, 16, 1] } as const;
  const text = fileOf(sheets, 'vasp-relax', 'INCAR', withVasp({ relaxMesh: mesh }));
  expect(incarOf(text)).toMatchObject({ KPAR: '16', NCORE: '1' });
  expect(text).toMatch(/KPAR.*a divisor of the 32 ranks, at most the number of k-points/);
});

test('inputs of iron without moments say that it is magnetic', () => {
  const said = 'Fe is magnetic in its bulk: give --magmom';
  expect(fileOf(iron, 'vasp-relax', 'INCAR')).toMatch(new RegExp(`^ISPIN.*${said}`, 'm'));
  expect(fileOf(iron, 'qe', 'scf.in')).toMatch(new RegExp(`nspin = 1.*${said}`));
  expect(fileOf(iron, 'cp2k', 'energy.inp')).toMatch(new RegExp(`UKS.*${said}`));
  expect(fileOf(sheets, 'vasp-relax', 'INCAR')).not.toContain('magnetic');
});

test('moments reach the ASE script', () => {
  const script = fileOf(iron, 'ase', 'structure.py', withVasp({ magmom: { Fe: 2.5, O: 0 } }));
  expect(script).toContain('MOMENTS = {"Fe":2.5,"O":0}');
  expect(script).toContain('atoms.set_initial_magnetic_moments(');
  expect(fileOf(iron, 'ase', 'structure.py')).not.toContain('MOMENTS');
});

test('the inputs of a superlattice say nothing of a vacuum or a slab', () => {
  const lattice = sourceOf(setSuperlattice(true)(presetOf('gaas-si').recipe));
  const allowed = SET_IDS.filter((id) => id !== 'references' && id !== 'lammps');
  for (const set of allowed)
    for (const [path, text] of filesOf(lattice, set)) {
      if (/INCAR$|\.(in|inp|py|sh)$/.test(path))
        expect(text.replaceAll(/"link".*|^#.*|^!.*/gm, ''), `${set}/${path}`).not.toMatch(
          /vacuum|slab/i,
        );
      if (path === 'README.txt') expect(text).not.toMatch(/in\s+the\s+vacuum/);
    }
  expect(fileOf(paper, 'vasp-static', 'INCAR')).toMatch(/vacuum level/);
});

test('D3 is the same in all codes: pairs only, so that energies can be compared', () => {
  expect(fileOf(sheets, 'qe', 'relax.in')).toMatch(/dftd3_version = 3 .*\n +dftd3_threebody = \.f/);
  // VASP and CP2K leave the three-body term out unless it is asked for.
  expect(fileOf(sheets, 'cp2k', 'relax.inp')).not.toMatch(/C9/);
  const none = withVasp({ dispersion: 'none' });
  expect(fileOf(sheets, 'qe', 'relax.in', none)).not.toMatch(/dftd3/);
});

test('CP2K relaxes a polar slab without the dipole correction, and turns it on from that charge', () => {
  const files = filesOf(paper, 'cp2k');
  const relax = files.get('relax.inp')!;
  expect(relax).toMatch(/ALPHA 0\.4\n +BETA 0\.1 .*\n +NBROYDEN 8\n/);
  expect(relax).toMatch(/SCF_GUESS RESTART\n/);
  expect(relax).not.toMatch(/SURFACE_DIPOLE_CORRECTION \.|SURF_DIP|WFN_RESTART/);
  const energy = files.get('energy.inp')!;
  expect(energy).toMatch(/SURFACE_DIPOLE_CORRECTION \.TRUE\./);
  expect(energy).toMatch(/WFN_RESTART_FILE_NAME epistack-RESTART\.kp\n/);
  expect(relax).toMatch(/PROJECT epistack\n/);
  expect(energy).toMatch(/SCF_GUESS RESTART /);
  expect(energy).toMatch(/ALPHA 0\.1 .*\n +BETA 0\.3 .*\n +NBROYDEN 20\n/);
  // Left to itself the sawtooth jumps where the mean charge crosses zero, inside the slab too.
  expect(energy).toMatch(/SURF_DIP_POS 0\.000 ! Angstrom/);
  expect(files.get('README.txt')!.replaceAll(/\s+/g, ' ')).toMatch(
    /in energy\.inp, not in relax\.inp .* field of the periodic images\. .* in 56 steps on 50 atoms/,
  );
  // At Γ alone CP2K writes another kind of file.
  const gamma = withVasp({ relaxMesh: { kind: 'mesh', mesh: [1, 1, 1] } });
  expect(fileOf(paper, 'cp2k', 'energy.inp', gamma)).toMatch(/epistack-RESTART\.wfn\n/);
  expect(fileOf(paper, 'cp2k', 'relax.inp', gamma)).toMatch(/SCF_GUESS ATOMIC\n/);
  const off = filesOf(paper, 'cp2k', withVasp({ dipole: 'off' }));
  expect(off.get('energy.inp')).toMatch(/SCF_GUESS ATOMIC\n/);
  for (const file of ['relax.inp', 'energy.inp'])
    expect(off.get(file)).not.toMatch(/SURFACE_DIPOLE|SURF_DIP/);
});

test('CP2K corrects the dipole of unlike faces without formal dipole from the atoms on', () => {
  for (const file of ['relax.inp', 'energy.inp']) {
    const text = fileOf(sheets, 'cp2k', file, withVasp({ dipole: 'on' }));
    expect(text).toMatch(/SURFACE_DIPOLE_CORRECTION \.TRUE\.(.*)\n +SURF_DIP_DIR Z\n/);
    expect(text).toMatch(/ALPHA 0\.4\n/);
    expect(text).not.toMatch(/SURF_DIP_POS|WFN_RESTART/);
  }
});

test('one density of k-points for all codes: 16 × 16 for four atoms, more where it is asked for', () => {
  for (const file of ['relax.in', 'scf.in'])
    expect(fileOf(sheets, 'qe', file)).toMatch(/K_POINTS automatic\n16 16 1 0 0 0/);
  for (const file of ['relax.inp', 'energy.inp'])
    expect(fileOf(sheets, 'cp2k', file)).toMatch(/MACDONALD 16 16 1/);
  expect(fileOf(sheets, 'vasp-relax', 'KPOINTS')).toMatch(/^16 16 1$/m);
  const dense = withVasp({ relaxMesh: { kind: 'spacing', spacingPerAng: 0.095 } });
  expect(fileOf(sheets, 'cp2k', 'energy.inp', dense)).toMatch(/MACDONALD 31 31 1/);
  expect(fileOf(sheets, 'qe', 'README.txt').replaceAll(/\s+/g, ' ')).toMatch(/every 0\.19 1\/Angs/);
});

test('pw.x starts from the moments that VASP starts from, as fractions of the valence', () => {
  const options = withVasp({ magmom: { Fe: 3, O: -0.6 } });
  const text = fileOf(iron, 'qe', 'relax.in', options);
  const species = [...text.matchAll(/^([A-Z][a-z]?) +[\d.]+ .*UPF$/gm)].map((m) => m[1]);
  const at = (symbol: string) => species.indexOf(symbol) + 1;
  expect(text).toMatch(/nspin = 2/);
  expect(text).toMatch(new RegExp(`starting_magnetization\\(${at('Fe')}\\) = ${3 / 16} `));
  expect(text).toMatch(new RegExp(`starting_magnetization\\(${at('O')}\\) = -0\\.1000 `));
  expect(text.match(/starting_magnetization/g)).toHaveLength(2);
  const most = withVasp({ magmom: { Fe: 99 } });
  expect(fileOf(iron, 'qe', 'scf.in', most)).toMatch(/starting_magnetization\(\d\) = 1\.0000/);
  expect(fileOf(iron, 'qe', 'relax.in')).toMatch(/nspin = 1 ! no spin polarisation/);
});

test('CP2K starts from them too, with room for the surplus of one spin', () => {
  const text = fileOf(iron, 'cp2k', 'energy.inp', withVasp({ magmom: { Fe: 3 } }));
  // Twelve iron atoms of three unpaired electrons.
  expect(text).toMatch(/UKS \.TRUE\..*\n +MULTIPLICITY 37 /);
  expect(text).toMatch(/&KIND Fe\n[^&]*MAGNETIZATION 3 /);
  expect(text.match(/MAGNETIZATION \d/g)).toHaveLength(1);
  const { electrons, functions } = gthTotals(iron.built.structure.numbers);
  const [, up, down] = /ADDED_MOS (\d+) (\d+)/.exec(text)!.map(Number);
  expect(up).toBe(down);
  // Half of the surplus is missing in each spin, and 15 % more are for the smearing.
  expect(up).toBeGreaterThanOrEqual(Math.ceil(0.15 * (electrons / 2)) + (3 * 12) / 2);
  expect(electrons / 2 + 18 + up!).toBeLessThanOrEqual(functions);
  expect(fileOf(iron, 'cp2k', 'energy.inp')).toMatch(/UKS \.FALSE\. ! no spin polarisation/);
});

test('empty states never outnumber the basis, an odd electron is unpaired, a missing potential refused', () => {
  const { structure } = sheets.built;
  const cell = (numbers: number[]) => ({
    ...sheets,
    built: { ...sheets.built, structure: { ...structure, numbers: Uint8Array.from(numbers) } },
  });
  const settings = { ...DEFAULT_EXPORT.vasp, ...DEFAULT_EXPORT };
  // Four helium atoms: 8 electrons in 4 states, 20 functions; sodium: 9 of each.
  expect(cp2kOf(cell([2, 2, 2, 2]), 'energy', settings)).toMatch(/ADDED_MOS 8 ! .*20 functions/);
  expect(cp2kOf(cell([11, 11, 11, 11]), 'energy', settings)).toMatch(
    /ADDED_MOS 8 ! .*36 functions/,
  );
  const odd = cp2kOf(cell([1, 2, 2, 2]), 'energy', settings);
  expect(odd).toMatch(/UKS \.TRUE\. ! an odd number of electrons, 7/);
  // Of seven electrons one, three, five or seven are unpaired.
  const multiplicity = (H: number) => {
    const text = cp2kOf(cell([1, 2, 2, 2]), 'energy', { ...settings, magmom: { H } });
    return /MULTIPLICITY (\d+)/.exec(text)![1];
  };
  expect([0, 1, 2.4, 99].map(multiplicity)).toEqual(['2', '2', '4', '8']);
  expect(() => cp2kOf(cell([90, 2, 2, 2]), 'energy', settings)).toThrow(/no potential .* Th/);
});
