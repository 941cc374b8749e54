import { EpistackError } from '#core/errors.ts';
import { type Built, build } from '#core/recipe/build.ts';
import { type Library, withOwn } from '#core/recipe/crystals/library.ts';
import type { Change } from '#core/recipe/edits/change.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { filmsOf, type Recipe, relativeShift, substrateOf } from '#core/recipe/recipe.ts';
import { type AutomaticSeparation, automaticSeparation } from './automaticSeparation.ts';

/** d₀ by the rule is written to this many decimals of an Å. */
const DECIMALS = 3;
/** A d₀ nearer than this to that of the rule is it: it may have been rounded, Å. */
const SAME_ANG = 6e-4;

/** The rule's d₀ below a film at its present shift. */
export const separationBelow = (
  built: Pick<Built, 'slabs' | 'cell' | 'recipe'>,
  step: number,
  library: Library,
): AutomaticSeparation =>
  automaticSeparation(
    built,
    { lower: step - 1, upper: step, cellsUp: 0 },
    withOwn(library, built.recipe.crystals),
    relativeShift(built.recipe, { lower: step - 1, upper: step }),
  );

/** Whether the d₀ of a film is that of the rule. */
export const isAutomatic = (separationAng: number, rule: AutomaticSeparation): boolean =>
  Math.abs(separationAng - rule.separationAng) < SAME_ANG;

/**
 * Sets the d₀ below a film by the rule that suits the two faces.
 * @throws `no-step`, and what `build` throws
 */
export const separateByRule =
  (step: number, library: Library): Change =>
  (recipe) => {
    const { separationAng } = separationBelow(build(recipe, library), step, library);
    return poseFilm(step, { separationAng: Number(separationAng.toFixed(DECIMALS)) }, true)(recipe);
  };

/** The rule's distance of the next period's substrate above the top slab, and of the stack's next copy in vacuum. */
export function closingSeparation(
  built: Pick<Built, 'slabs' | 'cell' | 'recipe'>,
  library: Library,
): number {
  const at = { lower: built.slabs.length - 1, upper: 0, cellsUp: 1 } as const;
  const known = withOwn(library, built.recipe.crystals);
  const { separationAng } = automaticSeparation(built, at, known, relativeShift(built.recipe, at));
  return Number(separationAng.toFixed(DECIMALS));
}

/**
 * A change of slabs after which a d₀ that was the rule's is the rule's again, and one below a crystal that is new there
 * too: what was found for one pair of crystals says nothing of another. Any other stays what a person set.
 */
export const followingSeparation =
  (change: Change, library: Library): Change =>
  (recipe) => {
    const next = change(recipe);
    const automatic = new Set(attempt(() => automaticSteps(recipe, library)) ?? []);
    const [before, after] = [materialsOf(recipe), materialsOf(next)];
    const isNew = (step: number) => before[step] !== after[step];
    return filmsOf(next)
      .map((_, i) => i + 1)
      .filter((step) => automatic.has(step) || isNew(step) || isNew(step - 1))
      .reduce((now, step) => attempt(() => separateByRule(step, library)(now)) ?? now, next);
  };

const materialsOf = (recipe: Recipe): readonly string[] =>
  [substrateOf(recipe), ...filmsOf(recipe)].map((s) => s.slab.material);

function automaticSteps(recipe: Recipe, library: Library): readonly number[] {
  const built = build(recipe, library);
  return filmsOf(recipe).flatMap(({ separationAng }, i) =>
    isAutomatic(separationAng, separationBelow(built, i + 1, library)) ? [i + 1] : [],
  );
}

/** Null for a stack that cannot be built, whose d₀ stays. */
function attempt<T>(find: () => T): T | null {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    return null;
  }
}
