import { areHexagonalAxes } from '#core/crystal/lattice.ts';
import {
  crystalOf,
  type Library,
  type Material,
  materialOf,
  withOwn,
} from '#core/recipe/crystals/library.ts';
import type { SlabSpec } from '#core/recipe/recipe.ts';
import { planeOf } from '#core/surface/miller.ts';
import { atStep, type Change, noStep, slabAt } from './change.ts';
import { flipSlab } from './flip.ts';
import { retitled } from './title.ts';

// Steps are counted from the bottom: 0 is the substrate, 1 the first film.

/**
 * Other values for some of a slab's own fields; nothing else of the document follows.
 * @throws `no-step`
 */
export const changeSlab =
  (index: number, part: Partial<SlabSpec>): Change =>
  (recipe) =>
    atStep(index, (s) => {
      if (!('slab' in s)) throw noStep(recipe, index);
      return { ...s, slab: { ...s.slab, ...part } };
    })(recipe);

/**
 * Another plane has other terminations: the cut starts again from the first one. The title follows.
 * @param hkl three indices, or four on hexagonal axes
 * @throws `no-step`
 */
export const changePlane =
  (index: number, hkl: readonly number[], library: Library): Change =>
  (recipe) =>
    retitled(changeSlab(index, { hkl, termination: 0, remove: [] })(recipe), library);

/**
 * The slab turned over about an axis in its plane.
 * @throws `no-step`, `unknown-material`; `bad-supercell` where its plane has no cell of the same shape
 */
export const flipStep =
  (index: number, library: Library): Change =>
  (recipe) => {
    const slab = slabAt(recipe, index);
    const crystal = crystalOf(
      materialOf(withOwn(library, recipe.crystals), slab.material),
      slab.cell,
    );
    const turned = flipSlab(crystal, slab, index === 0 ? 'top' : 'bottom');
    return retitled(changeSlab(index, turned)(recipe), library);
  };

/**
 * Another crystal, with its first set of constants, cut along the same plane indices.
 * @throws `no-step`, `unknown-material`
 */
export const changeMaterial =
  (index: number, id: string, library: Library): Change =>
  (recipe) => {
    const material = materialOf(withOwn(library, recipe.crystals), id);
    const { cell } = material.constants[0]!;
    const { hkl } = slabAt(recipe, index);
    // Four indices have no meaning on other axes than hexagonal ones: the redundant one goes.
    const kept = areHexagonalAxes(crystalOf(material, cell).lattice) ? hkl : planeOf(hkl).hkl;
    const part = { material: id, cell, hkl: kept, termination: 0, remove: [] };
    return retitled(changeSlab(index, part)(recipe), library);
  };

/** Takes a crystal into the document; the same id again replaces it. */
export const addCrystal =
  (material: Material): Change =>
  (recipe) => ({
    ...recipe,
    crystals: [...(recipe.crystals ?? []).filter((c) => c.id !== material.id), material],
  });

/**
 * A crystal that the library does not hold in place of a slab's own, cut along the same indices.
 * @throws `no-step`
 */
export const replaceCrystal =
  (index: number, material: Material, library: Library): Change =>
  (recipe) =>
    changeMaterial(index, material.id, library)(addCrystal(material)(recipe));
