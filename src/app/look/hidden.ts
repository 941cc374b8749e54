import { createStore } from 'zustand/vanilla';

/** What the picture leaves out: for the eye only, in no count, no document and no file of atoms. Not kept for the next visit. */
export interface Hidden {
  /** Atomic numbers. */
  readonly elements: readonly number[];
  /** Slabs, from the substrate up. */
  readonly slabs: readonly number[];
}

const NOTHING: Hidden = { elements: [], slabs: [] };

export const hiddenStore = createStore<Hidden>()(() => NOTHING);

/** Hides what is shown, and shows what is hidden. */
export const toggleHidden = (of: keyof Hidden, value: number): void =>
  hiddenStore.setState(({ [of]: now }) => ({
    [of]: now.includes(value) ? now.filter((other) => other !== value) : [...now, value],
  }));

export const showAll = (): void => hiddenStore.setState(NOTHING);
