import { createStore } from 'zustand/vanilla';
import {
  changeMarks,
  isEmpty,
  isPreviewing,
  linkedMarks,
  type Marks,
  marksNow,
  marksStore,
  NO_MARKS,
  openMarks,
  ownMarks,
} from '#app/document/marks/marks.ts';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { isEmbedded } from '#app/shell/embedded.ts';
import { wasTyped } from '#app/shell/placesHistory.ts';
import { EpistackError } from '#core/errors.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import { unchangedPreset } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { linkIn, PACKED_PREFIX, recipeOfLink } from '#core/recipe/share.ts';
import { whyMissing } from '#offline/missing.ts';
import { commit, documentStore, type History, open } from './document.ts';
import { type Area, type KeptDocument, readCopy, writeCopy } from './keptCopy.ts';
import { becomeAnother, tabStore } from './tabDocument.ts';

/** The document that the address names, as text; an edit makes it name another one than is shown. */
let named: string | null = null;
/** What is drawn by hand on it, as text. */
let namedMarks = '';

/** The address names this document, with what is drawn on it now. */
export function nameInAddress(recipe: Recipe): void {
  named = canonicalJson(recipe);
  namedMarks = linkedText(marksNow());
}

/** The part of the notes that a link has. */
const linkedText = (marks: Marks): string => canonicalJson(linkedMarks(marks));

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
    const marks = await marksIn(location.hash, recipe, (left) => {
      problem = left;
    });
    if (own === null) {
      open(recipe);
      openMarks(marks ?? NO_MARKS);
    } else openWith(recipe, marks);
    nameInAddress(recipe);
    return problem;
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
export function openBeside(recipe: Recipe, marks: Marks = NO_MARKS): void {
  const { committed } = documentStore.getState();
  if (canonicalJson(recipe) === canonicalJson(committed)) return;
  leave();
  becomeAnother();
  openMarks(marks);
  commit(() => recipe);
}

/** Opens a document with what a link says is drawn by hand on it, where it says so. */
function openWith(recipe: Recipe, marks: Marks | undefined): void {
  named = canonicalJson(recipe);
  namedMarks = linkedText(marks ?? NO_MARKS);
  openBeside(recipe, marks);
  if (marks === undefined || linkedText(marks) === linkedText(marksNow())) return;
  changeMarks((now) => ({ ...now, ...linkedMarks(marks) }));
}

/** What an address says is drawn by hand on its document. @throws EpistackError where it is cut off or altered */
async function marksIn(
  address: string,
  recipe: Recipe,
  onLeft: (left: string) => void,
): Promise<Marks | undefined> {
  if (!/[#&]p=/.test(address)) return undefined;
  const [{ marksInLink }, { marksOfStory }] = await Promise.all([
    import('#engines/zip/packedMarks.ts'),
    import('#app/document/marks/storyMarks.ts'),
  ]);
  const marks = marksInLink(address, onLeft);
  // A document that is built here has no atoms yet: the cut alone is known.
  return marks && marksOfStory(marks, markedAtoms([], recipe).cut!);
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
  const marks = ownMarks();
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
    globalThis[area].getItem('');
    return true;
  } catch {
    return false;
  }
}

/**
 * Keeps each committed step in the browser, and follows a link pasted into the address bar.
 * @param onLink called when a link has been followed, with what else it may say
 * @param onUnkept called when nothing could be kept, with whether there is only no room for it; a reload asks first then
 */
export function watchDocument(
  onProblem: (text: string) => void,
  onUnkept: (isFull: boolean) => void = () => undefined,
  onLink: (hash: string) => void = () => undefined,
): () => void {
  // A reload brings back this one, also when another tab was edited meanwhile.
  if (!writeCopy('sessionStorage', keptNow()) && !canRead('localStorage')) onUnkept(false);
  const ask = (e: Event): void => e.preventDefault();
  const keep = (h: History): void => {
    const kept = keptNow(h);
    const areKept = [writeCopy('sessionStorage', kept), writeCopy('localStorage', kept)];
    const isKept = areKept.includes(true);
    window[isKept ? 'removeEventListener' : 'addEventListener']('beforeunload', ask);
    if (!isKept) onUnkept(canRead('localStorage'));
  };
  let lastMarks = ownMarks();
  const stopMarks = marksStore.subscribe(() => {
    const marks = ownMarks();
    // Those of a story are shown and not kept.
    if (isPreviewing() || marks === lastMarks) return;
    lastMarks = marks;
    keep(documentStore.getState());
    if (linkIn(location.hash) !== null && linkedText(marks) !== namedMarks) setHash('');
  });
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
      link === null
        ? null
        : await linked(link, location.hash).catch((error: unknown) => ({ error }));
    const isSame = (marks: Marks | undefined) =>
      marks === undefined || linkedText(marks) === linkedText(marksNow());
    if (
      found !== null &&
      !('error' in found) &&
      canonicalJson(found.recipe) === now &&
      isSame(found.marks)
    ) {
      nameInAddress(found.recipe);
      onLink(location.hash);
      return;
    }
    // Back and Forward between the entries of one document: it keeps its link, and one of an older state is
    // taken out. Between two links that were opened they go from one document to the other.
    if (!isTyped && !(isNamed && link !== null)) return setHash(isNamed ? left : '');
    if (found === null) return;
    if ('error' in found) return onProblem(explain(found.error, 'This link could not be opened'));
    openWith(found.recipe, found.marks);
    nameInAddress(found.recipe);
    if (found.left !== null) onProblem(found.left);
    onLink(location.hash);
  };
  window.addEventListener('hashchange', onHash);
  return () => {
    stop();
    stopNames();
    stopMarks();
    window.removeEventListener('hashchange', onHash);
    window.removeEventListener('beforeunload', ask);
  };
}

/** Changes the fragment of the address, and nothing else of the history's entry. */
const setHash = (hash: string): void =>
  window.history.replaceState(window.history.state, '', location.pathname + location.search + hash);

/** A document and what is drawn on it, as an address has them. */
const linked = async (
  link: string,
  address: string,
): Promise<{
  readonly recipe: Recipe;
  readonly marks: Marks | undefined;
  /** What of the marks was left out, in a sentence. */
  readonly left: string | null;
}> => {
  const recipe = await recipeIn(link);
  let left: string | null = null;
  const marks = await marksIn(address, recipe, (why) => {
    left = why;
  });
  return { recipe, marks, left };
};

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
