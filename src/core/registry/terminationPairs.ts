import { type Built, build } from '#core/recipe/build.ts';
import { type Library, withOwn } from '#core/recipe/crystals/library.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { rigidRecipe } from '#core/recipe/edits/relaxed.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { automaticSeparation } from './automaticSeparation.ts';

/** A substrate and the first film on it, that end in chosen planes where they meet. */
export interface TerminationPair {
  readonly substrate: string;
  readonly film: string;
  /** Whether both are complete planes; the document itself may have atoms taken out of them. */
  readonly isComplete: boolean;
  readonly recipe: Recipe;
  readonly built: Built;
}

/**
 * The interface of a document between substrate and first film with every pair of different terminations, complete planes
 * each, at the d₀ of the rule for their faces; first the document's own where it has atoms taken out. Cells, planes and shift
 * stay.
 */
export function terminationPairs(recipe: Recipe, library: Library): readonly TerminationPair[] {
  const rigid = rigidRecipe(recipe);
  const here = build(rigid, library);
  const [lower, upper] = [here.slabs[0]!, here.slabs[1]!];
  // Of planes alike that of the document: another, turned against the neighbour, is another interface at the same shift.
  const different = ({ slab, spec }: Built['slabs'][number]) => {
    const { planes } = slab.surface;
    const own = planes[spec.termination]!.equivalentTo ?? spec.termination;
    return planes.flatMap(({ equivalentTo }, first) => {
      if (equivalentTo !== null) return [];
      const index = first === own ? spec.termination : first;
      return [{ label: planes[index]!.label, index }];
    });
  };
  const pairs = different(lower).flatMap((below) =>
    different(upper).map((above): TerminationPair => {
      const cut = [below.index, above.index];
      const steps = rigid.steps.map((step, i) =>
        i < 2 && 'slab' in step
          ? { ...step, slab: { ...step.slab, termination: cut[i]!, remove: [] } }
          : step,
      );
      const changed = { ...rigid, steps };
      const { separationAng } = automaticSeparation(
        build(changed, library),
        { lower: 0, upper: 1, cellsUp: 0 },
        withOwn(library, recipe.crystals),
      );
      const posed = poseFilm(1, { separationAng: Number(separationAng.toFixed(3)) }, true)(changed);
      return {
        substrate: below.label,
        film: above.label,
        isComplete: true,
        recipe: posed,
        built: build(posed, library),
      };
    }),
  );
  const hasRemoved = [lower, upper].some(({ spec }) => spec.remove.length > 0);
  const nameOf = ({ slab, spec }: Built['slabs'][number]) =>
    `${slab.surface.planes[spec.termination]!.label}${spec.remove.length > 0 ? ` without ${spec.remove.map(({ species }) => species).join(', ')}` : ''}`;
  const own: TerminationPair = {
    substrate: nameOf(lower),
    film: nameOf(upper),
    isComplete: false,
    recipe: rigid,
    built: here,
  };
  return hasRemoved ? [own, ...pairs] : pairs;
}
