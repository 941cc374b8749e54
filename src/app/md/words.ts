import type { MdProgress } from '#app/universal/relaxProgress.ts';
import { trueMinus } from '#core/math/decimals.ts';
import { universalBytes } from '#engines/dynamics/alone.ts';
import { MEV_PER_KCAL_MOL } from '#engines/lammps/energyDrift.ts';
import type { ProtocolStage } from '#engines/lammps/protocols.ts';
import { frameBytes, type RunPlan } from '#engines/lammps/runPlan.ts';
import type { Md, RunInput } from './runStore.ts';

/**
 * Speed assumed before the first run is timed, in atoms times steps a second. The default interface, drawn by
 * software rendering meanwhile, gave 1.1·10⁵ in Chromium on two shared cores.
 */
const GUESS_ATOM_STEPS_PER_SECOND = 1e5;
/** With whole Coulomb sums by PPPM: 200 atoms at 90 to 180 steps/s in Node there. */
const GUESS_PPPM_ATOM_STEPS_PER_SECOND = 2e4;
/** By the universal potential: 50 atoms in 50 ms there. */
const GUESS_UNIVERSAL_ATOM_STEPS_PER_SECOND = 1e3;

/**
 * What a run with the chosen settings would do, in lines of text for the user.
 * @param measured seconds a step by the universal potential, on a part of these atoms; null where that was not measured
 */
export function planWords(
  input: RunInput,
  plan: RunPlan,
  atoms: number,
  timed: Pick<Md, 'built' | 'progress' | 'input'>,
  measured: number | null = null,
): readonly string[] {
  const { protocol } = input;
  const length =
    plan.steps === null
      ? 'The script says for how many steps, and may set its own time step.'
      : plan.steps === 0
        ? `At most ${mostIterations(input)} iterations.`
        : `${plan.steps} steps, ${number((plan.steps * plan.timestepFs) / 1000)} ps.`;
  const every =
    plan.steps === null
      ? `${protocol.snapshotSteps} steps`
      : plan.axis === 'iteration'
        ? protocol.snapshotSteps === 1
          ? 'iteration'
          : `${protocol.snapshotSteps} iterations`
        : `${number(protocol.snapshotSteps * plan.timestepFs)} fs`;
  const frames =
    plan.frames ??
    (plan.steps === 0 ? Math.floor(mostIterations(input) / protocol.snapshotSteps) + 1 : null);
  const memory =
    frames === null
      ? `A snapshot every ${every}, ${size(frameBytes(atoms))} each.`
      : `${plan.frames === null ? 'Up to ' : ''}${frames} snapshots, one every ${every}: ${size(frames * frameBytes(atoms))} of memory.`;
  return [
    `${atoms} atoms. ${length}`,
    ...repeatWords(input),
    memory,
    ...timeWords(input, plan, atoms, timed, measured),
    ...largeWords(input, atoms),
  ];
}

/** That a smaller cell stands for the whole. */
export const repeatWords = (input: RunInput): readonly string[] =>
  input.engine === 'universal' && input.repeat !== null
    ? [
        `Its atoms repeat ${input.repeat.count} times in the cell: one repeat of ${input.computed.structure.numbers.length} atoms is relaxed, and all others go with it.`,
      ]
    : [];

/** The speed of the last run on this page, scaled by the number of atoms. */
function timeWords(
  input: RunInput,
  plan: RunPlan,
  atoms: number,
  { built, progress, input: before }: Pick<Md, 'built' | 'progress' | 'input'>,
  measured: number | null,
): readonly string[] {
  const steps = plan.steps === 0 ? mostIterations(input) : plan.steps;
  if (steps === null) return [];
  const known =
    progress?.stepsPerSecond != null && built !== null && before !== null && isAsFast(before, input)
      ? progress.stepsPerSecond * computedAtoms(before, built.structure.numbers.length)
      : null;
  const isUniversal = input.engine === 'universal';
  const gauged = isUniversal && measured !== null ? computedAtoms(input, atoms) / measured : null;
  const guess =
    input.engine === 'universal'
      ? GUESS_UNIVERSAL_ATOM_STEPS_PER_SECOND
      : input.ewald !== null
        ? GUESS_PPPM_ATOM_STEPS_PER_SECOND
        : GUESS_ATOM_STEPS_PER_SECOND;
  const seconds = (steps * computedAtoms(input, atoms)) / (known ?? gauged ?? guess);
  const what = plan.steps === 0 ? 'At most about' : 'About';
  const whence =
    known !== null
      ? 'at the speed of the last run'
      : gauged !== null
        ? 'measured just now on the middle of these atoms'
        : 'a guess before the first run';
  return [
    `${what} ${duration(seconds)}${
      plan.steps !== 0 && input.protocol.stages[0]?.kind === 'minimise' ? ' after relaxing' : ''
    } (${whence}).`,
    ...(seconds / steps > LONG_STEP_SECONDS
      ? [
          `A step takes about ${duration(seconds / steps)}: cancel keeps what there is by then. The classical preview is some hundred times as fast.`,
        ]
      : []),
  ];
}

