import { createStore } from 'zustand/vanilla';
import type { Loss } from '#app/jobs/problems.ts';
import type { RunBuilt } from '#app/md/particle/runBuilt.ts';
import type { MdProgress } from '#app/universal/relaxProgress.ts';
import type { EngineFault } from '#core/errors.ts';
import type { CellMoves } from '#engines/dynamics/relaxation.ts';
import type { UniversalInput } from '#engines/dynamics/universalInput.ts';
import type { Coulomb } from '#engines/lammps/coulomb/ewald.ts';
import type { LammpsInput } from '#engines/lammps/lammpsInput.ts';
import {
  FULL_LAMMPS_DOWNLOAD_BYTES,
  LAMMPS_DOWNLOAD_BYTES,
} from '#engines/lammps/lammpsLoading.ts';
import { DEFAULT_SETTINGS, type ProtocolSettings } from '#engines/lammps/protocolSettings.ts';
import type { RunResult } from '#engines/lammps/runLammps.ts';
import type { RunPlan } from '#engines/lammps/runPlan.ts';

/** What a run takes, by either engine. */
export type RunInput = LammpsInput | UniversalInput;
export type Engine = RunInput['engine'];
/** Which module of the package a run of LAMMPS takes. */
export type LammpsPart = LammpsInput['build'];
/** What a person chooses; LAMMPS also runs a potential file of their own. */
export type EngineChoice = Engine | 'own';

export interface RunSettings extends ProtocolSettings {
  readonly seed: number;
  /** Null until a person has chosen: the universal potential where there is a model of it. */
  readonly engine: EngineChoice | null;
  /** Of the classical preview. */
  readonly coulomb: Coulomb;
}

/** Energies over a run, one column a quantity, all of one length; fit for plotting as they are. */
export interface MdSeries {
  /** fs, or iterations of a relaxation. */
  readonly at: Float64Array;
  readonly temperatureK: Float64Array;
  readonly potentialKcalMol: Float64Array;
  readonly totalKcalMol: Float64Array;
  /** Largest force, eV/Å; NaN where the engine does not tell it, absent where none does. */
  readonly maxForceEvAng?: Float64Array;
}

/** A run and everything that it takes to run it again. */
export interface Md {
  readonly status: 'idle' | 'loading' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Why it failed, as text for the user; null otherwise. */
  readonly reason: string | null;
  /** How its worker was lost, if that made it fail. */
  readonly loss: Loss | null;
  /** What kind of error of the engine made it fail, where that is known. */
  readonly fault: EngineFault | null;
  /** Bytes to fetch for each module before its first run of a visit; 0 afterwards, when they are in the browser's cache. */
  readonly downloadBytes: Readonly<Record<LammpsPart, number>>;
  readonly settings: RunSettings;
  /** The settings of the run that is shown, also when the form has changed since. */
  readonly ran: RunSettings | null;
  /** The stack or the particle whose atoms are run; frames are in the order of its structure. */
  readonly built: RunBuilt | null;
  /** What was run: protocol, potential, and all else that the engine takes. */
  readonly input: RunInput | null;
  readonly plan: RunPlan | null;
  readonly progress: MdProgress | null;
  readonly series: MdSeries;
  /** F × 3N, Å, not folded back into the cell. */
  readonly frames: Float32Array;
  /** F: fs from the start of the dynamics, or iterations (`plan.axis`). */
  readonly times: Float64Array;
  /** F. */
  readonly count: number;
  readonly result: RunResult | null;
  /** What computes the universal potential, as far as the run has come. */
  readonly computedBy: string | null;
  /** 3N, Å, in double precision: the last snapshot of a run that ended by itself. */
  readonly last: Float64Array | null;
  /** What the run has changed besides the places of atoms; null where it changes nothing else. */
  readonly moves: CellMoves | null;
}

const NO_SERIES: MdSeries = {
  at: new Float64Array(0),
  temperatureK: new Float64Array(0),
  potentialKcalMol: new Float64Array(0),
  totalKcalMol: new Float64Array(0),
  maxForceEvAng: new Float64Array(0),
};

/** State of a run that has not begun. */
export const FRESH = {
  reason: null,
  loss: null,
  fault: null,
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
  computedBy: null,
  last: null,
  moves: null,
} satisfies Partial<Md>;

export const mdStore = createStore<Md>()(() => ({
  status: 'idle',
  downloadBytes: { serial: LAMMPS_DOWNLOAD_BYTES, full: FULL_LAMMPS_DOWNLOAD_BYTES },
  settings: { ...DEFAULT_SETTINGS, seed: 1, engine: null, coulomb: 'dsf' },
  ...FRESH,
}));

export const choose = (change: Partial<RunSettings>): void =>
  mdStore.setState(({ settings }) => ({ settings: { ...settings, ...change } }));
