import type { Asked } from '#app/jobs/asked.ts';
import type { FramePreparation } from '#core/analysis/motion/preparedFrame.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { FrameScalar } from '#core/io/trajectory/trajectoryIndex.ts';
import type { Answers, FileColumn, FrameRange, Question, Stopped } from './sessionTasks.ts';

/** One frame as it is drawn. */
export interface ShownFrame {
  readonly frame: number;
  /** 3N, Cartesian Å, the corner of the first frame's cell at 0. */
  readonly positions: Float32Array;
  /** 3×3 rows, Å. */
  readonly lattice: Float64Array;
  /** Of the file, by name, those that are shown: N · width; absent for none. */
  readonly columns?: Readonly<Record<string, Float32Array>>;
}

export type AskOptions = {
  readonly range?: Partial<FrameRange>;
  /** From 0 to 1. */
  readonly onProgress?: (done: number) => void;
  /**
   * Called before the answer when it covers only the frames before a broken one; without this callback the question
   * fails instead.
   */
  readonly onStopped?: (stopped: Stopped) => void;
};

/** The source of the player: a recorded run, an opened file, or a run in progress. */
export interface TrajectorySource {
  readonly kind: 'recorded' | 'file' | 'md';
  /** "recorded run", "XDATCAR_300K". May be text of a file; never to be used as HTML. */
  readonly label: string;
  /** Engine, potential, ensemble, step and seed, or what a file says about itself. One line. */
  readonly about: string;
  /** What computed a run of this page; absent for files, which say it themselves if at all. */
  readonly engine?: 'lammps' | 'universal';
  /** Warnings in words, and what a broken file lacks. */
  readonly notes: readonly string[];
  /** The file, where frames that are not played hold other atoms: they can be imported one by one. */
  readonly ofOtherAtoms?: File | null;
  /** The atoms of the frames, in their order, in the cell of the first. */
  readonly structure: Structure;
  /** Atoms on both sides of a face of a particle, and the pairs of species that matter; absent where the document knows its interface. */
  readonly facing?: {
    readonly lower: readonly number[];
    readonly upper: readonly number[];
    readonly pairs: readonly string[];
  };
  /** Number of frames; grows while a run is in progress. */
  readonly count: number;
  /** Time of each frame, fs; null when unknown, and frames are numbered instead. */
  readonly timesFs: Float64Array | null;
  /** Numbers beside the frames. */
  readonly scalars: readonly FrameScalar[];
  /** What a file holds of each atom beside its position; absent for nothing. */
  readonly columns?: readonly FileColumn[];
  /** Names of those that have no number in them; absent for none. */
  readonly emptyColumns?: readonly string[];
  /** Fetches these columns, by name, with each frame from now on. */
  readonly showColumns?: (names: readonly string[]) => void;
  /** The frame, or null while it is being fetched; `onFrame` is called when it has arrived. */
  readonly frameAt: (frame: number, preparation: FramePreparation) => ShownFrame | null;
  /** Why a frame that was asked for cannot be drawn, or null. */
  readonly problemAt: (frame: number) => string | null;
  readonly ask: <Q extends Question>(
    question: Q,
    options?: AskOptions,
  ) => Asked<Answers[Q['kind']]>;
  /** For frames that are all fetched when the first is needed; absent if none have to be fetched. */
  readonly fetching?: {
    readonly bytes: number;
    readonly isDone: () => boolean;
    /** Fetches them unless that has already begun. */
    readonly start: () => void;
    /** Settles when they have arrived or failed. */
    readonly end: () => Promise<void>;
  };
  /** Terminates workers and releases the frames. */
  readonly close: () => void;
}

/** Cells that differ less than this are the same, Å: digits that a file does not keep. */
const SAME_CELL_ANG = 0.01;

/** Whether frames of these atoms can be drawn as the built structure: the same atoms in the same order and cell. */
export function fits(source: Structure, built: Structure): boolean {
  const { numbers, lattice } = source;
  return (
    numbers.length === built.numbers.length &&
    numbers.every((z, i) => z === built.numbers[i]) &&
    lattice.every((x, k) => Math.abs(x - built.lattice[k]!) < SAME_CELL_ANG)
  );
}

/** Time of a frame, fs, or null. */
export const timeFs = (source: TrajectorySource | null, frame: number): number | null =>
  source?.timesFs?.[frame] ?? null;

/** Mean time from one frame to the next, fs; null where it is not known. */
export function meanStepFs({
  timesFs,
  count,
}: Pick<TrajectorySource, 'timesFs' | 'count'>): number | null {
  if (timesFs === null || count < 2) return null;
  return (timesFs[count - 1]! - timesFs[0]!) / (count - 1);
}
