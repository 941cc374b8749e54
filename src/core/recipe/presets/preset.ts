import type { Recipe, SlabSpec } from '#core/recipe/recipe.ts';

/** A document to start from, with what a reader should know about how it was chosen. */
export interface Preset {
  readonly id: string;
  /** Models of the paper and its neighbours, or a pair that textbooks show. */
  readonly group: 'paper' | 'textbook';
  /** Short name for menus. */
  readonly label: string;
  readonly about: string;
  readonly recipe: Recipe;
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
