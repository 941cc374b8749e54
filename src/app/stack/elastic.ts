import { library } from '#app/document/library.ts';
import type { Built } from '#core/recipe/build.ts';
import { elasticFilmShare, elasticReport } from '#core/recipe/elastic.ts';
import type { Recipe, SlabSpec, Step } from '#core/recipe/recipe.ts';

/** Changes of a document, each pure: (stack) → recipe → recipe. */
type Change = (recipe: Recipe) => Recipe;

/** Digits that a strain keeps in the document: 10⁻⁸ of a slab is far below an atom's size. */
const tidy = (x: number): number => Number(x.toFixed(8)) + 0;

/** Slabs come first in a recipe, bottom to top: step i is slab i. */
const atSlabs =
  (change: (slab: SlabSpec, index: number) => SlabSpec): Change =>
  (recipe) => ({
    ...recipe,
    steps: recipe.steps.map(
      (s, i): Step =>
        s.kind === 'substrate' || s.kind === 'film' ? { ...s, slab: change(s.slab, i) } : s,
    ),
  });

const withoutNormalStrain = ({ normalStrain: _, ...slab }: SlabSpec): SlabSpec => slab;

/** Every slab with elastic constants gets the out-of-plane strain that answers its in-plane strain. */
export function applyNormalStrain(built: Built): Change {
  const report = elasticReport(built, library);
  return atSlabs((slab, i) => {
    const found = report[i];
    if (!found) return slab;
    const normalStrain = tidy(found.suggestedNormalStrain);
    return normalStrain === 0 ? withoutNormalStrain(slab) : { ...slab, normalStrain };
  });
}

/** No slab is strained along its normal. */
export const clearNormalStrain: Change = atSlabs((slab) => withoutNormalStrain(slab));

/** Substrate and first film share the strain so that their elastic energy is least; null where unknown. */
export function strainByElasticity(built: Built): Change | null {
  const filmShare = elasticFilmShare(built, library);
  return filmShare === null
    ? null
    : (recipe) => ({ ...recipe, strained: { who: 'shared', filmShare: tidy(filmShare) } });
}
