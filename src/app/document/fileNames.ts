import { documentName, fileStem } from '#core/recipe/documentName.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { tabStore } from './tabDocument.ts';

/** The beginning of the names of all files that are made of a document. */
export const stemOf = (recipe: Recipe): string =>
  fileStem(documentName(recipe, tabStore.getState().name));
