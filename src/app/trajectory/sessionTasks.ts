import type { Analysis, AnalysisResults } from '#core/analysis/analyses.ts';
import type { FramePreparation } from '#core/analysis/motion/preparedFrame.ts';
import type { FrameScalar } from '#core/io/trajectory/trajectoryIndex.ts';
import type { CorrelationRequest, CorrelationResult } from './correlate.ts';

export interface OpenOptions {
  /** Symbol of each LAMMPS type, for a dump without elements. */
  readonly typeElements?: readonly string[];
}

/** What is known of a file once it is indexed. */
export interface OpenedFile {
  /** Name of its format: "LAMMPS dump". */
  readonly format: string;
  /** One line of text from the file: never HTML. */
  readonly title: string;
  readonly numbers: Uint8Array;
  readonly count: number;
  readonly timesFs: Float64Array | null;
  readonly scalars: readonly FrameScalar[];
  readonly notes: readonly string[];
  /** What ended the reading early, in words; the frames before it are whole. */
  readonly problem: string | null;
  /** Cell and positions of the first frame, Å, the cell's corner at 0. */
  readonly lattice: Float64Array;
  readonly xyz: Float64Array;
}

/** What can be asked: of the frames, or of a series that came from them or from a file. */
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
}

/** What the worker of a trajectory can be asked: it opens a file or is handed frames, then answers. */
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
    readonly request: { readonly frame: number; readonly preparation: FramePreparation };
    readonly part: never;
    readonly result: DecodedFrame;
  };
  readonly ask: {
    readonly request: {
      readonly question: Question;
      readonly range: FrameRange;
      /** A frame that cannot be read ends the range; without it, the question fails. */
      readonly mayStop: boolean;
    };
    /** Done, from 0 to 1. */
    readonly part: number;
    readonly result: {
      readonly result: Answers[keyof Answers];
      readonly stopped: Stopped | null;
    };
  };
}
