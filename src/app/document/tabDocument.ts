import { createStore } from 'zustand/vanilla';

/** Which of the documents that the browser keeps is the one of this tab. */
export interface TabDocument {
  readonly id: string;
  /** Time of the last edit; 0 where there was none. */
  readonly editedMs: number;
  /** What its owner called it; null where it is called by its slabs. */
  readonly name: string | null;
}

/** An id that no other tab, browser or version gives: pages without https have no `randomUUID`. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

export const tabStore = createStore<TabDocument>()(() => ({
  id: newId(),
  editedMs: 0,
  name: null,
}));

/** From now on what is edited is another document; the one before stays as it is kept. */
export const becomeAnother = (other: Partial<TabDocument> = {}): void =>
  tabStore.setState({ id: newId(), editedMs: 0, name: null, ...other });

/** Gives the document of this tab a name; an empty one gives it back the one of its slabs. */
export function nameDocument(name: string): void {
  tabStore.setState({ name: name.trim().slice(0, MAX_NAME) || null, editedMs: Date.now() });
}

/** Most characters of a name. */
export const MAX_NAME = 200;
