import { documentStore, open } from '#app/document/document.ts';
import { type KeptDocument, readCopy, writeCopy } from '#app/document/keptCopy.ts';
import { marksStore, NO_MARKS, openMarks } from '#app/document/marks/marks.ts';
import { isWorthKeeping, keptNow, leave, leftStore, openKept } from '#app/document/persist.ts';
import { becomeAnother, newId, tabStore } from '#app/document/tabDocument.ts';
import { tellUnkept, toldIfSlow } from '#app/document/unkept.ts';
import { notify } from '#app/shell/notices.ts';
import { closePlace } from '#app/shell/places.ts';
import { documentName } from '#core/recipe/documentName.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { keepNotesHistory } from './notesHistory.ts';
import {
  isNanocrystal,
  readDocument,
  renamed,
  saveDocument,
  savePicture,
  titleOf,
} from './shelf.ts';
import { documentClaims } from './tabClaims.ts';

/** Edits that follow each other are kept together. */
const SAVE_MS = 400;
/** A picture is taken when nothing was edited for so long. */
const PICTURE_MS = 2000;

/** @param picture takes a small picture of what is shown, as a data URL; null where it cannot */
export interface Keeping {
  readonly picture: () => Promise<string | null>;
}

let keeping: Keeping = { picture: async () => null };
let timer: ReturnType<typeof setTimeout> | undefined;
let pictureTimer: ReturnType<typeof setTimeout> | undefined;
/** The document as it was last put on the shelf. */
let saved: KeptDocument | null = null;

/**
 * Keeps the document of this tab among those of the browser, from now on; called when the page stands. What was kept
 * outside, by an earlier version or a tab that was closed at once, is put among them first.
 */
export async function keepDocuments(how: Keeping): Promise<void> {
  keeping = how;
  keepNotesHistory();
  documentStore.subscribe((h, before) => {
    if (h.committed !== before.committed) keepSoon();
  });
  marksStore.subscribe(keepSoon);
  tabStore.subscribe(({ id, name }, before) => {
    if (id !== before.id) void own(id);
    else if (name !== before.name) keepSoon();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void keepNow();
  });
  leftStore.subscribe(() => void shelveLeft());
  await rescue();
  await shelveLeft();
  await own(tabStore.getState().id);
  await keepNow();
  await takePicture();
}

/** The document that was edited last, wherever: it may not have come onto the shelf. */
async function rescue(): Promise<void> {
  let last: KeptDocument | null;
  try {
    last = readCopy('localStorage');
  } catch {
    // This was reported, and the copy put aside, when the page was opened.
    return;
  }
  if (last === null || !isWorthKeeping(last)) return;
  if (last.editedMs > 0) return void (await save(last));
  // Of a version that had a single document, without an id. Where a link was opened, this tab has another.
  const isHere = canonicalJson(last.recipe) === canonicalJson(keptNow().recipe);
  if (isHere) return;
  const old = dated(last);
  // It has an id from now on, and is recognised the next time.
  if (await save(old)) writeCopy('localStorage', old);
}

/** Documents that this tab has left for others. */
async function shelveLeft(): Promise<void> {
  const { documents } = leftStore.getState();
  if (documents.length === 0) return;
  leftStore.setState({ documents: [] });
  for (const left of documents) await save(dated(left));
}

/** A document of an earlier version, or of a link, was never edited in a version that notes the time. */
const dated = (kept: KeptDocument): KeptDocument =>
  kept.editedMs > 0 ? kept : { ...kept, editedMs: Date.now() };

/** Claims a document for this tab, or continues with a copy when another tab has it. */
async function own(id: string): Promise<void> {
  if (await documentClaims.claim(id)) return takeNewer(id);
  if (tabStore.getState().id !== id) return;
  notify({
    id: 'twice',
    text: `“${documentName(documentStore.getState().committed, tabStore.getState().name)}” is open in another tab, too. This tab goes on with a copy: what you change here is kept beside it.`,
  });
  becomeAnother({ name: tabStore.getState().name });
  // It is kept when it is changed: until then it is the other tab's.
  saved = keptNow();
}

/**
 * What a tab brings along may be older than what the browser has: a closed one that is opened again, after another went on
 * with its document, or one whose copy had no room. Kept, it would take the place of the newer.
 */
async function takeNewer(id: string): Promise<void> {
  const here = keptNow();
  if (!isWorthKeeping(here)) return;
  const found = await toldIfSlow(readDocument(id)).catch(() => null);
  if (found === null || isNanocrystal(found) || found.editedMs <= here.editedMs) return;
  const isOther =
    canonicalJson([found.recipe, found.marks]) !== canonicalJson([here.recipe, here.marks]);
  if (!isOther || here.id !== id || !isSame(keptNow(), here)) return;
  openKept(found);
  saved = keptNow();
}

function keepSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void keepNow(), SAVE_MS);
  clearTimeout(pictureTimer);
  pictureTimer = setTimeout(() => void takePicture(), PICTURE_MS);
}

/** Keeps the document of this tab at once. */
export async function keepNow(): Promise<void> {
  clearTimeout(timer);
  const now = keptNow();
  if (!isWorthKeeping(now) || isSame(now, saved)) return;
  if (await save(dated(now))) saved = now;
}

const isSame = (now: KeptDocument, before: KeptDocument | null): boolean =>
  before !== null &&
  now.id === before.id &&
  now.name === before.name &&
  now.recipe === before.recipe &&
  now.marks === before.marks &&
  now.past === before.past &&
  now.future === before.future;

async function save(document: KeptDocument): Promise<boolean> {
  try {
    await toldIfSlow(saveDocument(document));
    return true;
  } catch (error) {
    tellUnkept(error);
    return false;
  }
}

/** Takes a picture of the document for the list. */
export async function takePicture(): Promise<void> {
  const { id } = tabStore.getState();
  if (saved?.id !== id) return;
  try {
    const picture = await keeping.picture();
    if (picture !== null && tabStore.getState().id === id) await savePicture(id, picture);
  } catch {
    // The list then shows no picture.
  }
}

/** Opens a document of the shelf in this tab, a nanocrystal in its room. @returns whether it was there */
export async function openFromShelf(id: string): Promise<boolean> {
  await keepNow();
  const found = await readDocument(id);
  if (found === null) return false;
  if (isNanocrystal(found)) {
    const { openKeptNanocrystal } = await import('#app/nanocrystal/nanocrystalStore.ts');
    openKeptNanocrystal(found);
    return true;
  }
  closePlace('nanocrystal');
  openKept(found);
  saved = keptNow();
  return true;
}

/** Begins a new document in this tab, with the first preset. */
export async function newDocument(): Promise<void> {
  await keepNow();
  leave();
  closePlace('nanocrystal');
  becomeAnother();
  openMarks(NO_MARKS);
  open(DEFAULT_PRESET.recipe);
}

/** Copies a document of the shelf. @returns the id of the copy */
export async function duplicateDocument(id: string): Promise<string | null> {
  await keepNow();
  const found = await readDocument(id);
  if (found === null) return null;
  const copy = newId();
  const name = `${titleOf(found)} (copy)`;
  await saveDocument(renamed({ ...found, id: copy, editedMs: Date.now() }, name));
  return copy;
}
