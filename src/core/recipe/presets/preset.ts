import type { Recipe, SlabSpec } from '#core/recipe/recipe.ts';

/** A document to start from, with what a reader should know about how it was chosen. */
export interface Preset {
  readonly id: string;
  /** Id of its family. */
  readonly group: string;
  /** Short name for menus. */
  readonly label: string;
  readonly about: string;
  readonly recipe: Recipe;
}

/** Presets that belong together: one group of the menu, one file. */
export interface PresetFamily {
  readonly id: string;
  /** Its heading in the menu. */
  readonly label: string;
  readonly presets: readonly Omit<Preset, 'group'>[];
}

/** The paper's vacuum: 20 Å along the normal. */
const VACUUM_ANG = 20;

/** One film on a substrate, the film strained. */
export function stacked(
  id: string,
  title: string,
  substrate: SlabSpec,
  film: SlabSpec,
  registryShift: readonly [number, number],
  separationAng: number,
): Recipe {
  return {
    epistack: 1,
    title,
    preset: id,
    strained: { who: 'film' },
    steps: [
      { kind: 'substrate', slab: substrate },
      { kind: 'film', slab: film, registryShift, separationAng },
      { kind: 'vacuum', vacuumAng: VACUUM_ANG },
    ],
  };
}
