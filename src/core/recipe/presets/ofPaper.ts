import type { Built } from '#core/recipe/build.ts';
import { PAPER } from '#core/recipe/presets/families/paper.ts';

const CRYSTALS: ReadonlySet<string> = new Set(
  PAPER.presets.flatMap(({ recipe }) =>
    recipe.steps.flatMap((step) => ('slab' in step ? [step.slab.material] : [])),
  ),
);

/**
 * True for a stack of crystals that the paper has calculated (doi 10.1002/advs.202206560): only there it says something
 * that a setting is the paper's.
 */
export const isOfPaper = ({ recipe }: Pick<Built, 'recipe'>): boolean =>
  recipe.steps.every((step) => !('slab' in step) || CRYSTALS.has(step.slab.material));
