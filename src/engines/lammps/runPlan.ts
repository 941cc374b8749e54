import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import type { LammpsInput } from './lammpsInput.ts';
import { dynamicsSteps, type ProtocolStage } from './protocols.ts';
import type { Thermo } from './runLammps.ts';

/** Single-precision snapshots of one run may take this much memory. */
export const MAX_FRAME_BYTES = 512e6;

/** What is known about a run before it begins. */
export interface RunPlan {
  /** Steps of the dynamics; null where a script decides. */
  readonly steps: number | null;
  /** Snapshots that the run will give; null where it cannot be known. */
  readonly frames: number | null;
  readonly timestepFs: number;
  /** Snapshots of a relaxation stand for iterations, of anything else for times. */
  readonly axis: 'time' | 'iteration';
}

/** @throws `too-large` when the snapshots would not fit */
export function planOf(
  { protocol }: Pick<LammpsInput, 'protocol'>,
  { numbers }: Structure,
): RunPlan {
  const { timestepFs, snapshotSteps, stages } = protocol;
  const steps = dynamicsSteps(protocol);
  const axis = steps === 0 ? 'iteration' : 'time';
  const frames = steps === null || steps === 0 ? null : Math.floor(steps / snapshotSteps) + 1;
  const most = frames ?? Math.max(1, ...stages.map((s) => iterations(s) / snapshotSteps));
  const bytes = most * frameBytes(numbers.length);
  if (bytes > MAX_FRAME_BYTES)
    throw new EpistackError({
      code: 'too-large',
      what: 'bytes of snapshots (take them less often, or run shorter)',
      count: bytes,
      limit: MAX_FRAME_BYTES,
    });
  return { steps, frames, timestepFs, axis };
}

export const frameBytes = (atoms: number): number => 12 * atoms;

/** Known steps give the time; for a script it is read from LAMMPS. */
export const rowTimeFs = (row: Thermo, { steps, timestepFs }: RunPlan): number =>
  steps === null ? row.timeFs : row.step * timestepFs;

const iterations = (stage: ProtocolStage): number =>
  stage.kind === 'minimise' ? stage.maxIterations : 0;

/** Shortest time over which the speed is measured, as rows may arrive together. */
const LEAST_SECONDS = 0.02;

export interface RunProgress {
  readonly stage: ProtocolStage['kind'];
  /** Iterations while minimising; afterwards time steps from the start of the dynamics. */
  readonly step: number;
  /** Of the dynamics; null while none has begun, or where a script decides. */
  readonly steps: number | null;
  readonly ps: number;
  /** Of the dynamics; what a script has set. */
  readonly timestepFs: number;
  /** Speed of the present kind of stage since it began; null until it can be measured. */
  readonly stepsPerSecond: number | null;
  readonly secondsLeft: number | null;
}

/**
 * Follows a run by its rows of energies; `nowMs` from any clock that does not jump.
 * Speed is measured over the dynamics alone: an iteration of a minimisation costs several steps.
 */
export function progressReader(input: Pick<LammpsInput, 'protocol'>, plan: RunPlan) {
  let begun: { readonly dynamic: boolean; readonly step: number; readonly ms: number } | null =
    null;
  return (row: Thermo, nowMs: number): RunProgress => {
    const kind = input.protocol.stages[row.stage]?.kind ?? 'script';
    const stage = kind === 'script' && row.minimising ? 'minimise' : kind;
    const dynamic = stage !== 'minimise' && stage !== 'point';
    if (begun?.dynamic !== dynamic || row.step < begun.step)
      begun = { dynamic, step: row.step, ms: nowMs };
    const [done, seconds] = [row.step - begun.step, (nowMs - begun.ms) / 1000];
    const stepsPerSecond = done > 0 && seconds > LEAST_SECONDS ? done / seconds : null;
    const steps = dynamic ? plan.steps : null;
    return {
      stage,
      step: row.step,
      steps,
      timestepFs: row.timestepFs,
      ps: dynamic ? rowTimeFs(row, plan) / 1000 : 0,
      stepsPerSecond,
      secondsLeft: steps === null ? null : secondsFor(steps - row.step, stepsPerSecond),
    };
  };
}

/** At the end the remaining time is 0. */
function secondsFor(steps: number, stepsPerSecond: number | null): number | null {
  if (steps <= 0) return 0;
  return stepsPerSecond === null ? null : steps / stepsPerSecond;
}
