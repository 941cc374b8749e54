import { composition, type Structure } from '#core/crystal/structure.ts';
import { type Dipole, type DipoleChoice, dipoleOf } from '#core/export/dipole.ts';
import { frozenOf, type OutFile, type Source, structureOf } from '#core/export/exportSource.ts';
import { DEFAULT_JOB, type JobOptions, jobScript, POTCAR_LINES } from '#core/export/jobs.ts';
import { type Mesh, type MeshChoice, meshOf } from '#core/export/kpoints.ts';
import { speciesOrder, writePoscar } from '#core/io/vasp/poscar.ts';
import { exportTitle } from '#core/recipe/provenance.ts';
import { overridden, type Tag, type TagGroup, writeIncar } from './incar.ts';
import { MD_BODY } from './mdJob.ts';
import { potcarSpec } from './potcar.ts';
import { type Dispersion, type Electrons, electronTags, type HubbardU } from './vaspTags.ts';

export interface VaspOptions {
  readonly encutEV: number;
  readonly dispersion: Dispersion;
  readonly dipole: DipoleChoice;
  readonly magmom: Readonly<Record<string, number>> | null;
  readonly hubbard: Readonly<Record<string, HubbardU>> | null;
  /** For relaxation and dynamics. */
  readonly relaxMesh: MeshChoice;
  /** For static runs, density of states and snapshots. */
  readonly electronicMesh: MeshChoice;
  /** INCAR tags in place of ours, or added to them, in every INCAR of the set. */
  readonly incar: Readonly<Record<string, string>>;
  /** Names of potentials in place of the recommended ones. */
  readonly potcar: Readonly<Record<string, string>>;
  readonly dynamics: Dynamics;
  readonly job: JobOptions;
}

export interface Dynamics {
  readonly temperatureK: number;
  readonly stepFs: number;
  readonly heatFs: number;
  readonly nveFs: number;
  /** The end of the NVE run that is used. */
  readonly lastFs: number;
}

/**
 * The settings of Qiu et al., Adv. Sci. 2023, 10, 2206560, doi 10.1002/advs.202206560, as far as they are
 * printed. The two spacings give its Γ-centred 2×3×1 and 4×6×1 in its cell, and the same density in others.
 */
export const PAPER_VASP: VaspOptions = {
  encutEV: 400,
  dispersion: 'd3-zero',
  dipole: 'auto',
  magmom: null,
  hubbard: null,
  relaxMesh: { kind: 'spacing', spacingPerAng: 0.19 },
  electronicMesh: { kind: 'spacing', spacingPerAng: 0.095 },
  incar: {},
  potcar: {},
  dynamics: { temperatureK: 300, stepFs: 1, heatFs: 2000, nveFs: 6000, lastFs: 2000 },
  job: DEFAULT_JOB,
};

/** What one VASP run is made of. */
export interface Run {
  readonly title: string;
  readonly structure: Structure;
  readonly frozen: Uint8Array | null;
  readonly dipole: Dipole;
  readonly mesh: Mesh;
  /** Same projectors for cells of any size, so that energies may be subtracted. */
  readonly exactProjection?: boolean;
}

/** The run of a stack as it is. */
export function runOf(source: Source, options: VaspOptions, mesh: MeshChoice): Run {
  const { built, report } = source;
  const structure = structureOf(source);
  return {
    title: exportTitle(built) + source.note,
    structure,
    frozen: frozenOf(source),
    dipole: dipoleOf(structure, report, built.slabs, options.dipole),
    mesh: meshOf(structure.lattice, mesh, { vacuumAlongC: report.vacuum > 0 }),
  };
}

/** INCAR, KPOINTS, POSCAR, POTCAR.spec of one run. */
export function runFiles(
  run: Run,
  options: VaspOptions,
  task: { readonly name: string; readonly groups: readonly TagGroup[]; readonly ediffEV: string },
): readonly OutFile[] {
  const { structure, frozen, mesh } = run;
  const electrons: Electrons = {
    ...options,
    dipole: run.dipole,
    exactProjection: run.exactProjection ?? false,
  };
  const groups = [...task.groups, ...electronTags(structure, electrons, task.ediffEV)];
  // The comment names the recipe; SYSTEM is short.
  return [
    { path: 'INCAR', text: writeIncar(task.name, overridden(groups, options.incar)) },
    { path: 'KPOINTS', text: kpointsText(mesh) },
    { path: 'POSCAR', text: writePoscar(structure, { title: run.title, frozen }) },
    { path: 'POTCAR.spec', text: potcarSpec(speciesOf(structure), options.potcar) },
  ];
}

export const kpointsText = (mesh: Mesh): string =>
  `Gamma-centred mesh\n0\nGamma\n${mesh.join(' ')}\n0 0 0\n`;

/** Elements in the order of the POSCAR. */
const speciesOf = ({ numbers }: Structure): readonly string[] =>
  Object.keys(composition(Array.from(speciesOrder(numbers), (i) => numbers[i]!)));

