import type { SetId } from '#core/export/inputSets.ts';
import type { ExportOptions } from '#core/export/options.ts';
import type { OutputId, RunId } from '#core/io/formats.ts';
import type { Recipe } from '#core/recipe/recipe.ts';

/** A run of frames of one stack; positions 3N Å each, one after the other. */
export interface FrameRun {
  readonly xyz: Float32Array;
  readonly count: number;
  readonly frameFs: number;
}

/** One file of a format, a set as a zip, or a trajectory. */
export type ExportTarget =
  | { readonly kind: 'format'; readonly id: OutputId; readonly symmetry: boolean }
  | { readonly kind: 'set'; readonly id: SetId }
  | { readonly kind: 'trajectory'; readonly id: RunId };

/** Everything the export worker needs; it builds the recipe again itself. */
export interface ExportRequest {
  readonly recipe: Recipe;
  readonly target: ExportTarget;
  readonly options: ExportOptions;
  readonly coordinates: 'direct' | 'cartesian';
  /** A frame that replaces the built positions, and how the title names it. */
  readonly positions: Float32Array | null;
  readonly note: string;
  /** What the names of files begin with. */
  readonly stem: string;
  readonly frames: FrameRun | null;
  /** Seed of the starting velocities of the classical run. */
  readonly seed: number;
  /** Texts to look at instead of a file to keep. */
  readonly preview: boolean;
}

/** One file of a bundle as a preview shows it. */
export interface PreviewFile {
  readonly path: string;
  readonly chars: number;
  /** The beginning of the file. */
  readonly head: string;
}

/** What was written: a file to keep, or the texts to look at. */
export type Written =
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly blob: Blob;
      /** Notes on what was left out, in words. */
      readonly remarks: readonly string[];
    }
  | { readonly kind: 'preview'; readonly files: readonly PreviewFile[] };

export interface ExportTasks {
  readonly write: {
    readonly request: ExportRequest;
    readonly part: never;
    readonly result: Written;
  };
}
