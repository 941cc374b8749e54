import type { Change } from '#core/recipe/edits/change.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import type { HandEdit } from './handEdit.ts';
import { handEdits } from './parseHandEdits.ts';

/**
 * One more change of single atoms, after those that there are.
 * @throws `recipe` for one that no document can hold, or one more than it can
 */
export const addHandEdit =
  (edit: HandEdit): Change =>
  (recipe) => ({ ...recipe, edits: handEdits([...(recipe.edits ?? []), edit]) });

/** The document without one of its edits by hand, counted from 0; those after it stay. */
export const removeHandEdit =
  (index: number): Change =>
  (recipe) =>
    withHandEdits((recipe.edits ?? []).filter((_, i) => i !== index))(recipe);

/** The document with other edits by hand in place of all it has. */
export const withHandEdits =
  (edits: readonly HandEdit[]): Change =>
  ({ edits: _, ...recipe }): Recipe =>
    edits.length === 0 ? recipe : { ...recipe, edits };

/** Edits when one film is taken out of the stack: those of its atoms go, those of films above follow them down. */
export function editsWithoutSlab(edits: readonly HandEdit[], slab: number): readonly HandEdit[] {
  return edits.flatMap((edit): HandEdit[] => {
    if (!('atoms' in edit)) return [edit];
    const atoms = edit.atoms
      .filter((named) => named.slab !== slab)
      .map((named) => (named.slab > slab ? { ...named, slab: named.slab - 1 } : named));
    return atoms.length === 0 ? [] : [{ ...edit, atoms }];
  });
}
