import { EpistackError } from '#core/errors.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { LINK_PREFIX, linkOf, recipeOfLink } from '#core/recipe/share.ts';
import { commit, documentStore, open, shown } from './document.ts';

const KEY = 'epistack.document';

/**
 * Opens what the address names, else what was on screen before a reload, else the default.
 * @returns why a link or a saved document could not be opened, or null
 */
export function restoreDocument(): string | null {
  let problem: string | null = null;
  try {
    if (location.hash.startsWith(LINK_PREFIX)) {
      open(recipeOfLink(location.hash));
      return null;
    }
  } catch (error) {
    problem = explain(error, 'This link could not be opened');
  }
  try {
    const saved = localStorage.getItem(KEY);
    if (saved !== null) open(parseRecipe(JSON.parse(saved)));
  } catch (error) {
    problem ??= explain(error, 'The saved document could not be opened');
  }
  return problem;
}

/** Keeps each committed step in the browser, and follows a link pasted into the address bar. */
export function watchDocument(onProblem: (text: string) => void): () => void {
  const stop = documentStore.subscribe((h, before) => {
    if (h.committed === before.committed) return;
    try {
      localStorage.setItem(KEY, JSON.stringify(h.committed));
    } catch {
      // Without storage a reload starts from the link or the default.
    }
    // A link names one document; after an edit it would name another one than is shown.
    if (location.hash.startsWith(LINK_PREFIX) && location.hash !== linkOf(h.committed))
      window.history.replaceState(null, '', location.pathname + location.search);
  });
  const onHash = () => {
    if (!location.hash.startsWith(LINK_PREFIX)) return;
    if (location.hash === linkOf(documentStore.getState().committed)) return;
    try {
      const recipe = recipeOfLink(location.hash);
      commit(() => recipe);
    } catch (error) {
      onProblem(explain(error, 'This link could not be opened'));
    }
  };
  window.addEventListener('hashchange', onHash);
  return () => {
    stop();
    window.removeEventListener('hashchange', onHash);
  };
}

/** The address that rebuilds the document shown, on the server that serves this page. */
export const shareLink = (): string =>
  location.href.split('#')[0]! + linkOf(shown(documentStore.getState()));

function explain(error: unknown, what: string): string {
  if (error instanceof EpistackError) return `${what}: ${error.message}.`;
  if (error instanceof SyntaxError) return `${what}: it is not valid JSON.`;
  throw error;
}
