import type { Recipe } from '#core/recipe/recipe.ts';
import type { ScreenHeader } from '#core/screen/settings.ts';
import type { BadLine, ScreenRow, ScreenView } from './screenTable.ts';

/** What a file held. */
export interface ScreenSummary {
  readonly header: ScreenHeader;
  readonly withMatches: number;
  readonly none: number;
  readonly refused: number;
  readonly repeated: number;
  readonly badCount: number;
  readonly bad: readonly BadLine[];
}

/** A view as the plot needs it: of each row, in its order. */
export interface ArrangedRows {
  readonly sizes: Float32Array;
  readonly strains: Float32Array;
  readonly front: Uint32Array;
}

/**
 * What the worker that holds a table can be asked. Rows are those of a view, by its number; null when a later
 * one took its place.
 */
export interface ScreenTasks {
  readonly read: {
    readonly request: { readonly file: Blob };
    /** 0 to 1 of the bytes. */
    readonly part: { readonly fraction: number; readonly lines: number };
    readonly result: ScreenSummary;
  };
  readonly arrange: {
    readonly request: { readonly id: number; readonly view: ScreenView };
    readonly part: never;
    readonly result: ArrangedRows;
  };
  readonly rows: {
    readonly request: { readonly id: number; readonly from: number; readonly to: number };
    readonly part: never;
    readonly result: readonly ScreenRow[] | null;
  };
  /** The document of a row. */
  readonly recipe: {
    readonly request: { readonly id: number; readonly row: number };
    readonly part: never;
    readonly result: { readonly recipe: Recipe; readonly key: string } | null;
  };
}
