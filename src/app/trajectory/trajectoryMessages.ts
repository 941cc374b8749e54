import type { Analysis, AnalysisResults } from '#core/analysis/analyses.ts';
import type { Autocorrelation, Spectrum, SpectrumOptions } from '#core/analysis/correlation.ts';
import type { FrameLook } from '#core/analysis/motion/preparedFrame.ts';
import type { MeanSeries } from '#core/analysis/series.ts';
import type { FrameScalar, TrajectoryFormat } from '#core/io/trajectory/trajectoryIndex.ts';

// Between the page and the worker of the recorded run.

export interface TrajectoryRequest {
  readonly url: string;
  readonly lattice: Float64Array;
  readonly numbers: Uint8Array;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly pairs: readonly string[];
}

export type TrajectoryReply =
  | { readonly kind: 'done'; readonly frames: Float32Array; readonly series: readonly MeanSeries[] }
  | { readonly kind: 'failed'; readonly reason: string };

// Between the page and the worker that holds a trajectory: a file, or frames handed over.

export interface OpenOptions {
  /** Symbol of each LAMMPS type, for a dump without elements. */
  readonly typeElements?: readonly string[];
}

/** What is known of a file once it is indexed. */
export interface OpenedFile {
  readonly format: TrajectoryFormat;
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

export interface CorrelationRequest {
  readonly kind: 'correlation';
  readonly values: Float64Array;
  readonly stepFs: number;
  readonly maxLagFs?: number;
  readonly spectrum: SpectrumOptions;
}

export interface CorrelationResult {
  readonly correlation: Autocorrelation;
  readonly spectrum: Spectrum;
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

export type SessionRequest =
  | {
      readonly kind: 'open';
      readonly file: Blob;
      readonly name: string;
      readonly options: OpenOptions;
    }
  /** Frames held in memory; they are appended to those before. */
  | {
      readonly kind: 'memory';
      readonly numbers: Uint8Array;
      readonly lattice: Float64Array;
      readonly frames: Float32Array;
    }
  | { readonly kind: 'frame'; readonly frame: number; readonly look: FrameLook }
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly question: Question;
      readonly range: FrameRange;
      /** A frame that cannot be read ends the range; without it, the question fails. */
      readonly mayStop: boolean;
    }
  | { readonly kind: 'cancel'; readonly id: number };

export type SessionReply =
  | {
      readonly kind: 'progress';
      readonly stage: 'inflating' | 'indexing';
      readonly doneBytes: number;
      readonly totalBytes: number;
    }
  | { readonly kind: 'opened'; readonly opened: OpenedFile }
  /** The file cannot be opened. */
  | { readonly kind: 'failed'; readonly reason: string; readonly needsTypes: boolean }
  | {
      readonly kind: 'frame';
      readonly frame: number;
      readonly look: FrameLook;
      readonly xyz: Float32Array;
      readonly lattice: Float64Array;
    }
  | { readonly kind: 'frame-failed'; readonly frame: number; readonly reason: string }
  | { readonly kind: 'answer-progress'; readonly id: number; readonly done: number }
  | {
      readonly kind: 'answer';
      readonly id: number;
      readonly result: Answers[keyof Answers];
      readonly stopped: Stopped | null;
    }
  | { readonly kind: 'answer-failed'; readonly id: number; readonly reason: string };
