import { trueMinus } from '#core/math/decimals.ts';
import type { LammpsInput } from '#engines/lammps/lammpsInput.ts';
import type { ProtocolStage } from '#engines/lammps/protocols.ts';
import { frameBytes, type RunPlan, type RunProgress } from '#engines/lammps/runPlan.ts';
import type { Md } from './runStore.ts';

/**
 * Speed assumed before the first run is timed, in atoms times steps a second. The default interface, drawn by
 * software rendering meanwhile, gave 1.1·10⁵ in Chromium on two shared cores.
 */
const GUESS_ATOM_STEPS_PER_SECOND = 1e5;

/** What a run with the chosen settings would do, in lines of text for the user. */
export function planWords(
  input: LammpsInput,
  plan: RunPlan,
  atoms: number,
  timed: Pick<Md, 'built' | 'progress'>,
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
        ? `${protocol.snapshotSteps} iterations`
        : `${number(protocol.snapshotSteps * plan.timestepFs)} fs`;
  const frames =
    plan.frames ??
    (plan.steps === 0 ? Math.floor(mostIterations(input) / protocol.snapshotSteps) + 1 : null);
  const memory =
    frames === null
      ? `A snapshot every ${every}, ${size(frameBytes(atoms))} each.`
      : `${plan.frames === null ? 'Up to ' : ''}${frames} snapshots, one every ${every}: ${size(frames * frameBytes(atoms))} of memory.`;
  return [`${atoms} atoms. ${length}`, memory, ...timeWords(input, plan, atoms, timed)];
}

/** The speed of the last run on this page, scaled by the number of atoms. */
function timeWords(
  input: LammpsInput,
  plan: RunPlan,
  atoms: number,
  { built, progress }: Pick<Md, 'built' | 'progress'>,
): readonly string[] {
  const steps = plan.steps === 0 ? mostIterations(input) : plan.steps;
  if (steps === null) return [];
  const known =
    progress?.stepsPerSecond != null && built !== null
      ? progress.stepsPerSecond * built.structure.numbers.length
      : null;
  const text = duration((steps * atoms) / (known ?? GUESS_ATOM_STEPS_PER_SECOND));
  const what = plan.steps === 0 ? 'At most about' : 'About';
  return [
    `${what} ${text}${
      plan.steps !== 0 && input.protocol.stages[0]?.kind === 'minimise' ? ' after relaxing' : ''
    } (${known === null ? 'a guess before the first run' : 'at the speed of the last run'}).`,
  ];
}

const mostIterations = ({ protocol: { stages } }: LammpsInput): number =>
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
export function progressWords(progress: RunProgress): string {
  const { stage, step, steps, ps, stepsPerSecond, secondsLeft } = progress;
  const iterating = stage === 'minimise';
  return [
    `${iterating ? 'iteration' : 'step'} ${step}${steps === null ? '' : ` of ${steps}`}`,
    ...(iterating ? [] : [`${ps.toFixed(2)} ps`]),
    ...(stepsPerSecond === null
      ? []
      : [`${Math.round(stepsPerSecond)} ${iterating ? 'iterations' : 'steps'}/s`]),
    ...(secondsLeft === null ? [] : [`${duration(secondsLeft)} left`]),
  ].join(' · ');
}

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
