import type { DipoleChoice } from '#core/export/dipole.ts';
import { JOB_LIMITS, type JobOptions, type Scheduler } from '#core/export/job/jobOptions.ts';
import type { ExportOptions } from '#core/export/options.ts';
import type { SlabBox } from '#core/export/references/references.ts';
import type { Dynamics, VaspOptions } from '#core/export/vasp/vaspOptions.ts';
import type { HubbardU } from '#core/io/metadata.ts';
import type {
  ChoiceSetting,
  MeshSetting,
  NumberSetting,
  PairsSetting,
  Setting,
} from './setting.ts';

const withVasp = (options: ExportOptions, part: Partial<VaspOptions>): ExportOptions => ({
  ...options,
  vasp: { ...options.vasp, ...part },
});

/** A choice whose words are of one type: only those listed can be set. */
const choice = <T extends string>(
  about: Omit<ChoiceSetting, 'kind' | 'choices' | 'get' | 'set'> & {
    readonly choices: readonly (readonly [word: T, text: string])[];
    readonly get: (options: ExportOptions) => T;
    readonly set: (options: ExportOptions, word: T) => ExportOptions;
  },
): ChoiceSetting => ({
  ...about,
  kind: 'choice',
  set: (options, word) => about.set(options, word as T),
});

/** Pairs whose values are of one type: only what `read` gives is written and set. */
const pairs = <T>(
  about: Omit<PairsSetting, 'kind' | 'read' | 'write' | 'get' | 'set'> & {
    readonly read: (text: string) => T | undefined;
    readonly write: (value: T) => string;
    readonly get: (options: ExportOptions) => Readonly<Record<string, T>> | null;
    readonly set: (options: ExportOptions, values: Readonly<Record<string, T>>) => ExportOptions;
  },
): PairsSetting => ({
  ...about,
  kind: 'pairs',
  section: 'Spin, U, single tags, potentials',
  write: (value) => about.write(value as T),
  set: (options, values) => about.set(options, values as Readonly<Record<string, T>>),
});

export const encut: NumberSetting = {
  kind: 'number',
  option: 'encut',
  label: 'ENCUT',
  title: 'Plane waves up to this energy. Not below ENMAX of any POTCAR',
  unit: 'eV',
  limits: [100, 3000],
  digits: 0,
  step: 10,
  get: ({ vasp }) => vasp.encutEV,
  set: (o, encutEV) => withVasp(o, { encutEV }),
};

export const dispersion = choice<'zero' | 'bj' | 'none'>({
  option: 'd3',
  label: 'dispersion',
  choices: [
    ['zero', 'DFT-D3, zero damping'],
    ['bj', 'DFT-D3, Becke–Johnson'],
    ['none', 'none'],
  ],
  about: 'Zero damping (2010) or Becke–Johnson damping (2011): keep one for all runs.',
  get: ({ vasp }) =>
    vasp.dispersion === 'none' ? 'none' : vasp.dispersion === 'd3-bj' ? 'bj' : 'zero',
  set: (o, word) => withVasp(o, { dispersion: word === 'none' ? 'none' : `d3-${word}` }),
});

export const dipole = choice<DipoleChoice>({
  option: 'dipole',
  label: 'dipole correction',
  choices: [
    ['auto', 'where the faces differ'],
    ['on', 'on'],
    ['off', 'off'],
  ],
  get: ({ vasp }) => vasp.dipole,
  set: (o, word) => withVasp(o, { dipole: word }),
});

export const relaxMesh: MeshSetting = {
  kind: 'mesh',
  option: 'mesh',
  spacingOption: 'spacing',
  label: 'k-points, Γ-centred',
  get: ({ vasp }) => vasp.relaxMesh,
  set: (o, mesh) => withVasp(o, { relaxMesh: mesh }),
};

export const electronicMesh: MeshSetting = {
  ...relaxMesh,
  option: 'electronic-mesh',
  spacingOption: 'electronic-spacing',
  get: ({ vasp }) => vasp.electronicMesh,
  set: (o, mesh) => withVasp(o, { electronicMesh: mesh }),
};

const finite = (text: string): number | undefined =>
  text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;

/** "2:4.0" or "2:4.0:0.5": l, U, J. */
function hubbardOf(text: string): HubbardU | undefined {
  const [l, u, j = '0', ...rest] = text.split(':');
  const [lNumber, uEV, jEV] = [Number(l), finite(u ?? ''), finite(j)];
  if (rest.length > 0 || uEV === undefined || jEV === undefined) return undefined;
  return lNumber === 1 || lNumber === 2 || lNumber === 3 ? { l: lNumber, uEV, jEV } : undefined;
}

const same = (text: string): string => text;

export const magmom = pairs<number>({
  option: 'magmom',
  label: 'starting moments (μB)',
  hint: 'Fe=3, O=0',
  read: finite,
  write: String,
  get: ({ vasp }) => vasp.magmom,
  set: (o, moments) => withVasp(o, { magmom: moments }),
});

export const hubbard = pairs<HubbardU>({
  option: 'hubbard',
  label: 'U and J (eV)',
  hint: 'Fe=d 4.0, Ce=f 5 0.7',
  read: hubbardOf,
  write: (u) => `${u.l}:${u.uEV}:${u.jEV}`,
  get: ({ vasp }) => vasp.hubbard,
  set: (o, values) => withVasp(o, { hubbard: values }),
});

