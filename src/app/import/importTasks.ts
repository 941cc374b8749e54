import type { HandSpec } from '#core/recipe/crystals/handCrystal.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import type { Imported, ImportSource, SymmetrySearch } from '#engines/symmetry/importCrystal.ts';

export type { Imported, ImportSource };

/** The user's answers to the questions that the source leaves open. */
export type ReadChoices = Pick<
  ImportSource,
  'block' | 'setting' | 'symbols' | 'typeElements' | 'ordered' | 'frame' | 'search'
>;

/** Where an imported crystal goes in the stack. */
export type ImportUse = 'substrate' | 'film' | 'top';

export type ImportRequest =
  | { readonly kind: 'file'; readonly source: ImportSource }
  | { readonly kind: 'hand'; readonly spec: HandSpec; readonly search?: SymmetrySearch };

/** What a file of ours was made from. */
export interface Origin {
  readonly recipe: Recipe;
  /** How far its atoms stand at most from where the document has them, Å; null for other atoms or another cell. */
  readonly movedAng: number | null;
}

export interface ImportTasks {
  readonly origin: {
    readonly request: ImportSource;
    readonly part: never;
    readonly result: Origin | null;
  };
  readonly read: {
    readonly request: ImportRequest;
    readonly part: never;
    readonly result: Imported;
  };
  /** The first structure of a file as extended XYZ. */
  readonly asXyz: {
    readonly request: ImportSource;
    readonly part: never;
    readonly result: string;
  };
}
