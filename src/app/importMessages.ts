import type { Failure } from '#core/errors.ts';
import type { HandSpec } from '#core/recipe/handCrystal.ts';
import type { Imported, ImportSource, SymmetrySearch } from '#engines/importCrystal.ts';

export type { Imported, ImportSource };

export type ImportRequest =
  | { readonly kind: 'file'; readonly source: ImportSource }
  | { readonly kind: 'hand'; readonly spec: HandSpec; readonly search?: SymmetrySearch };

export type ImportReply =
  | { readonly kind: 'done'; readonly imported: Imported }
  | { readonly kind: 'failed'; readonly failure: Failure };
