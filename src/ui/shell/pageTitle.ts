import { useEffect } from 'react';
import { useStore } from 'zustand';
import { tabStore } from '#app/document/tabDocument.ts';
import { documentName, plainName } from '#core/recipe/documentName.ts';
import { useRecipe } from '#ui/state/hooks.ts';

/** What the document is called: the name that its owner gave it, else the title that its slabs make. */
export const useDocumentName = (): string =>
  documentName(
    useRecipe(),
    useStore(tabStore, (t) => t.name),
  );

/** Names the document in the title of the tab, in bookmarks and in the history of the browser. */
export function usePageTitle(): void {
  const title = `${plainName(useDocumentName())} — Epistack`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
