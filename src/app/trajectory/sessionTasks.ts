import type { Analysis, AnalysisResults } from '#core/analysis/analyses.ts';
import type { FramePreparation } from '#core/analysis/motion/preparedFrame.ts';
import type { AtomColumn, ColumnEnds } from '#core/io/trajectory/atomColumns.ts';
import type { FrameScalar } from '#core/io/trajectory/trajectoryIndex.ts';
import type { CorrelationRequest, CorrelationResult } from './correlate.ts';

export interface OpenOptions {
  /** Symbol of each LAMMPS type, for a dump without elements. */
  readonly typeElements?: readonly string[];
}

/** A column that some frame has numbers in. */
export interface FileColumn extends AtomColumn {
  /** Over the frames that were looked at when the file was opened. */
  readonly ends: ColumnEnds;
  /** Of these frames, those in which some atom has a number. */
  readonly inFrames: number;
  readonly lookedFrames: number;
  /** Whether every atom has a number in each of them. */
  readonly isWhole: boolean;
}

/** What is known of a file once it is indexed. */
export interface OpenedFile {
  /** Name of its format: "LAMMPS dump". */
  readonly format: string;
  /** One line of text from the file; never to be used as HTML. */
  readonly title: string;
  readonly numbers: Uint8Array;
  readonly count: number;
  readonly timesFs: Float64Array | null;
  readonly scalars: readonly FrameScalar[];
  readonly columns: readonly FileColumn[];
  /** Names of columns without a number in any frame that was looked at. */
  readonly emptyColumns: readonly string[];
  readonly notes: readonly string[];
  /** Why reading ended early, in words; the frames before are complete. */
  readonly problem: string | null;
  /** The reason is a frame of other atoms: it cannot be played, but it can be imported. */
  readonly hasOtherAtoms: boolean;
  /** Cell and positions of the first frame, Å, the cell's corner at 0. */
  readonly lattice: Float64Array;
  readonly xyz: Float64Array;
}

/** Questions about the frames, or about a series from them or from a file. */
export type Question = Analysis | CorrelationRequest;

export type Answers = AnalysisResults & { readonly correlation: CorrelationResult };

export interface FrameRange {
  readonly first: number;
  /** Not included. */
  readonly end: number;
  readonly stride: number;
}

/** An answer that covers only the frames before one that cannot be read. */
export interface Stopped {
  readonly frame: number;
  readonly reason: string;
}

export interface OpeningProgress {
  readonly stage: 'inflating' | 'indexing';
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** Å, the corner of the first frame's cell at 0. */
export interface DecodedFrame {
  readonly xyz: Float32Array;
  readonly lattice: Float64Array;
  /** By name, those that were asked for: N · width, NaN where the frame has none. */
  readonly columns: Readonly<Record<string, Float32Array>>;
}

/** Tasks of the worker of a trajectory: it opens a file or receives frames, then answers questions. */
export interface SessionTasks {
  readonly open: {
    readonly request: {
      readonly file: Blob;
      readonly name: string;
      readonly options: OpenOptions;
    };
    readonly part: OpeningProgress;
    readonly result: OpenedFile;
  };
  /** Frames held in memory; they are appended to those before. */
  readonly append: {
    readonly request: {
      readonly numbers: Uint8Array;
      readonly lattice: Float64Array;
      readonly frames: Float32Array;
    };
    readonly part: never;
    readonly result: null;
  };
  readonly frame: {
    readonly request: {
      readonly frame: number;
      readonly preparation: FramePreparation;
      /** Names. */
      readonly columns: readonly string[];
    };
    readonly part: never;
    readonly result: DecodedFrame;
  };
  readonly ask: {
    readonly request: {
      readonly question: Question;
      readonly range: FrameRange;
      /** When set, the range ends before a frame that cannot be read; otherwise the question fails. */
      readonly mayStop: boolean;
    };
    /** Progress from 0 to 1. */
    readonly part: number;
    readonly result: {
      readonly result: Answers[keyof Answers];
      readonly stopped: Stopped | null;
    };
  };
}
