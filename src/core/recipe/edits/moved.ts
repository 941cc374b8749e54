import { build } from '#core/recipe/build.ts';
import type { Library } from '#core/recipe/crystals/library.ts';
import { emptyAng, type Recipe, type Step } from '#core/recipe/recipe.ts';
import { relaxedRecipe, rigidRecipe } from './relaxed.ts';

/** What a relaxation has changed of a rigid stack, Å. */
export interface StackMoves {
  /** How far each film has gone up as a whole, from the lowest film on. */
  readonly filmsAng: readonly number[];
  /** By how much c has grown. */
  readonly cAng: number;
}

/** Distances in a document that a program has found are kept to this, Å. */
const KEPT_ANG = 1e-4;

/**
 * The rigid stack with films moved as wholes: d₀ of each changes by what it has moved against the slab below, and where
 * the stack repeats, its last gap takes up the rest of the change of c.
 * @returns `raisedAng`: by how much its lowest slab lies higher, as half of what is empty lies below it
 */
function movedRecipe(
  recipe: Recipe,
  moves: StackMoves | null,
): { readonly recipe: Recipe; readonly raisedAng: number } {
  if (moves === null || (moves.filmsAng.every((up) => up === 0) && moves.cAng === 0))
    return { recipe, raisedAng: 0 };
  const kept = (ang: number): number => +(Math.round(ang / KEPT_ANG) * KEPT_ANG).toFixed(4);
  let [film, below] = [0, 0];
  const steps = recipe.steps.map((step): Step => {
    if (step.kind === 'film') {
      const up = moves.filmsAng[film++] ?? 0;
      const separationAng = kept(step.separationAng + up - below);
      below = up;
      return { ...step, separationAng };
    }
    if (step.kind === 'superlattice')
      return { ...step, separationAng: kept(step.separationAng + moves.cAng - below) };
    return step;
  });
  const moved = { ...recipe, steps };
  return { recipe: moved, raisedAng: (emptyAng(moved) - emptyAng(recipe)) / 2 };
}

/** The rigid stack that a run ends in: with films that have moved as wholes at other d₀s. */
export const movedStack = (recipe: Recipe, moves: StackMoves | null): Recipe =>
  movedRecipe(rigidRecipe(recipe), moves).recipe;

/**
 * The document with the atoms where a run left them. Displacements are counted from the rigid stack; films that the run has
 * moved as wholes become new d₀, and a new length of c the gap where the stack repeats.
 * @param positions 3N, Å, in the order of the built atoms
 * @throws `recipe` when they are of another stack, or an atom has gone farther than a document holds
 */
export function relaxedStack(
  recipe: Recipe,
  library: Library,
  positions: Float64Array,
  note: string,
  moves: StackMoves | null,
): Recipe {
  const { recipe: rigid, raisedAng } = movedRecipe(rigidRecipe(recipe), moves);
  const raised = positions.map((x, k) => (k % 3 === 2 ? x + raisedAng : x));
  return relaxedRecipe(build(rigid, library), raised, note);
}
