import { createStore } from 'zustand/vanilla';
import { openPlace } from '#app/shell/places.ts';
import { say } from '#app/shell/toasts.ts';
import { nanocrystalOfLink } from '#core/nanocrystal/nanocrystalLink.ts';
import { NANOCRYSTAL_PRESETS } from '#core/nanocrystal/nanocrystalPresets.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { parseNanocrystal } from '#core/nanocrystal/parseNanocrystal.ts';

interface NanocrystalDocument {
  readonly past: readonly NanocrystalRecipe[];
  readonly recipe: NanocrystalRecipe;
  readonly future: readonly NanocrystalRecipe[];
}

/** Where the latest is kept in the browser. */
const KEY = 'epistack-nanocrystal';
const MOST_STEPS = 200;

/** The nanocrystal of the room, with its history. */
export const nanocrystalStore = createStore<NanocrystalDocument>()(() => ({
  past: [],
  recipe: kept() ?? NANOCRYSTAL_PRESETS[0]!.recipe,
  future: [],
}));

/** One step. The same recipe again is none. */
export function editNanocrystal(change: (recipe: NanocrystalRecipe) => NanocrystalRecipe): void {
  nanocrystalStore.setState(({ past, recipe }) => {
    const next = change(recipe);
    if (JSON.stringify(next) === JSON.stringify(recipe)) return {};
    return { past: [...past, recipe].slice(-MOST_STEPS), recipe: next, future: [] };
  });
  keep();
}

export function undoNanocrystal(): void {
  nanocrystalStore.setState(({ past, recipe, future }) =>
    past.length === 0
      ? {}
      : { past: past.slice(0, -1), recipe: past.at(-1)!, future: [recipe, ...future] },
  );
  keep();
}

export function redoNanocrystal(): void {
  nanocrystalStore.setState(({ past, recipe, future }) =>
    future.length === 0
      ? {}
      : { past: [...past, recipe], recipe: future[0]!, future: future.slice(1) },
  );
  keep();
}

/** Opens a nanocrystal in the room, as one step. */
export function openNanocrystal(recipe: NanocrystalRecipe): void {
  editNanocrystal(() => recipe);
  openPlace('nanocrystal');
}

/** Opens the nanocrystal that an address holds. */
export function openNanocrystalLink(address: string): void {
  try {
    openNanocrystal(nanocrystalOfLink(address));
  } catch (error) {
    say(`This nanocrystal could not be opened: ${(error as Error).message}`);
  }
}

/** Opens a nanocrystal that was saved as a file. */
export async function openNanocrystalFile(file: File): Promise<void> {
  try {
    openNanocrystal(parseNanocrystal(JSON.parse(await file.text())));
  } catch (error) {
    say(`${file.name} was not opened: ${(error as Error).message}`);
  }
}

/** What the browser has kept; null where it keeps nothing or something else. */
function kept(): NanocrystalRecipe | null {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? null : parseNanocrystal(JSON.parse(text));
  } catch {
    return null;
  }
}

function keep(): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(nanocrystalStore.getState().recipe));
  } catch {
    // Storage is blocked or full: the link holds the nanocrystal all the same.
  }
}
