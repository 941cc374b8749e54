import { createStore } from 'zustand/vanilla';
import { nameDocument, tabStore } from '#app/document/tabDocument.ts';
import { tellUnkept, toldIfSlow } from '#app/document/unkept.ts';
import { duplicateDocument, keepNow, openFromShelf } from './keepDocuments.ts';
import {
  listDocuments,
  putBack,
  renameDocument,
  type ShelfEntry,
  type Shelved,
  takeDocument,
} from './shelf.ts';
import { nanocrystalClaims, openDocuments } from './tabClaims.ts';

/** The list of documents as it is shown. */
export interface ShelfList {
  /** Null until it was read. */
  readonly entries: readonly ShelfEntry[] | null;
  /** Ids of those that some tab has open, this one among them. */
  readonly open: ReadonlySet<string>;
  /** Deleted since the list was opened: they can be brought back. */
  readonly deleted: readonly Shelved[];
  /** Why it cannot be read, or a document of it not be opened. */
  readonly problem: string | null;
}

const EMPTY: ShelfList = { entries: null, open: new Set(), deleted: [], problem: null };

export const shelfStore = createStore<ShelfList>()(() => EMPTY);

/** Reads the list anew; what is shown on the page is put into it first. */
export async function refreshShelf(): Promise<void> {
  try {
    await keepNow();
    const [entries, open] = await Promise.all([toldIfSlow(listDocuments()), openDocuments()]);
    shelfStore.setState({ entries, open });
  } catch (error) {
    tellUnkept(error);
    shelfStore.setState({ entries: [], problem: 'This browser keeps no documents here.' });
  }
}

export const forgetDeleted = (): void => shelfStore.setState({ deleted: [] });

/** Does something to the shelf, and shows what became of it. */
async function change(work: () => Promise<unknown>): Promise<void> {
  shelfStore.setState({ problem: null });
  try {
    await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    shelfStore.setState({ problem: `That did not work: ${reason}.` });
  }
  await refreshShelf();
}

/** @returns whether it is on the page now */
export async function openEntry(id: string): Promise<boolean> {
  let isOpen = false;
  await change(async () => {
    isOpen = await openFromShelf(id);
    if (!isOpen) throw new Error('it was deleted in another tab');
  });
  return isOpen;
}

export const duplicateEntry = (id: string): Promise<void> => change(() => duplicateDocument(id));

export const renameEntry = (id: string, name: string): Promise<void> =>
  change(async () => {
    // The document of this tab is kept with its name by the tab itself.
    if (id === tabStore.getState().id) nameDocument(name);
    else if (id === nanocrystalClaims.id) await renameOpenNanocrystal(name);
    else await renameDocument(id, name);
  });

export const deleteEntry = (id: string): Promise<void> =>
  change(async () => {
    const taken = await takeDocument(id);
    if (taken?.entry.kind === 'nanocrystal') {
      const { forgetNanocrystal } = await import('#app/nanocrystal/nanocrystalStore.ts');
      forgetNanocrystal(id);
    }
    if (taken !== null) shelfStore.setState(({ deleted }) => ({ deleted: [taken, ...deleted] }));
  });

/** Brings the document back that was deleted last. */
export const undelete = (): Promise<void> =>
  change(async () => {
    const [last, ...deleted] = shelfStore.getState().deleted;
    if (last === undefined) return;
    await putBack(last);
    shelfStore.setState({ deleted });
  });

/** It is kept with its name by its room. */
async function renameOpenNanocrystal(name: string): Promise<void> {
  const { editNanocrystal } = await import('#app/nanocrystal/nanocrystalStore.ts');
  editNanocrystal((r) => ({ ...r, title: name.trim() || r.title }));
}
