import type { Recipe } from '#core/recipe/recipe.ts';
import type { ScreenHeader } from '#core/screen/settings.ts';
import type { BadLine, ScreenRow } from './screenTable.ts';
import type { ScreenView } from './screenView.ts';

/** Summary of a file that was read. */
export interface ScreenSummary {
  readonly header: ScreenHeader;
  readonly withMatches: number;
  readonly none: number;
  readonly refused: number;
  readonly repeated: number;
  readonly badCount: number;
  readonly bad: readonly BadLine[];
}

/** Data of a view for the plot, one value per row in the order of the rows. */
export interface ArrangedRows {
  readonly sizes: Float32Array;
  readonly strains: Float32Array;
  readonly front: Uint32Array;
}

/**
 * Tasks of the worker that holds a table. Rows refer to a view by its number; the result is null when a later view
 * replaced it.
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
