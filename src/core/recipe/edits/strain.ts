import type { Built } from '#core/recipe/build.ts';
import type { Library } from '#core/recipe/crystals/library.ts';
import { elasticFilmShare, elasticReport } from '#core/recipe/elastic.ts';
import type { SlabSpec, StrainPolicy } from '#core/recipe/recipe.ts';
import { atSlabs, type Change } from './change.ts';

/** Digits that a strain keeps in the document: 10⁻⁸ of a slab is far below an atom's size. */
const tidy = (x: number): number => Number(x.toFixed(8)) + 0;

const setStrained =
  (strained: StrainPolicy): Change =>
  (recipe) => ({ ...recipe, strained });

/** @param filmShare of the misfit that the film takes: 1 strains films only, 0 the substrate only */
export const shareStrain = (filmShare: number): Change => setStrained({ who: 'shared', filmShare });

/** What is strained: the films, the substrate, or both; both by halves until the share is set. */
export const strainWho = (who: StrainPolicy['who']): Change =>
  who === 'shared' ? shareStrain(0.5) : setStrained({ who });

/**
 * Substrate and first film share the strain so that their elastic energy is least.
 * @returns null without a film or without elastic constants of both crystals
 */
export function strainByElasticity(built: Built, library: Library): Change | null {
  const filmShare = elasticFilmShare(built, library);
  return filmShare === null ? null : shareStrain(tidy(filmShare));
}

export const withoutNormalStrain = ({ normalStrain: _, ...slab }: SlabSpec): SlabSpec => slab;

/**
 * Every slab with elastic constants gets the out-of-plane strain that answers its in-plane strain; others keep
 * what they have.
 * @param built of the recipe that is changed
 */
export function applyNormalStrain(built: Built, library: Library): Change {
  const report = elasticReport(built, library);
  return atSlabs((slab, i) => {
    const found = report[i];
    if (!found) return slab;
    const normalStrain = tidy(found.suggestedNormalStrain);
    return normalStrain === 0 ? withoutNormalStrain(slab) : { ...slab, normalStrain };
  });
}

/** No slab is strained along its normal. */
export const clearNormalStrain: Change = atSlabs(withoutNormalStrain);
