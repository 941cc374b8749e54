import type { Recipe } from '#core/recipe/recipe.ts';
import type { ScreenHeader } from '#core/screen/settings.ts';
import type { BadLine, ScreenRow, ScreenView } from './screenTable.ts';

export type ScreenRequest =
  | { readonly kind: 'read'; readonly file: File }
  | { readonly kind: 'view'; readonly id: number; readonly view: ScreenView }
  /** Rows of a view; no answer when a later one took its place. */
  | { readonly kind: 'rows'; readonly id: number; readonly from: number; readonly to: number }
  | { readonly kind: 'row'; readonly id: number; readonly at: number }
  /** The document of a row of a view; the same. */
  | { readonly kind: 'recipe'; readonly id: number; readonly row: number };

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

export type ScreenReply =
  /** 0 to 1. */
  | { readonly kind: 'progress'; readonly fraction: number; readonly lines: number }
  | { readonly kind: 'read'; readonly summary: ScreenSummary }
  | { readonly kind: 'failed'; readonly reason: string }
  | {
      readonly kind: 'view';
      readonly id: number;
      readonly sizes: Float32Array;
      readonly strains: Float32Array;
      readonly front: Uint32Array;
    }
  | {
      readonly kind: 'rows';
      readonly id: number;
      readonly from: number;
      readonly rows: readonly ScreenRow[];
    }
  | { readonly kind: 'row'; readonly id: number; readonly at: number; readonly row: ScreenRow }
  | { readonly kind: 'recipe'; readonly row: number; readonly recipe: Recipe; readonly key: string }
  | { readonly kind: 'refused'; readonly row: number; readonly reason: string };
