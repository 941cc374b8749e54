import { createStore } from 'zustand/vanilla';
import { library } from '#app/document/library.ts';
import { newId } from '#app/document/tabDocument.ts';
import { openPlace } from '#app/shell/places.ts';
import { say } from '#app/shell/toasts.ts';
import {
  nanocrystalLink,
  nanocrystalLinkIn,
  nanocrystalOfLink,
} from '#core/nanocrystal/nanocrystalLink.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { parseNanocrystal } from '#core/nanocrystal/parseNanocrystal.ts';
import { withoutOutdated } from '#core/nanocrystal/positions/relaxedNanocrystal.ts';
import {
  firstNanocrystal,
  type KeptNanocrystal,
  lastNanocrystal,
  writeCopies,
} from './keptNanocrystal.ts';

const MOST_STEPS = 200;

/** The nanocrystal of this tab, with its history. */
export const nanocrystalStore = createStore<KeptNanocrystal>()(lastNanocrystal);

/** Changes the recipe as one step of the history; the same recipe again makes no step. */
export function editNanocrystal(change: (recipe: NanocrystalRecipe) => NanocrystalRecipe): void {
  const { past, recipe } = nanocrystalStore.getState();
  const next = withoutOutdated(change(recipe), recipe);
  if (!isSame(next, recipe)) become({ past: [...past, recipe], recipe: next, future: [] });
}

export function undoNanocrystal(): void {
  const { past, recipe, future } = nanocrystalStore.getState();
  if (past.length > 0)
    become({ past: past.slice(0, -1), recipe: past.at(-1)!, future: [recipe, ...future] });
}

export function redoNanocrystal(): void {
  const { past, recipe, future } = nanocrystalStore.getState();
  if (future.length > 0)
    become({ past: [...past, recipe], recipe: future[0]!, future: future.slice(1) });
}

/**
 * Opens a nanocrystal in the room: as one step, which undo takes back, and as a document of its own. The one before
 * stays among the documents as it was.
 */
export function openNanocrystal(recipe: NanocrystalRecipe): void {
  const before = nanocrystalStore.getState();
  if (!isSame(recipe, before.recipe))
    become({ id: newId(), past: [...before.past, before.recipe], recipe, future: [] });
  openPlace('nanocrystal');
}

/** Opens a new one, as the first preset, without a history. */
export const newNanocrystal = (): void => openKeptNanocrystal(firstNanocrystal());

/** Opens one of the documents of the browser in the room. */
export function openKeptNanocrystal(kept: KeptNanocrystal): void {
  take(kept);
  openPlace('nanocrystal');
}

/** Called for one that was deleted: the room goes on with another. */
export function forgetNanocrystal(id: string): void {
  if (nanocrystalStore.getState().id === id) take(firstNanocrystal());
}

function take(kept: KeptNanocrystal): void {
  nanocrystalStore.setState(kept, true);
  writeCopies(kept);
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
    openNanocrystal(parseNanocrystal(JSON.parse(await file.text()), library));
  } catch (error) {
    say(`${file.name} was not opened: ${(error as Error).message}`);
  }
}

type Change = Pick<KeptNanocrystal, 'past' | 'recipe' | 'future'> & { readonly id?: string };

function become(change: Change): void {
  nanocrystalStore.setState({
    ...change,
    past: change.past.slice(-MOST_STEPS),
    editedMs: Date.now(),
  });
  const now = nanocrystalStore.getState();
  writeCopies(now);
  // An address that names another nanocrystal than is shown would bring that one back on a reload.
  const named = typeof location === 'undefined' ? null : nanocrystalLinkIn(location.hash);
  if (named !== null && named !== nanocrystalLink(now.recipe))
    window.history.replaceState(window.history.state, '', location.pathname + location.search);
}

const isSame = (p: NanocrystalRecipe, q: NanocrystalRecipe): boolean =>
  JSON.stringify(p) === JSON.stringify(q);