/** Beyond, a person is told what a step costs. */
const LONG_STEP_SECONDS = 3;
/** A tab has about this much memory. */
const TAB_BYTES = 3e9;

/** What a large particle takes of the memory. */
function largeWords(input: RunInput, atoms: number): readonly string[] {
  if (input.engine !== 'universal' || !input.alone) return [];
  const bytes = universalBytes(atoms, input.model.dispersion);
  if (bytes < TAB_BYTES / 10) return [];
  return [
    `It takes about ${(bytes / 1e9).toFixed(1)} GB of memory.${
      bytes > TAB_BYTES
        ? ' That may be more than this browser gives a page: the terminal’s relax and md have all of the computer’s.'
        : ''
    }`,
  ];
}

/** The speed of a run tells that of another where both compute the same for an atom. */
const isAsFast = (before: RunInput, next: RunInput): boolean =>
  before.engine === 'lammps' && next.engine === 'lammps'
    ? (before.ewald === null) === (next.ewald === null)
    : before.engine === next.engine;

/** How many atoms an engine computes: fewer than the stack has where these repeat. */
export const computedAtoms = (input: RunInput, atoms: number): number =>
  input.engine === 'universal' ? input.computed.structure.numbers.length : atoms;

const mostIterations = ({ protocol: { stages } }: RunInput): number =>
  Math.max(0, ...stages.map((s) => (s.kind === 'minimise' ? s.maxIterations : 0)));

const STAGE_NAMES: Readonly<Record<ProtocolStage['kind'], string>> = {
  point: 'Single point',
  minimise: 'Relaxing',
  rescale: 'Heating by rescaling',
  nve: 'NVE',
  nvt: 'NVT',
  script: 'Script',
};

export const stageName = (stage: ProtocolStage['kind']): string => STAGE_NAMES[stage];

/** "step 2400 of 8000 · 2.40 ps · 410 steps/s · 14 s left", or of a minimisation its iterations. */
export function progressWords(progress: MdProgress): string {
  const { stage, step, steps, ps, stepsPerSecond, secondsLeft, relaxing } = progress;
  const iterating = stage === 'minimise';
  return [
    `${iterating ? 'iteration' : 'step'} ${step}${steps === null ? '' : ` of ${steps}`}`,
    ...(iterating ? [] : [`${ps.toFixed(2)} ps`]),
    ...(relaxing === undefined
      ? []
      : [
          `${trueMinus(relaxing.energyEv.toFixed(3))} eV`,
          `largest force ${forceText(relaxing.maxForceEvAng)} eV/Å, to ${relaxing.goalEvAng}`,
        ]),
    ...(stepsPerSecond === null
      ? []
      : [`${Math.round(stepsPerSecond)} ${iterating ? 'iterations' : 'steps'}/s`]),
    ...(secondsLeft === null
      ? []
      : [`${relaxing === undefined ? '' : 'by the trend '}${duration(secondsLeft)} left`]),
  ].join(' · ');
}

/** The largest force that a relaxation has left, in the unit of its engine. */
export const leftForceText = ({ input }: Pick<Md, 'input'>, kcalMolAng: number): string =>
  input?.engine === 'universal'
    ? `largest force ${forceText((kcalMolAng * MEV_PER_KCAL_MOL) / 1000)} eV/Å`
    : `max force ${kcalMolAng.toPrecision(2)} kcal/mol/Å`;

/** Two digits that count: "0.034". */
const forceText = (evAng: number): string => String(+evAng.toPrecision(2));

const number = (x: number): string => String(+x.toPrecision(6));

/** "0.96 MB", "12 kB". */
export function size(bytes: number): string {
  if (bytes < 1e5) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

/** A tick label of a plot: "−0.5", or "1.25e6" for numbers too long for a label. */
export function axisTickText(value: number): string {
  const text = Math.abs(value) >= 1e5 ? value.toExponential().replace('e+', 'e') : String(value);
  return trueMinus(text);
}

/** "14 s", "3 min", "2.5 h". */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
