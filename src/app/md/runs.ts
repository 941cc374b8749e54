import { createStore } from 'zustand/vanilla';
import { describe, EpistackError } from '#core/errors.ts';
import type { Built } from '#core/recipe/build.ts';
import {
  FREE,
  type Freeze,
  heldText,
  mostFrozen,
  outerPlanes,
} from '#engines/lammps/heldPlanes.ts';
import { type InputOptions, type LammpsInput, lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { LAMMPS_DOWNLOAD_BYTES } from '#engines/lammps/lammpsLoading.ts';
import {
  DEFAULT_SETTINGS,
  type ProtocolSettings,
  protocolOf,
  protocolText,
} from '#engines/lammps/protocols.ts';
import type { RunResult } from '#engines/lammps/runLammps.ts';
import {
  MAX_FRAME_BYTES,
  planOf,
  type RunPlan,
  type RunProgress,
} from '#engines/lammps/runPlan.ts';
import { appender } from './appender.ts';
import type { MdReply, MdRequest } from './messages.ts';

export interface MdSettings extends ProtocolSettings {
  readonly seed: number;
  readonly freeze: Freeze;
}

/** Energies over a run, one column a quantity, all of one length; fit for plotting as they are. */
export interface MdSeries {
  /** fs; of a relaxation, iterations. */
  readonly at: Float64Array;
  readonly temperatureK: Float64Array;
  readonly potentialKcalMol: Float64Array;
  readonly totalKcalMol: Float64Array;
}

/** A run and everything that it takes to run it again. */
export interface Md {
  readonly status: 'idle' | 'loading' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Why it failed, for people; null otherwise. */
  readonly reason: string | null;
  /** What is fetched before the first run of a visit; 0 from then on, when the browser's cache has it. */
  readonly downloadBytes: number;
  readonly settings: MdSettings;
  /** The settings of the run that is shown, whatever has been chosen since. */
  readonly ran: MdSettings | null;
  /** Whose atoms run; frames are in the order of its structure. */
  readonly built: Built | null;
  /** The two files of the run, its protocol, potential and assumptions. */
  readonly input: LammpsInput | null;
  readonly plan: RunPlan | null;
  readonly progress: RunProgress | null;
  readonly series: MdSeries;
  /** F × 3N, Å, not folded back into the cell. */
  readonly frames: Float32Array;
  /** F: fs from the start of the dynamics, or iterations (`plan.axis`). */
  readonly times: Float64Array;
  /** F. */
  readonly count: number;
  readonly result: RunResult | null;
  /** 3N, Å, in double precision: the last snapshot of a run that ended by itself. */
  readonly last: Float64Array | null;
}

const NO_SERIES: MdSeries = {
  at: new Float64Array(0),
  temperatureK: new Float64Array(0),
  potentialKcalMol: new Float64Array(0),
  totalKcalMol: new Float64Array(0),
};

const FRESH = {
  reason: null,
  ran: null,
  built: null,
  input: null,
  plan: null,
  progress: null,
  series: NO_SERIES,
  frames: new Float32Array(0),
  times: new Float64Array(0),
  count: 0,
  result: null,
  last: null,
} satisfies Partial<Md>;

export const mdStore = createStore<Md>()(() => ({
  status: 'idle',
  downloadBytes: LAMMPS_DOWNLOAD_BYTES,
  settings: { ...DEFAULT_SETTINGS, seed: 1, freeze: FREE },
  ...FRESH,
}));

export const choose = (change: Partial<MdSettings>): void =>
  mdStore.setState(({ settings }) => ({ settings: { ...settings, ...change } }));

/** Planes that can be held at most, from below and from above. */
export const heldLimits = (built: Built): Freeze => mostFrozen(built);

/** The two files of what a press on run would run. @throws EpistackError saying why it cannot */
export function inputFor(built: Built, settings: MdSettings): LammpsInput {
  const options: InputOptions = {
    seed: settings.seed,
    frozen: outerPlanes(built, settings.freeze),
  };
  return lammpsInput(built.structure, protocolOf(settings), options);
}

/** The input, or the reason why these atoms cannot run: shown before anyone presses run. */
export function preview(
  built: Built,
  settings: MdSettings,
): { readonly input: LammpsInput; readonly plan: RunPlan } | { readonly problem: string } {
  try {
    const input = inputFor(built, settings);
    return { input, plan: planOf(input, built.structure) };
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    return { problem: describe(error.failure) };
  }
}

let worker: Worker | null = null;

/** Starts a run with the chosen settings; one that is under way is cancelled first. */
export function run(built: Built, startWorker: () => Worker = mdWorker): void {
  stopWorker();
  const { settings } = mdStore.getState();
  const ready = preview(built, settings);
  if ('problem' in ready) {
    mdStore.setState({ ...FRESH, status: 'failed', reason: ready.problem, ran: settings, built });
    return;
  }
  const { input, plan } = ready;
  mdStore.setState({ ...FRESH, status: 'loading', ran: settings, built, input, plan });
  const append = appender(built, input, plan);
  const own = startWorker();
  worker = own;
  const fail = (reason: string) => {
    stopWorker();
    mdStore.setState({ status: 'failed', reason });
  };
  own.onerror = (event) => fail(event.message || 'the worker could not be loaded');
  own.onmessage = ({ data }: MessageEvent<MdReply>) => {
    // A message that was under way when the run was cancelled.
    if (worker !== own) return;
    switch (data.kind) {
      case 'started':
        mdStore.setState({ status: 'running', downloadBytes: 0 });
        break;
      case 'batch': {
        const more = append(data);
        mdStore.setState(more);
        if (more.frames.byteLength > MAX_FRAME_BYTES)
          fail(`the snapshots take over ${MAX_FRAME_BYTES / 1e6} MB: take them less often`);
        break;
      }
      case 'done':
        stopWorker();
        mdStore.setState({
          status: 'done',
          result: data.result,
          last: data.last.length > 0 ? data.last : null,
        });
        break;
      case 'failed':
        fail(data.reason);
        break;
      default:
        data satisfies never;
    }
  };
  own.postMessage({ input } satisfies MdRequest);
}

/** Ends the run at once, at whatever step it is; what has come so far is kept. */
export function cancel(): void {
  const { status } = mdStore.getState();
  if (status !== 'loading' && status !== 'running') return;
  stopWorker();
  mdStore.setState({ status: 'cancelled' });
}

/** Forgets the run and its frames; the settings stay. */
export function clear(): void {
  stopWorker();
  mdStore.setState({ status: 'idle', ...FRESH });
}

const mdWorker = (): Worker =>
  new Worker(new URL('./md.worker.ts', import.meta.url), { type: 'module' });

function stopWorker(): void {
  worker?.terminate();
  worker = null;
}

/** The protocol as it ended, and the planes that were held; those that did not stay are not called held. */
export const runText = (
  { protocol }: LammpsInput,
  { freeze }: MdSettings,
  result: RunResult | null,
): string =>
  protocolText(protocol, result) +
  (result !== null && result.heldMoved > 0 ? '' : heldText(freeze));

/** What a trajectory of this run is called: engine, potential, ensemble, step and seed. */
export function runLabel({ input, result, ran }: Md): string {
  if (input === null || ran === null) return '';
  return `classical preview, LAMMPS${result ? ` ${result.version}` : ''}, ${input.potential.id}, ${runText(input, ran, result)}, seed ${ran.seed}`;
}

/** 3N, Å: where the atoms of a run ended, or stood when it was cancelled; null before the first snapshot. */
export function endPositions({ last, frames, count }: Md): Float64Array | null {
  if (last !== null) return last;
  return count === 0
    ? null
    : Float64Array.from(frames.subarray((count - 1) * (frames.length / count)));
}
