import { EpistackError } from '#core/errors.ts';
import type { Recipe, SlabSpec, Step } from '#core/recipe/recipe.ts';

/** An edit of a document: pure, recipe → recipe. It may refuse by throwing an EpistackError. */
export type Change = (recipe: Recipe) => Recipe;

/** Changes one step, counted from the bottom; no step has that index: nothing changes. */
export const atStep =
  (index: number, change: (step: Step) => Step): Change =>
  (recipe) => ({
    ...recipe,
    steps: recipe.steps.map((s, i) => (i === index ? change(s) : s)),
  });

/** Changes every slab. Slabs come first in a recipe, bottom to top: step i is slab i. */
export const atSlabs =
  (change: (slab: SlabSpec, index: number) => SlabSpec): Change =>
  (recipe) => ({
    ...recipe,
    steps: recipe.steps.map((s, i): Step => ('slab' in s ? { ...s, slab: change(s.slab, i) } : s)),
  });

/**
 * The slab of a step.
 * @throws `no-step` where there is none
 */
export function slabAt({ steps }: Recipe, index: number): SlabSpec {
  const step = steps[index];
  if (step === undefined || !('slab' in step)) throw noStep({ steps }, index);
  return step.slab;
}

export const noStep = ({ steps }: Pick<Recipe, 'steps'>, index: number): EpistackError =>
  new EpistackError({
    code: 'no-step',
    step: index,
    films: steps.filter((s) => s.kind === 'film').length,
  });
