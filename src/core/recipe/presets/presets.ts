import { EpistackError } from '#core/errors.ts';
import { isSameStack } from '#core/recipe/hash.ts';
import { filmsOf, type Recipe, type SlabSpec } from '#core/recipe/recipe.ts';
import type { Preset } from './preset.ts';
import { PAPER_PRESETS } from './presetsPaper.ts';
import { TEXTBOOK_PRESETS } from './presetsTextbook.ts';

/** Every document to start from, the default first. */
export const PRESETS: readonly Preset[] = [...PAPER_PRESETS, ...TEXTBOOK_PRESETS];

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
