import { bondsOn } from '#app/document/marks/handBonds.ts';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { marksOfStory, storyMarksOf } from '#app/document/marks/storyMarks.ts';
import { NO_RULES } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { atomsKey } from '#core/recipe/hash.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { NO_ELEMENT_LOOKS } from '#core/story/elementLooks.ts';
import type { StoryMarks } from '#core/story/story.ts';
import { drawnMeasures } from '#ui/look/measured/measuredList.ts';
import { type FigurePlan, NO_PICKS } from './figureScene.ts';

/** What a link or a step of a story says is drawn by hand on the stack of its document. */
export function markedPlan(
  marks: StoryMarks | undefined,
  { recipe, structure }: { readonly recipe: Recipe; readonly structure: Structure },
): Pick<FigurePlan, 'picks'> & Required<Pick<FigurePlan, 'handBonds' | 'bondRules' | 'elements'>> {
  const { bonds, bondRules, elements, measurements } = marksOfStory(marks ?? {}, atomsKey(recipe));
  const on = markedAtoms(structure.numbers, recipe);
  const measures = drawnMeasures(measurements, { ...structure, cut: on.cut });
  return {
    handBonds: bondsOn(bonds, on),
    bondRules,
    elements,
    picks:
      measures.length === 0
        ? NO_PICKS
        : { ...NO_PICKS, marks: { selected: [], labels: [], measures, words: [] } },
  };
}

/** What is drawn by hand in a picture, for the link that its caption holds. */
export function marksOfPlan(plan: FigurePlan) {
  const {
    subject,
    handBonds = [],
    bondRules = NO_RULES,
    elements = NO_ELEMENT_LOOKS,
    picks,
  } = plan;
  const { numbers } = subject.structure;
  const of = numbers.length;
  return storyMarksOf(
    {
      bonds: handBonds.map((bond) => ({ ...bond, of })),
      bondRules,
      elements,
      measurements: (picks.marks?.measures ?? []).map(({ atoms, cells }) => ({ atoms, cells, of })),
    },
    { numbers, cut: null },
  );
}
