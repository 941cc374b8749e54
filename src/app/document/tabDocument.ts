import { createStore } from 'zustand/vanilla';

/** Which of the documents that the browser keeps is the one of this tab. */
export interface TabDocument {
  readonly id: string;
  /** Of the last edit; 0 where there was none. */
  readonly editedMs: number;
}

/** An id that no other tab, browser or version gives: pages without https have no `randomUUID`. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

export const tabStore = createStore<TabDocument>()(() => ({ id: newId(), editedMs: 0 }));

/** From now on what is edited is another document; the one before stays as it is kept. */
export const becomeAnother = (id = newId(), editedMs = 0): void =>
  tabStore.setState({ id, editedMs });