export const tags: readonly PairsSetting[] = [
  magmom,
  hubbard,
  pairs<string>({
    option: 'incar',
    label: 'INCAR tags',
    hint: 'ALGO=Fast, NCORE=4',
    read: same,
    write: same,
    get: ({ vasp }) => vasp.incar,
    set: (o, incar) => withVasp(o, { incar }),
  }),
  pairs<string>({
    option: 'potcar',
    label: 'potentials',
    hint: 'Pb=Pb_d',
    read: same,
    write: same,
    get: ({ vasp }) => vasp.potcar,
    set: (o, potcar) => withVasp(o, { potcar }),
  }),
];

const withDynamics = (o: ExportOptions, part: Partial<Dynamics>): ExportOptions =>
  withVasp(o, { dynamics: { ...o.vasp.dynamics, ...part } });

/** Given in ps and kept in fs: 2.001 ps is 2001 fs, not 2000.9999999999998. */
const tidy = (x: number): number => Number(x.toPrecision(12));

const duration = (
  option: string,
  label: string,
  key: 'heatFs' | 'nveFs' | 'lastFs',
): NumberSetting => ({
  kind: 'number',
  option,
  label,
  unit: 'ps',
  limits: [0.01, 1000],
  digits: 2,
  step: 0.05,
  get: ({ vasp }) => tidy(vasp.dynamics[key] / 1000),
  set: (o, ps) => withDynamics(o, { [key]: tidy(1000 * ps) }),
});

export const dynamics: readonly NumberSetting[] = [
  {
    kind: 'number',
    option: 'temperature',
    label: 'temperature',
    unit: 'K',
    limits: [1, 5000],
    digits: 0,
    step: 10,
    get: ({ vasp }) => vasp.dynamics.temperatureK,
    set: (o, temperatureK) => withDynamics(o, { temperatureK }),
  },
  {
    kind: 'number',
    option: 'timestep',
    label: 'time step',
    unit: 'fs',
    limits: [0.05, 10],
    digits: 2,
    step: 0.05,
    get: ({ vasp }) => vasp.dynamics.stepFs,
    set: (o, stepFs) => withDynamics(o, { stepFs }),
  },
  duration('heat', 'heating', 'heatFs'),
  duration('nve', 'NVE', 'nveFs'),
  duration('last', 'used at the end', 'lastFs'),
];

const JOB_SECTION = 'Job script';

const withJob = (o: ExportOptions, part: Partial<JobOptions>): ExportOptions =>
  withVasp(o, { job: { ...o.vasp.job, ...part } });

const jobNumber = (option: keyof typeof JOB_LIMITS, label: string): NumberSetting => ({
  kind: 'number',
  option,
  label,
  section: JOB_SECTION,
  limits: JOB_LIMITS[option],
  isWhole: true,
  digits: 0,
  step: 1,
  get: ({ vasp }) => vasp.job[option],
  set: (o, value) => withJob(o, { [option]: value }),
});

/** Their limits are those of `jobScript`, which refuses others where there is a job. */
export const job: readonly Setting[] = [
  choice<Scheduler>({
    option: 'scheduler',
    label: 'scheduler',
    section: JOB_SECTION,
    choices: [
      ['slurm', 'Slurm'],
      ['pbs', 'PBS'],
      ['plain', 'none: a plain script'],
    ],
    get: ({ vasp }) => vasp.job.scheduler,
    set: (o, scheduler) => withJob(o, { scheduler }),
  }),
  jobNumber('tasks', 'MPI ranks'),
  jobNumber('nodes', 'nodes'),
  jobNumber('hours', 'hours'),
];

const cutoff = (
  option: string,
  key: 'wavefunctionRy' | 'densityRy',
  title: string,
): NumberSetting => ({
  kind: 'number',
  option,
  label: option,
  title,
  unit: 'Ry',
  limits: [5, 5000],
  digits: 0,
  step: 5,
  get: (o) => o[key],
  set: (o, value) => ({ ...o, [key]: value }),
});

export const cutoffs: readonly NumberSetting[] = [
  cutoff('ecutwfc', 'wavefunctionRy', 'Wave functions; what your pseudopotentials ask for'),
  cutoff('ecutrho', 'densityRy', 'Density; 4 to 12 times ecutwfc'),
];

export const kspace = choice<ExportOptions['kspace']>({
  option: 'kspace',
  label: 'Coulomb sum',
  choices: [
    ['dsf', 'damped, to 12 Å: any LAMMPS'],
    ['pppm', 'whole, by PPPM: package KSPACE'],
  ],
  about: 'The field of a polar slab is in the whole sum alone; with vacuum it has slab correction.',
  get: (o) => o.kspace,
  set: (o, value) => ({ ...o, kspace: value }),
});

export const atomBudget: NumberSetting = {
  kind: 'number',
  option: 'budget',
  label: 'atom budget',
  unit: 'atoms',
  limits: [1, 400_000],
  isWhole: true,
  digits: 0,
  step: 10,
  get: (o) => o.atomBudget,
  set: (o, value) => ({ ...o, atomBudget: value }),
};

export const slabBox = choice<SlabBox>({
  option: 'slab-box',
  label: 'cell of the free slabs',
  choices: [
    ['vacuum', 'as much vacuum as the stack'],
    ['stack', 'as long as the stack’s cell'],
  ],
  get: (o) => o.slabBox,
  set: (o, value) => ({ ...o, slabBox: value }),
});

/** Settings of the inputs, in the order in which a command names them. */
export const INPUT_SETTINGS: readonly Setting[] = [
  encut,
  dispersion,
  dipole,
  relaxMesh,
  electronicMesh,
  ...tags,
  ...dynamics,
  ...job,
  ...cutoffs,
  kspace,
];
/** Settings of the bundle, named behind the frozen atoms. */
export const BUNDLE_SETTINGS: readonly Setting[] = [atomBudget, slabBox];
export const SETTINGS: readonly Setting[] = [...INPUT_SETTINGS, ...BUNDLE_SETTINGS];
