import type { KeptDocument } from '#app/document/keptCopy.ts';
import { isEmpty, readMarks } from '#app/document/marks/marks.ts';
import type { KeptNanocrystal } from '#app/nanocrystal/keptNanocrystal.ts';
import { documentName } from '#core/recipe/documentName.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { answered, transact } from './database.ts';

/** An interface with its history, or a nanocrystal with its own. */
export type ShelfDocument = KeptDocument | KeptNanocrystal;

/** What the list of documents shows of one. */
export interface ShelfEntry {
  readonly id: string;
  /** Absent for an interface. */
  readonly kind?: 'nanocrystal';
  readonly title: string;
  readonly editedMs: number;
  /** A small picture as a data URL. */
  readonly picture: string | null;
}

/** An entry with its document, as it is taken off the shelf and put back. */
export interface Shelved {
  readonly entry: ShelfEntry;
  readonly document: ShelfDocument;
}

export const isNanocrystal = (document: ShelfDocument): document is KeptNanocrystal =>
  'kind' in document;

export const titleOf = (document: ShelfDocument): string =>
  documentName(document.recipe, isNanocrystal(document) ? null : document.name);

/** The same document with another name; that of a nanocrystal is part of its recipe, which is edited by it. */
export function renamed(document: ShelfDocument, name: string): ShelfDocument {
  if (!isNanocrystal(document)) return { ...document, name };
  const { recipe } = document;
  return {
    ...document,
    editedMs: Date.now(),
    recipe: { ...recipe, title: name.trim() || recipe.title },
  };
}

const BOTH = ['entries', 'documents'] as const;

/** All documents, the last edited first. */
export async function listDocuments(): Promise<readonly ShelfEntry[]> {
  const entries: readonly ShelfEntry[] = await transact(['entries'], 'readonly', (store) =>
    answered(store('entries').getAll()),
  );
  return entries.toSorted((p, q) => q.editedMs - p.editedMs);
}

/** @returns null where there is none of this id @throws EpistackError for one of a newer version */
export async function readDocument(id: string): Promise<ShelfDocument | null> {
  const kept: ShelfDocument | undefined = await transact(['documents'], 'readonly', (store) =>
    answered(store('documents').get(id)),
  );
  // Another version of the page may have written it.
  if (kept === undefined) return null;
  if (isNanocrystal(kept)) {
    const { readKept } = await import('#app/nanocrystal/keptNanocrystal.ts');
    return readKept(kept);
  }
  const marks = readMarks(kept.marks);
  const { marks: _, ...document } = kept;
  return {
    ...document,
    recipe: parseRecipe(kept.recipe),
    ...(isEmpty(marks) ? {} : { marks }),
  };
}

/** Keeps a document, unless a later edit of it is kept already; the picture stays until there is another. */
export function saveDocument(
  document: ShelfDocument,
  picture: string | null = null,
): Promise<void> {
  return transact(BOTH, 'readwrite', async (store) => {
    const before: ShelfEntry | undefined = await answered(store('entries').get(document.id));
    if (before !== undefined && before.editedMs > document.editedMs) return;
    const entry: ShelfEntry = {
      id: document.id,
      ...(isNanocrystal(document) ? { kind: document.kind } : {}),
      title: titleOf(document),
      editedMs: document.editedMs,
      picture: picture ?? before?.picture ?? null,
    };
    store('entries').put(entry);
    store('documents').put(document);
  });
}

/** Gives a document that is kept a new picture. */
export function savePicture(id: string, picture: string): Promise<void> {
  return transact(['entries'], 'readwrite', async (store) => {
    const entry: ShelfEntry | undefined = await answered(store('entries').get(id));
    if (entry !== undefined) store('entries').put({ ...entry, picture });
  });
}

/** Takes a document off the shelf. @returns what {@link putBack} needs, or null where there was none */
export function takeDocument(id: string): Promise<Shelved | null> {
  return transact(BOTH, 'readwrite', async (store) => {
    const entry: ShelfEntry | undefined = await answered(store('entries').get(id));
    const document: ShelfDocument | undefined = await answered(store('documents').get(id));
    store('entries').delete(id);
    store('documents').delete(id);
    return entry === undefined || document === undefined ? null : { entry, document };
  });
}

/** Puts a document on the shelf as it is. */
export function putBack({ entry, document }: Shelved): Promise<void> {
  return transact(BOTH, 'readwrite', (store) => {
    store('entries').put(entry);
    store('documents').put(document);
  });
}

/** Gives a document that is kept another name. */
export function renameDocument(id: string, name: string): Promise<void> {
  return transact(BOTH, 'readwrite', async (store) => {
    const entry: ShelfEntry | undefined = await answered(store('entries').get(id));
    const document: ShelfDocument | undefined = await answered(store('documents').get(id));
    if (entry === undefined || document === undefined) return;
    const next = renamed(document, name);
    store('entries').put({ ...entry, title: titleOf(next), editedMs: next.editedMs });
    store('documents').put(next);
  });
}
