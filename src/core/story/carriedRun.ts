import { isSameStack } from '#core/recipe/hash.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import type { Story, StoryStep } from './story.ts';

/** Folder, beside the page, of the recorded run that is played when no other is chosen. */
export const RECORDED_FOLDER = 'structures/cspbbr3-cds-300K-universal';

/** Frames of a run that a step plays, packed as they lie beside the page. */
export interface CarriedRun {
  /** By which the page asks for them. */
  readonly folder: string;
  readonly base64: string;
}

/**
 * Whether a story plays the recorded run, so that a file of it must carry the frames.
 * @param recipes the stack of each step
 */
export const playsRun = ({ steps }: Story, recipes: readonly Recipe[]): boolean =>
  recipes.some((recipe, i) => stepPlaysRun(steps[i]!, recipe));

/** Whether a step plays the recorded run, which is of one stack. */
export const stepPlaysRun = ({ motion }: StoryStep, recipe: Recipe): boolean =>
  motion?.kind === 'play' && isSameStack(recipe, DEFAULT_PRESET.recipe);
