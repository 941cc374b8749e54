import { isEmpty, type Marks, NO_MARKS, readMarks } from '#app/document/marks/marks.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { newId } from './tabDocument.ts';

/** A document with its history, as the browser keeps it. */
export interface KeptDocument {
  readonly id: string;
  readonly editedMs: number;
  readonly name: string | null;
  readonly recipe: Recipe;
  /** Oldest first. */
  readonly past: readonly Recipe[];
  /** The next first. */
  readonly future: readonly Recipe[];
  /** Absent where nothing was noted. */
  readonly marks?: Marks;
}

/**
 * Where a copy lies that can be read at once, before the first picture: `sessionStorage` has that of this tab,
 * `localStorage` that of whichever tab was edited last, for the next new one.
 */
export type Area = 'sessionStorage' | 'localStorage';

const DOCUMENT = 'epistack.document';
/** The undo and redo stacks, each newest first, so that the oldest entries are dropped when storage is short. */
const HISTORY = 'epistack.history';
/** Absent beside documents of earlier versions of this page. */
const ABOUT = 'epistack.about';
const MARKS = 'epistack.marks';
/** A document that could not be read, of a newer version perhaps, is put aside rather than overwritten. */
const ASIDE = 'epistack.unreadable';
export const KEPT_STEPS = 60;

/** @returns null where there is none @throws SyntaxError, or EpistackError of a document that cannot be opened */
export function readCopy(area: Area): KeptDocument | null {
  const storage = storageOf(area);
  const text = storage?.getItem(DOCUMENT) ?? null;
  if (storage === null || text === null) return null;
  try {
    const about = objectIn(storage.getItem(ABOUT));
    const { past, future } = objectIn(storage.getItem(HISTORY));
    const marks = readMarks(objectIn(storage.getItem(MARKS)));
    return {
      id: typeof about['id'] === 'string' ? about['id'] : newId(),
      editedMs: typeof about['editedMs'] === 'number' ? about['editedMs'] : 0,
      name: typeof about['name'] === 'string' ? about['name'] : null,
      recipe: parseRecipe(JSON.parse(text)),
      past: steps(past).toReversed(),
      future: steps(future),
      ...(isEmpty(marks) ? {} : { marks }),
    };
  } catch (error) {
    write(storage, ASIDE, text);
    throw error;
  }
}

/** @returns whether the document could be kept; of its history as many steps as there is room for */
export function writeCopy(
  area: Area,
  { id, editedMs, name, recipe, past, future, marks = NO_MARKS }: KeptDocument,
): boolean {
  const storage = storageOf(area);
  if (storage === null) return false;
  const text = JSON.stringify(recipe);
  // Where its history has taken the room, the document goes first: an old one would come back.
  if (!write(storage, DOCUMENT, text)) {
    write(storage, HISTORY, '{}');
    if (!write(storage, DOCUMENT, text)) return false;
  }
  write(storage, ABOUT, JSON.stringify({ id, editedMs, name }));
  write(storage, MARKS, JSON.stringify(isEmpty(marks) ? {} : marks));
  for (let kept = KEPT_STEPS; ; kept = Math.floor(kept / 2)) {
    const saved = { past: past.slice(-kept).toReversed(), future: future.slice(0, kept) };
    if (write(storage, HISTORY, JSON.stringify(kept === 0 ? {} : saved)) || kept === 0) return true;
  }
}

/** Null where reading the storage itself throws, as some private windows do. */
export function storageOf(area: Area): Storage | null {
  try {
    return globalThis[area] ?? null;
  } catch {
    return null;
  }
}

function write(storage: Storage, key: string, text: string): boolean {
  try {
    storage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

function objectIn(text: string | null): Record<string, unknown> {
  try {
    return (JSON.parse(text ?? '{}') ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Steps that cannot be read are dropped; the document itself is stored separately. */
function steps(value: unknown): readonly Recipe[] {
  try {
    return Array.isArray(value) ? value.slice(0, KEPT_STEPS).map(parseRecipe) : [];
  } catch {
    return [];
  }
}
