import { subscripts } from '#core/crystal/structure.ts';
import { type Library, type Material, shortName, withOwn } from '#core/recipe/crystals/library.ts';
import { filmsOf, type Recipe, type SlabSpec, substrateOf } from '#core/recipe/recipe.ts';
import { indexText } from '#core/surface/miller.ts';

/** Most characters of a title that a recipe holds. */
export const MAX_TITLE = 200;

/** "CdS (110) on CsPbBr₃ (110)" from the slabs, top first. */
export function retitled(recipe: Recipe, library: Library): Recipe {
  const slabs = [substrateOf(recipe).slab, ...filmsOf(recipe).map((f) => f.slab)].reverse();
  const materials = withOwn(library, recipe.crystals);
  const name = ({ material, hkl }: SlabSpec) => slabTitle(materials.get(material), material, hkl);
  return { ...recipe, title: slabs.map(name).join(' on ') };
}

/** "CsPbBr₃ (110)"; an unknown crystal is named by its id. */
export const slabTitle = (
  material: Pick<Material, 'id' | 'name' | 'formula'> | undefined,
  id: string,
  hkl: readonly number[],
): string => `${material ? subscripts(shortName(material)) : id} (${indexText(hkl)})`;
