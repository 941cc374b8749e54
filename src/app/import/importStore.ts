import { createStore } from 'zustand/vanilla';
import { parseRecipe } from '#core/recipe/parse.ts';
import type { Recipe } from '#core/recipe/recipe.ts';

/** Whether the import dialog is open, and the file dropped last. */
interface Import {
  readonly open: boolean;
  /** A new object for each drop, so that one file can be dropped twice. */
  readonly dropped: { readonly file: File } | null;
}

export const importStore = createStore<Import>()(() => ({ open: false, dropped: null }));

export const openImport = (file: File | null = null): void =>
  importStore.setState((s) => ({ open: true, dropped: file === null ? s.dropped : { file } }));
export const closeImport = (): void => importStore.setState({ open: false });

/** Size limit of a saved document. */
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** Reads a saved document. @throws EpistackError, SyntaxError, RangeError */
export async function documentIn(file: File): Promise<Recipe> {
  if (file.size > MAX_DOCUMENT_BYTES) throw new RangeError('too long for a saved document');
  return parseRecipe(JSON.parse(await file.text()));
}
