import type { FreeCell } from '#core/crystal/crystal.ts';
import { type Mismatch, mismatchOf } from '#core/match/strain.ts';
import { build } from '#core/recipe/build.ts';
import { rigidRecipe } from '#core/recipe/edits/relaxed.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import type { Library } from './library.ts';

/**
 * How well the slabs of a document would fit if their crystals had other lattice constants.
 * @param cells for each slab, bottom to top
 * @returns one for each film, against the substrate
 * @throws what {@link build} throws
 */
export function mismatchesInCells(
  recipe: Recipe,
  library: Library,
  cells: readonly FreeCell[],
): readonly Mismatch[] {
  const steps = recipe.steps.map((step, i) =>
    'slab' in step ? { ...step, slab: { ...step.slab, cell: cells[i]! } } : step,
  );
  const { slabs } = build({ ...rigidRecipe(recipe), steps }, library);
  return slabs.slice(1).map(({ supercell }) => mismatchOf(supercell, slabs[0]!.supercell));
}