const task = (name: string, value: string, why: string): Tag => ({
  name,
  value,
  why,
  from: 'task',
});
const ours = (name: string, value: string, why: string): Tag => ({
  name,
  value,
  why,
  from: 'choice',
});
const paper = (name: string, value: string, why: string): Tag => ({
  name,
  value,
  why,
  from: 'paper',
});

export const RELAX_TAGS: readonly TagGroup[] = [
  {
    heading: 'Relaxation of the atoms in the fixed cell',
    tags: [
      task('IBRION', '2', 'moves the atoms by conjugate gradients'),
      task('ISIF', '2', 'atoms move, the cell stays, and so does the vacuum'),
      ours('NSW', '200', 'at most so many steps of the atoms'),
      ours('EDIFFG', '-0.02', 'done when no force is above 0.02 eV/A'),
      ours('LWAVE', '.TRUE.', 'keeps WAVECAR, from which a dipole-corrected run starts faster'),
      ours('LCHARG', '.FALSE.', 'no CHGCAR'),
    ],
  },
];

const STATIC_TAGS: readonly TagGroup[] = [
  {
    heading: 'Electrons of the fixed atoms, density of states',
    tags: [
      task('IBRION', '-1', 'the atoms stay'),
      task('NSW', '0', 'no step of the atoms'),
      ours('LORBIT', '11', 'density of states by atom and by lm, for film and substrate apart'),
      ours('NEDOS', '3001', 'points of the density of states'),
      ours(
        'LVHAR',
        '.TRUE.',
        'writes the electrostatic potential, to line bands up and find the vacuum level',
      ),
      ours('LWAVE', '.TRUE.', 'keeps WAVECAR'),
      ours('LCHARG', '.TRUE.', 'keeps CHGCAR'),
    ],
  },
];

export const vaspRelax = (source: Source, options: VaspOptions): readonly OutFile[] => {
  const run = runOf(source, options, options.relaxMesh);
  return [
    ...runFiles(run, options, { name: 'relaxation', groups: RELAX_TAGS, ediffEV: '1E-5' }),
    vaspJob('relax', options, run.mesh, ['make_potcar', 'run_code > vasp.out']),
  ];
};

export const vaspStatic = (source: Source, options: VaspOptions): readonly OutFile[] => {
  const run = runOf(source, options, options.electronicMesh);
  return [
    ...runFiles(run, options, { name: 'static', groups: STATIC_TAGS, ediffEV: '1E-6' }),
    vaspJob('static', options, run.mesh, ['make_potcar', 'run_code > vasp.out']),
  ];
};

/** At Γ alone the wave functions are real, and VASP has a faster program for them. */
export function vaspJob(
  name: string,
  options: VaspOptions,
  mesh: Mesh,
  body: readonly string[],
  array?: number,
): OutFile {
  return jobScript({
    ...options.job,
    name,
    variable: 'VASP',
    command: mesh.every((n) => n === 1) ? 'vasp_gam' : 'vasp_std',
    body: [...(array === undefined ? POTCAR_LINES : []), ...body],
    ...(array === undefined ? {} : { array }),
  });
}

/** Steps of a duration. */
const stepsOf = (fs: number, { stepFs }: Dynamics): number => Math.round(fs / stepFs);

function dynamicsGroup(
  heading: string,
  steps: number,
  d: Dynamics,
  tags: readonly Tag[],
): TagGroup {
  return {
    heading,
    tags: [
      task('IBRION', '0', 'molecular dynamics'),
      task('MDALGO', '0', 'the standard integrator, whose ensemble SMASS decides'),
      ...tags,
      paper('POTIM', String(d.stepFs), 'time step, fs'),
      paper('NSW', String(steps), `steps, ${(steps * d.stepFs) / 1000} ps`),
      task('ISYM', '0', 'no symmetry, moving atoms have none'),
      ours('LWAVE', '.FALSE.', 'no WAVECAR while the atoms move'),
      ours('LCHARG', '.FALSE.', 'no CHGCAR'),
    ],
  };
}

/** Velocities are brought back to the temperature this often. Not printed in the paper. */
const RESCALE_FS = 10;

export function vaspMd(source: Source, options: VaspOptions): readonly OutFile[] {
  const d = options.dynamics;
  const run = runOf(source, options, options.relaxMesh);
  const every = Math.max(1, stepsOf(RESCALE_FS, d));
  const heat = dynamicsGroup(
    `Heating to ${d.temperatureK} K by repeated rescaling of the velocities`,
    stepsOf(d.heatFs, d),
    d,
    [
      paper(
        'SMASS',
        '-1',
        'velocities are scaled every NBLOCK steps to the temperature between TEBEG and TEEND',
      ),
      ours('NBLOCK', String(every), 'how often, in steps, and how often XDATCAR is written'),
      paper(
        'TEBEG',
        String(d.temperatureK),
        'temperature at the start, K. Velocities are drawn for it',
      ),
      paper('TEEND', String(d.temperatureK), 'temperature at the end, K'),
    ],
  );
  const nve = dynamicsGroup('Microcanonical ensemble (NVE)', stepsOf(d.nveFs, d), d, [
    paper('SMASS', '-3', 'no thermostat, the total energy is kept'),
    task('NBLOCK', '1', 'XDATCAR holds every step'),
    task('TEBEG', String(d.temperatureK), 'not used, the velocities come with the POSCAR'),
  ]);
  const ediffEV = '1E-5';
  const place = (folder: string, files: readonly OutFile[]) =>
    files.map((f) => ({ ...f, path: `${folder}/${f.path}` }));
  const nveFiles = runFiles(run, options, { name: 'NVE', groups: [nve], ediffEV });
  return [
    ...place('1-heat', runFiles(run, options, { name: 'heating', groups: [heat], ediffEV })),
    // Its POSCAR is the CONTCAR of the heating, which holds the velocities.
    ...place(
      '2-nve',
      nveFiles.filter((f) => f.path !== 'POSCAR'),
    ),
    vaspJob('md', options, run.mesh, MD_BODY),
  ];
}

