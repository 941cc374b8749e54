import { useEffect } from 'react';
import { documentName, plainName } from '#core/recipe/documentName.ts';
import { useRecipe } from '#ui/state/hooks.ts';

/** Names the document in the title of the tab, in bookmarks and in the history of the browser. */
export function usePageTitle(): void {
  const title = `${plainName(documentName(useRecipe()))} — Epistack`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
