import { library } from '#app/document/library.ts';
import { unitCellStructure } from '#core/crystal/crystal.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { crystalOf, materialOf, shortName, withOwn } from '#core/recipe/crystals/library.ts';
import { filmsOf, type Recipe, substrateOf } from '#core/recipe/recipe.ts';

/** A crystal of the document, as it is in bulk. */
export interface DocumentCrystal {
  readonly name: string;
  readonly structure: Structure;
  /** The first slab of it. */
  readonly slab: number;
}

/** The different crystals of a document, unstrained, from the bottom. */
export function documentCrystals(recipe: Recipe): readonly DocumentCrystal[] {
  const materials = withOwn(library, recipe.crystals);
  const seen = new Set<string>();
  return [substrateOf(recipe), ...filmsOf(recipe)].flatMap(({ slab: { material, cell } }, slab) => {
    const key = JSON.stringify([material, cell]);
    if (seen.has(key)) return [];
    seen.add(key);
    const known = materialOf(materials, material);
    return [{ name: shortName(known), structure: unitCellStructure(crystalOf(known, cell)), slab }];
  });
}

/** What each slab is of, from the bottom. */
export function slabNames(recipe: Recipe): readonly string[] {
  const materials = withOwn(library, recipe.crystals);
  return [substrateOf(recipe), ...filmsOf(recipe)].map(({ slab }) =>
    shortName(materialOf(materials, slab.material)),
  );
}