const SNAPSHOT_TAGS: readonly TagGroup[] = [
  {
    heading: 'Electrons of one snapshot, for nonadiabatic couplings',
    tags: [
      task('IBRION', '-1', 'the atoms stay'),
      task('NSW', '0', 'no step of the atoms'),
      task('ISYM', '-1', 'no symmetry at all, so that all snapshots share their k-points'),
      task('LWAVE', '.TRUE.', 'keeps WAVECAR, from which couplings are computed'),
      ours('LCHARG', '.FALSE.', 'no CHGCAR'),
      ours('LORBIT', '11', 'which states live on film and substrate'),
    ],
  },
];

/** Last configurations of an XDATCAR with a fixed cell, one POSCAR each: frames/0001/POSCAR … */
const FRAMES_SCRIPT = [
  '#!/bin/bash',
  '# usage: bash frames.sh XDATCAR COUNT [EVERY]   the last COUNT configurations, each EVERYth of them',
  'set -eu',
  'mkdir -p frames',
  `awk -v count="$2" -v every="$` + `{3:-1}" '`,
  '  NR == FNR { if (/^ *Direct configuration/) total++; next }',
  '  FNR <= 7 { head = head $0 "\\n"; next }',
  '  /^ *Direct configuration/ {',
  '    k++',
  '    keep = k > total - count && (k - 1 - (total - count)) % every == 0',
  '    if (keep) {',
  '      if (file) close(file)',
  '      folder = sprintf("frames/%04d", ++n)',
  '      system("mkdir -p " folder)',
  '      file = folder "/POSCAR"',
  '      printf "%sDirect\\n", head > file',
  '    }',
  '    next',
  '  }',
  '  keep { print > file }',
  '  END { print n + 0 " snapshots in frames/" }',
  `' "$1" "$1"`,
  '',
].join('\n');

/** The snapshots themselves, where a trajectory is at hand. */
export interface Snapshots {
  /** F × 3N Å. */
  readonly frames: ArrayLike<number>;
  readonly count: number;
  readonly frameFs: number;
}

/**
 * Single points of the last snapshots. Without a trajectory the bundle holds a script that takes them out
 * of the XDATCAR of the NVE run.
 */
export function vaspNamd(
  source: Source,
  options: VaspOptions,
  snapshots: Snapshots | null,
): readonly OutFile[] {
  const run = runOf(source, options, options.electronicMesh);
  const d = options.dynamics;
  const count =
    snapshots === null
      ? stepsOf(d.lastFs, d)
      : Math.min(snapshots.count, Math.max(1, Math.round(d.lastFs / snapshots.frameFs)));
  const files = runFiles(run, options, {
    name: 'snapshot',
    groups: SNAPSHOT_TAGS,
    ediffEV: '1E-6',
  });
  const width = source.built.structure.xyz.length;
  const first = snapshots === null ? 0 : snapshots.count - count;
  return [
    ...files,
    { path: 'frames.sh', text: FRAMES_SCRIPT },
    {
      path: 'make-potcar.sh',
      text: ['#!/bin/bash', 'set -eu', ...POTCAR_LINES, 'make_potcar', ''].join('\n'),
    },
    ...Array.from({ length: snapshots === null ? 0 : count }, (_, k) => ({
      path: `frames/${String(k + 1).padStart(4, '0')}/POSCAR`,
      text: writePoscar(
        {
          ...run.structure,
          xyz: Float64Array.from(
            { length: width },
            (_x, i) => snapshots!.frames[(first + k) * width + i]!,
          ),
        },
        { title: `${run.title} | ${(first + k) * snapshots!.frameFs} fs` },
      ),
    })),
    vaspJob(
      'namd',
      options,
      run.mesh,
      [
        'cd "$(printf \'frames/%04d\' "$TASK")"',
        '# Done by a former job: the last lines of a finished OUTCAR.',
        "if grep -q 'General timing and accounting' OUTCAR 2>/dev/null; then exit 0; fi",
        '[ -s ../../POTCAR ] || { echo "run make-potcar.sh first" >&2; exit 1; }',
        'ln -sf ../../INCAR ../../KPOINTS ../../POTCAR .',
        'run_code > vasp.out',
      ],
      count,
    ),
  ];
}
