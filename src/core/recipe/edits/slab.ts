import type { Crystal } from '#core/crystal/crystal.ts';
import { areHexagonalAxes } from '#core/crystal/lattice.ts';
import {
  crystalOf,
  type Library,
  type Material,
  materialOf,
  withOwn,
} from '#core/recipe/crystals/library.ts';
import { filmsOf, type Recipe, type SlabSpec } from '#core/recipe/recipe.ts';
import { planeOf } from '#core/surface/miller.ts';
import { MAX_PLANES } from '#core/surface/slab.ts';
import { type PlanesOf, surfaceOf } from '#core/surface/surface.ts';
import { atStep, type Change, noStep, slabAt } from './change.ts';
import { flipSlab } from './flip.ts';
import { poseFilm } from './pose.ts';
import { planeFor, recut } from './recut.ts';
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
 * Another plane has other terminations: the slab is cut anew, see {@link recut}. The title follows.
 * @param hkl three indices, or four on hexagonal axes
 * @throws `no-step`, `unknown-material`, `bad-plane`
 */
export const changePlane =
  (index: number, hkl: readonly number[], library: Library): Change =>
  (recipe) => {
    const spec = slabAt(recipe, index);
    const crystal = crystalIn(recipe, spec, library);
    return cutAnew(index, { ...spec, hkl }, crystal, library)(recipe);
  };

const crystalIn = (recipe: Recipe, spec: SlabSpec, library: Library): Crystal =>
  crystalOf(materialOf(withOwn(library, recipe.crystals), spec.material), spec.cell);

/** A slab in place of another, cut at its default termination. A plane that cannot be cut is refused when it is built. */
const cutAnew =
  (index: number, spec: SlabSpec, crystal: Crystal, library: Library): Change =>
  (recipe) => {
    const before = slabAt(recipe, index);
    const slab = recut(
      spec,
      crystal,
      { spec: before, crystal: crystalIn(recipe, before, library) },
      index === 0 ? 'top' : 'bottom',
    );
    return retitled(atStep(index, (s) => ('slab' in s ? { ...s, slab } : s))(recipe), library);
  };

/**
 * The slab turned over about an axis in its plane.
 * @throws `no-step`, `unknown-material`; `bad-supercell` where its plane has no cell of the same shape
 */
export const flipStep =
  (index: number, library: Library): Change =>
  (recipe) => {
    const slab = slabAt(recipe, index);
    const crystal = crystalIn(recipe, slab, library);
    const turned = flipSlab(crystal, slab, index === 0 ? 'top' : 'bottom');
    return retitled(changeSlab(index, turned)(recipe), library);
  };

/**
 * No shift at the two interfaces of a slab: what was solved for one pair of crystals says nothing of another. Slabs
 * farther up move along and keep theirs.
 */
const unshiftedAround =
  (index: number): Change =>
  (recipe) =>
    [index, index + 1]
      .filter((step) => step >= 1 && step <= filmsOf(recipe).length)
      .reduce((now, step) => poseFilm(step, { shift: [0, 0] }, true)(now), recipe);

/**
 * Another crystal, with its first set of constants, unshifted, cut along the same plane indices; a sheet along its own plane.
 * @throws `no-step`, `unknown-material`
 */
export const changeMaterial =
  (index: number, id: string, library: Library): Change =>
  (recipe) => {
    const material = materialOf(withOwn(library, recipe.crystals), id);
    const { cell } = material.constants[0]!;
    const spec = slabAt(recipe, index);
    const crystal = crystalOf(material, cell);
    // Four indices have no meaning on other axes than hexagonal ones: the redundant one goes.
    const kept = areHexagonalAxes(crystal.lattice) ? spec.hkl : planeOf(spec.hkl).hkl;
    const hkl = planeFor(crystal, kept);
    const changed = cutAnew(index, { ...spec, material: id, cell, hkl }, crystal, library)(recipe);
    return id === spec.material ? changed : unshiftedAround(index)(changed);
  };

/**
 * Planes of whole molecules and ions, or of atoms of one height, which may cut through them. The slab keeps about its
 * thickness and begins at the first termination.
 * @throws `no-step`, `unknown-material`
 */
export const changePlanesOf =
  (index: number, planesOf: PlanesOf, library: Library): Change =>
  (recipe) => {
    const spec = slabAt(recipe, index);
    const crystal = crystalIn(recipe, spec, library);
    const periodOf = (of: PlanesOf) => surfaceOf(crystal, spec.hkl, of).planes.length;
    const repeats = spec.planes / periodOf(spec.planesOf ?? 'atoms');
    const { planesOf: _, ...rest } = spec;
    const slab: SlabSpec = {
      ...rest,
      ...(planesOf === 'units' ? { planesOf } : {}),
      planes: Math.min(MAX_PLANES, Math.max(1, Math.round(repeats * periodOf(planesOf)))),
      termination: 0,
      remove: [],
    };
    return atStep(index, (s) => ('slab' in s ? { ...s, slab } : s))(recipe);
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
