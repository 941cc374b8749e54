import { EpistackError } from '#core/errors.ts';
import { isSameStack } from '#core/recipe/hash.ts';
import { PAPER } from '#core/recipe/presets/families/paper.ts';
import { TEXTBOOK } from '#core/recipe/presets/families/textbook.ts';
import { filmsOf, type Recipe, type SlabSpec } from '#core/recipe/recipe.ts';
import type { Preset, PresetFamily } from './preset.ts';

/** Families in the order of the menu; the first preset of the first is what the page opens with. */
export const FAMILIES: readonly PresetFamily[] = [PAPER, TEXTBOOK];

/** Every document to start from, the default first. */
export const PRESETS: readonly Preset[] = FAMILIES.flatMap(({ id, presets }) =>
  presets.map((preset) => ({ ...preset, group: id })),
);

export const DEFAULT_PRESET: Preset = PRESETS[0]!;

/** The film that a stack without one begins with. */
export const FIRST_FILM: SlabSpec = filmsOf(DEFAULT_PRESET.recipe)[0]!.slab;

/** The preset that a document began as, while its stack is unchanged. */
export function unchangedPreset(recipe: Recipe): Preset | null {
  const origin = PRESETS.find((p) => p.id === recipe.preset);
  return origin !== undefined && isSameStack(origin.recipe, recipe) ? origin : null;
}

/** @throws `unknown-preset` with the known ids */
export function presetOf(id: string): Preset {
  const preset = PRESETS.find((p) => p.id === id);
  if (preset === undefined)
    throw new EpistackError({ code: 'unknown-preset', id, known: PRESETS.map((p) => p.id) });
  return preset;
}
