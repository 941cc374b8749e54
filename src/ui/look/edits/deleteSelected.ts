import { derivedStore } from '#app/document/derive.ts';
import { editAtoms } from '#app/document/editAtoms.ts';
import { selectionStore } from '#app/look/selection.ts';
import { drawnForeign, playerStore } from '#app/player/player.ts';
import { say } from '#app/shell/toasts.ts';
import { namesOf } from '#core/recipe/handEdits/atomNames.ts';

/** Deletes the selected atoms of the stack, as one edit of the document; says why where it cannot be done. */
export function deleteSelected(): void {
  const { atoms } = selectionStore.getState();
  const { model } = derivedStore.getState();
  if (atoms.length === 0) say('Select atoms first: Shift and a click, or B for a box');
  else if (model === null || drawnForeign(playerStore.getState()) !== null)
    say('Only atoms of the built stack can be edited');
  else {
    const { built } = model;
    const problem = editAtoms(built, { kind: 'delete', atoms: namesOf(built, atoms) }, atoms);
    say(
      problem ??
        `Deleted ${atoms.length === 1 ? '1 atom' : `${atoms.length} atoms`}; Undo brings them back`,
    );
  }
}
