import { derivedStore } from '#app/document/derive.ts';
import type { Model } from '#app/document/model.ts';
import { drawnForeign, playerStore } from '#app/player/player.ts';
import { drawnAtoms, type ShownAtoms, shownAtoms } from '#app/player/shownAtoms.ts';
import type { DrawnModel } from '#ui/look/colouring.ts';

/** What is in the picture; null before anything was built. */
function shownNow(): ShownAtoms | null {
  const { model } = derivedStore.getState();
  const player = playerStore.getState();
  return model && shownAtoms(model, drawnForeign(player), player.source?.label ?? '');
}

export function drawnNow(): DrawnModel | null {
  const shown = shownNow();
  if (shown === null) return null;
  const { structure, bonds } = drawnAtoms(shown);
  return { structure, bonds, model: shown.kind === 'built' ? shown.model : null };
}

/** The stack in the picture; null where atoms of a file are drawn in its place. */
export const stackNow = (): Model | null => drawnNow()?.model ?? null;

export const noPicture = (): string | null =>
  drawnNow() === null ? 'Nothing is built yet: there is no picture' : null;

/** Why something needs an interface that is not there. */
export function noInterface(): string | null {
  const stack = stackNow();
  if (stack === null) return 'Only for a stack that is built here: atoms of a file are drawn now';
  return stack.built.slabs.length < 2 ? 'There is no interface: the stack has one slab' : null;
}

export const noRun = (): string | null =>
  playerStore.getState().status === 'ready'
    ? null
    : 'No run to play: Run MD… makes one, Open… takes one';

export const noFrame = (): string | null =>
  playerStore.getState().frame === null
    ? 'The stack is shown as built: play a run, or step to one of its frames, first'
    : null;
