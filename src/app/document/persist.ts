import { createStore } from 'zustand/vanilla';
import { isEmbedded } from '#app/shell/embedded.ts';
import { wasTyped } from '#app/shell/placesHistory.ts';
import { EpistackError } from '#core/errors.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import { unchangedPreset } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { linkIn, PACKED_PREFIX, recipeOfLink } from '#core/recipe/share.ts';
import { whyMissing } from '#offline/missing.ts';
import { commit, documentStore, type History, open, shown } from './document.ts';
import { type Area, type KeptDocument, readCopy, writeCopy } from './keptCopy.ts';
import { isEmpty, marksNow, marksStore, NO_MARKS, openMarks } from './marks.ts';
import { becomeAnother, tabStore } from './tabDocument.ts';

/** The document that the address names, as text; an edit makes it name another one than is shown. */
let named: string | null = null;

/**
 * Opens what this tab had before a reload, and on top of it what the address names; a new tab without a link goes on with
 * what was edited last.
 * @returns why a link or a saved document could not be opened, or null
 */
export async function restoreDocument(): Promise<string | null> {
  let problem: string | null = null;
  const link = linkIn(location.hash);
  const kept = (area: Area): KeptDocument | null => {
    if (isEmbedded) return null;
    try {
      return readCopy(area);
    } catch (error) {
      problem = explain(error, 'The saved document could not be opened');
      return null;
    }
  };
  const own = kept('sessionStorage');
  const before = own ?? (link === null ? kept('localStorage') : null);
  if (before !== null) openKept(before);
  if (link === null) return problem;
  try {
    const recipe = await recipeIn(link);
    if (own === null) open(recipe);
    else openBeside(recipe);
    named = canonicalJson(recipe);
    return null;
  } catch (error) {
    return explain(error, 'This link could not be opened');
  }
}

/** Opens a kept document in this tab. */
export function openKept({ recipe, past, future, marks = NO_MARKS, ...about }: KeptDocument): void {
  becomeAnother(about);
  openMarks(marks);
  open(recipe, past, future);
}

/**
 * Opens a whole document as one step, which undo takes back, and as a document of its own: the one before stays among
 * the documents as it was.
 */
export function openBeside(recipe: Recipe): void {
  const { committed } = documentStore.getState();
  if (canonicalJson(recipe) === canonicalJson(committed)) return;
  leave();
  becomeAnother();
  openMarks(NO_MARKS);
  commit(() => recipe);
}

/** Documents that this tab has left, until they are on the shelf, which comes after the first view. */
export const leftStore = createStore<{ readonly documents: readonly KeptDocument[] }>()(() => ({
  documents: [],
}));

/** Called before another document takes the place of the one of this tab. */
export function leave(): void {
  const left = keptNow();
  if (isWorthKeeping(left))
    leftStore.setState(({ documents }) => ({ documents: [...documents, left] }));
}

/** The document of this tab as it is kept. */
export function keptNow(
  { committed, past, future }: History = documentStore.getState(),
): KeptDocument {
  const marks = marksNow();
  return {
    ...tabStore.getState(),
    recipe: committed,
    past,
    future,
    ...(isEmpty(marks) ? {} : { marks }),
  };
}

/** An unchanged preset need not be stored. */
export const isWorthKeeping = ({ recipe, past, future, name, marks }: KeptDocument): boolean =>
  name !== null ||
  marks !== undefined ||
  past.length > 0 ||
  future.length > 0 ||
  unchangedPreset(recipe) === null;

/** Where storage is blocked, even naming it throws. */
function canRead(area: 'localStorage'): boolean {
  try {
    window[area].getItem('');
    return true;
  } catch {
    return false;
  }
}

/**
 * Keeps each committed step in the browser, and follows a link pasted into the address bar.
 * @param onUnkept called when nothing could be kept
 */
export function watchDocument(
  onProblem: (text: string) => void,
  onUnkept: () => void = () => undefined,
): () => void {
  // A reload brings back this one, also when another tab was edited meanwhile.
  if (!writeCopy('sessionStorage', keptNow()) && !canRead('localStorage')) onUnkept();
  const keep = (h: History): void => {
    const kept = keptNow(h);
    const areKept = [writeCopy('sessionStorage', kept), writeCopy('localStorage', kept)];
    if (!areKept.includes(true)) onUnkept();
  };
  const stopMarks = marksStore.subscribe(() => keep(documentStore.getState()));
  const stopNames = tabStore.subscribe(({ id, name }, before) => {
    if (id === before.id && name !== before.name) keep(documentStore.getState());
    // A copy under an id of its own: a reload must bring back that one.
    else if (id !== before.id) writeCopy('sessionStorage', keptNow());
  });
  const stop = documentStore.subscribe((h, before) => {
    if (h.committed === before.committed) return;
    tabStore.setState({ editedMs: Date.now() });
    keep(h);
    if (linkIn(location.hash) !== null && canonicalJson(h.committed) !== named) setHash('');
  });
  const onHash = async ({ oldURL }: HashChangeEvent) => {
    const isTyped = wasTyped();
    const left = new URL(oldURL).hash;
    const now = canonicalJson(documentStore.getState().committed);
    const isNamed = linkIn(left) !== null && named === now;
    const link = linkIn(location.hash);
    const found =
      link === null ? null : await recipeIn(link).catch((error: unknown) => ({ error }));
    if (found !== null && !('error' in found) && canonicalJson(found) === now) {
      named = now;
      return;
    }
    // Back and Forward between the entries of one document: it keeps its link, and one of an older state is
    // taken out. Between two links that were opened they go from one document to the other.
    if (!isTyped && !(isNamed && link !== null)) return setHash(isNamed ? left : '');
    if (found === null) return;
    if ('error' in found) return onProblem(explain(found.error, 'This link could not be opened'));
    named = canonicalJson(found);
    openBeside(found);
  };
  window.addEventListener('hashchange', onHash);
  return () => {
    stop();
    stopNames();
    stopMarks();
    window.removeEventListener('hashchange', onHash);
  };
}

/** Changes the fragment of the address, and nothing else of the history's entry. */
const setHash = (hash: string): void =>
  window.history.replaceState(window.history.state, '', location.pathname + location.search + hash);

/** The address that rebuilds the document shown, on the server that serves this page. */
export async function shareLink(): Promise<string> {
  const recipe = shown(documentStore.getState());
  const { packedLinkOf } = await import('#engines/zip/packedLink.ts');
  named = canonicalJson(recipe);
  return location.href.split('#')[0]! + packedLinkOf(recipe);
}

/** The code of packed links is fetched when it is needed, not for the first view. */
const recipeIn = async (link: string): Promise<Recipe> =>
  link.startsWith(PACKED_PREFIX)
    ? (await import('#engines/zip/packedLink.ts')).recipeOfAnyLink(link)
    : recipeOfLink(link);

function explain(error: unknown, what: string): string {
  if (error instanceof EpistackError) return `${what}: ${error.message}.`;
  if (error instanceof SyntaxError) return `${what}: it is not valid JSON.`;
  if (error instanceof TypeError)
    return `${what}: the part of the page for it could not be loaded: ${whyMissing()}.`;
  throw error;
}
