import type { Freeze, Recipe } from '#core/recipe/recipe.ts';
import type { Change } from './change.ts';

/** Which atoms stay where they are in exports and runs. */
export const setFreeze =
  (freeze: Freeze): Change =>
  (recipe): Recipe => {
    const { freeze: _, ...free } = recipe;
    return freeze.kind === 'none' ? free : { ...free, freeze };
  };
