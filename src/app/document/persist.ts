import { wasTyped } from '#app/shell/placesHistory.ts';
import { EpistackError } from '#core/errors.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { LINK_PREFIX, linkOf, recipeOfLink } from '#core/recipe/share.ts';
import { commit, documentStore, type History, open, shown } from './document.ts';

const KEY = 'epistack.document';
/** The undo and redo stacks, each newest first, so that the oldest entries are dropped when storage is short. */
const HISTORY_KEY = 'epistack.history';
const KEPT_STEPS = 60;

interface SavedHistory {
  readonly past: readonly unknown[];
  readonly future: readonly unknown[];
}

/**
 * Opens what the address names, else what was on screen before a reload, else the default.
 * @returns why a link or a saved document could not be opened, or null
 */
export function restoreDocument(): string | null {
  let problem: string | null = null;
  try {
    const saved = localStorage.getItem(KEY);
    if (saved !== null) open(parseRecipe(JSON.parse(saved)), ...savedSteps());
  } catch (error) {
    problem = explain(error, 'The saved document could not be opened');
  }
  try {
    if (location.hash.startsWith(LINK_PREFIX)) {
      // One step on top of what was there: undo goes back to it.
      const linked = recipeOfLink(location.hash);
      if (localStorage.getItem(KEY) === null) open(linked);
      else commit(() => linked);
      return null;
    }
  } catch (error) {
    problem = explain(error, 'This link could not be opened');
  }
  return problem;
}

/** Steps of an earlier visit that can still be read: past and future, each in the order of the history. */
function savedSteps(): readonly [past: readonly Recipe[], future: readonly Recipe[]] {
  const read = (steps: unknown): readonly Recipe[] =>
    Array.isArray(steps) ? steps.slice(0, KEPT_STEPS).map(parseRecipe) : [];
  try {
    const { past, future } = JSON.parse(
      localStorage.getItem(HISTORY_KEY) ?? '{}',
    ) as Partial<SavedHistory>;
    return [read(past).toReversed(), read(future)];
  } catch {
    // Steps that cannot be read are dropped; the document itself is stored separately.
    return [[], []];
  }
}

function saveSteps({ past, future }: History): void {
  for (let kept = KEPT_STEPS; ; kept = Math.floor(kept / 2))
    try {
      const saved: SavedHistory = {
        past: past.slice(-kept).toReversed(),
        future: future.slice(0, kept),
      };
      localStorage.setItem(HISTORY_KEY, JSON.stringify(kept === 0 ? {} : saved));
      return;
    } catch {
      // Storage is short: keep fewer steps.
      if (kept === 0) return;
    }
}

/** Keeps each committed step in the browser, and follows a link pasted into the address bar. */
export function watchDocument(onProblem: (text: string) => void): () => void {
  const stop = documentStore.subscribe((h, before) => {
    if (h.committed === before.committed) return;
    try {
      localStorage.setItem(KEY, JSON.stringify(h.committed));
      saveSteps(h);
    } catch {
      // Without storage, a reload starts from the link or the default.
    }
    // A link names one document; after an edit it would name another one than is shown.
    if (location.hash.startsWith(LINK_PREFIX) && location.hash !== linkOf(h.committed)) setHash('');
  });
  const onHash = ({ oldURL }: HashChangeEvent) => {
    const link = linkOf(documentStore.getState().committed);
    if (location.hash === link) return;
    const left = new URL(oldURL).hash;
    // Back and Forward between the entries of one document: it keeps its link, and one of an older state is
    // taken out. Between two links that were opened they go from one document to the other.
    if (!wasTyped() && !(left === link && location.hash.startsWith(LINK_PREFIX)))
      return setHash(left === link ? link : '');
    if (!location.hash.startsWith(LINK_PREFIX)) return;
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

/** Changes the fragment of the address, and nothing else of the history's entry. */
const setHash = (hash: string): void =>
  window.history.replaceState(window.history.state, '', location.pathname + location.search + hash);

/** The address that rebuilds the document shown, on the server that serves this page. */
export const shareLink = (): string =>
  location.href.split('#')[0]! + linkOf(shown(documentStore.getState()));

function explain(error: unknown, what: string): string {
  if (error instanceof EpistackError) return `${what}: ${error.message}.`;
  if (error instanceof SyntaxError) return `${what}: it is not valid JSON.`;
  throw error;
}
