import { createStore } from 'zustand/vanilla';
import { openPlace } from '#app/shell/places.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import type { Recipe } from '#core/recipe/recipe.ts';

/** What the import dialog reads. */
interface Import {
  /** The file dropped last: a new object for each drop, so that one file can be dropped twice. */
  readonly dropped: { readonly file: File } | null;
}

export const importStore = createStore<Import>()(() => ({ dropped: null }));

/** Opens the import dialog with a file. */
export function importFile(file: File): void {
  importStore.setState({ dropped: { file } });
  openPlace('import');
}

/** Size limit of a saved document. */
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** Reads a saved document. @throws EpistackError, SyntaxError, RangeError */
export async function documentIn(file: File): Promise<Recipe> {
  if (file.size > MAX_DOCUMENT_BYTES) throw new RangeError('too long for a saved document');
  return parseRecipe(JSON.parse(await file.text()));
}
