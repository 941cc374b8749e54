import { type Elastic, stiffnessOf } from '#core/match/stiffness.ts';
import { type Library, materialOf, withOwn } from '#core/recipe/crystals/library.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { type Change, slabAt } from './change.ts';

/**
 * Gives the crystal of a slab elastic constants, in place of those of the library; null takes them back.
 * @throws `no-step`, `unknown-material`; `recipe` for constants that are not those of its symmetry, or of no stable
 *   crystal
 */
export const setElastic =
  (index: number, elastic: Elastic | null, library: Library): Change =>
  (recipe): Recipe => {
    const { material } = slabAt(recipe, index);
    if (elastic !== null) {
      const { spaceGroup } = materialOf(withOwn(library, recipe.crystals), material);
      stiffnessOf(elastic.cGPa, spaceGroup.number);
    }
    const { elastic: before = [], ...rest } = recipe;
    const others = before.filter((e) => e.material !== material);
    const next = elastic === null ? others : [...others, { material, ...elastic }];
    return next.length === 0 ? rest : { ...rest, elastic: next };
  };
