import { EpistackError } from '#core/errors.ts';
import type { Built } from '#core/recipe/build.ts';
import { addHandEdit, removeHandEdit } from '#core/recipe/handEdits/changeHandEdits.ts';
import type { HandEdit } from '#core/recipe/handEdits/handEdit.ts';
import { commit, documentStore, shown } from './document.ts';

/**
 * Edits atoms of the document as one step of its history.
 * @param built the stack whose atoms were meant
 * @param gone atoms that the edit takes away
 * @returns null, or why it was not done
 */
export function editAtoms(
  built: Built,
  edit: HandEdit,
  gone: readonly number[] = [],
): string | null {
  if (built.recipe !== shown(documentStore.getState()))
    return 'The stack is being built anew: edit its atoms when it stands.';
  const emptied = emptiedSlab(built, gone);
  if (emptied !== null)
    return `These are all atoms of ${emptied}: take the slab out of the stack instead, or leave one.`;
  try {
    commit(addHandEdit(edit));
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    return error.message;
  }
  return null;
}

/** Takes one of the edits out of the document, counted from 0. */
export const takeOutEdit = (index: number): void => commit(removeHandEdit(index));

/** The slab that would be left without an atom; null for none. */
function emptiedSlab(
  { structure: { layer }, slabs }: Built,
  gone: readonly number[],
): string | null {
  const left = slabs.map(() => 0);
  for (const slab of layer) left[slab]!++;
  for (const i of gone) left[layer[i]!]!--;
  const empty = left.indexOf(0);
  return empty < 0 ? null : slabs[empty]!.name;
}
