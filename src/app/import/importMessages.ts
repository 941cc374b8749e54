import type { Failure } from '#core/errors.ts';
import type { HandSpec } from '#core/recipe/crystals/handCrystal.ts';
import type { Imported, ImportSource, SymmetrySearch } from '#engines/symmetry/importCrystal.ts';

export type { Imported, ImportSource };

/** What the user answered to what the source left open. */
export type ReadChoices = Pick<ImportSource, 'block' | 'setting' | 'symbols' | 'search'>;

/** Where an imported crystal goes in the stack. */
export type ImportUse = 'substrate' | 'film' | 'top';

export type ImportRequest =
  | { readonly kind: 'file'; readonly source: ImportSource }
  | { readonly kind: 'hand'; readonly spec: HandSpec; readonly search?: SymmetrySearch };

export type ImportReply =
  | { readonly kind: 'done'; readonly imported: Imported }
  | { readonly kind: 'failed'; readonly failure: Failure };
