import { library } from '#app/document/library.ts';
import { areHexagonalAxes } from '#core/crystal/lattice.ts';
import { crystalOf, type Material, withOwn } from '#core/recipe/crystals/library.ts';
import { flipSlab } from '#core/recipe/flip.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import {
  closingOf,
  emptyAng,
  type FilmStep,
  filmsOf,
  type Recipe,
  type SlabSpec,
  type Step,
  substrateOf,
} from '#core/recipe/recipe.ts';
import { planeOf } from '#core/surface/miller.ts';

/** A crystal of the library or of the document itself. */
export const materialIn = (recipe: Recipe, id: string): Material | undefined =>
  withOwn(library, recipe.crystals).get(id);

/** Changes of a document, each pure: (…) → recipe → recipe. */
type Change = (recipe: Recipe) => Recipe;

const atStep =
  (index: number, change: (step: Step) => Step): Change =>
  (recipe) => ({
    ...recipe,
    steps: recipe.steps.map((s, i) => (i === index ? change(s) : s)),
  });

export const changeSlab = (index: number, part: Partial<SlabSpec>): Change =>
  atStep(index, (s) =>
    s.kind === 'substrate' || s.kind === 'film' ? { ...s, slab: { ...s.slab, ...part } } : s,
  );

/** Another plane has other terminations: the cut starts again from the first one. */
export const changePlane =
  (index: number, hkl: readonly number[]): Change =>
  (recipe) =>
    retitled(changeSlab(index, { hkl, termination: 0, remove: [] })(recipe));

/** The slab turned over; refused by an EpistackError where its plane has no cell of the same shape. */
export const flipStep =
  (index: number): Change =>
  (recipe) => {
    const { slab } = recipe.steps[index] as FilmStep;
    const crystal = crystalOf(materialIn(recipe, slab.material)!, slab.cell);
    return retitled(
      changeSlab(index, flipSlab(crystal, slab, index === 0 ? 'top' : 'bottom'))(recipe),
    );
  };

/** Another crystal, with its first set of constants, cut along the same plane indices. */
export function changeMaterial(index: number, id: string): Change {
  return (recipe) => {
    const material = materialIn(recipe, id)!;
    const { cell } = material.constants[0]!;
    const { hkl } = (recipe.steps[index] as FilmStep).slab;
    // Four indices have no meaning on other axes than hexagonal ones: the redundant one goes.
    const kept = areHexagonalAxes(crystalOf(material, cell).lattice) ? hkl : planeOf(hkl).hkl;
    return retitled(
      changeSlab(index, { material: id, cell, hkl: kept, termination: 0, remove: [] })(recipe),
    );
  };
}

/** Takes a crystal into the document; the same id again replaces it. */
export const addCrystal =
  (material: Material): Change =>
  (recipe) => ({
    ...recipe,
    crystals: [...(recipe.crystals ?? []).filter((c) => c.id !== material.id), material],
  });

/** An imported crystal in place of a slab's own, cut along the same indices, one cell of it. */
export const useCrystal =
  (index: number, material: Material): Change =>
  (recipe) =>
    changeMaterial(index, material.id)(addCrystal(material)(recipe));

export const changeFilm = (index: number, part: Partial<FilmStep>): Change =>
  atStep(index, (s) => (s.kind === 'film' ? { ...s, ...part } : s));

export const changeVacuum =
  (vacuumAng: number): Change =>
  (recipe) =>
    atStep(recipe.steps.length - 1, () => ({ kind: 'vacuum', vacuumAng }))(recipe);

/** The closing gap of a superlattice, Å. */
export const changeClosing =
  (separationAng: number): Change =>
  (recipe) =>
    atStep(recipe.steps.length - 1, () => ({ kind: 'superlattice', separationAng }))(recipe);

/** Vacuum that a slab gets when a superlattice is opened again, Å. */
const OPENED_VACUUM_ANG = 20;

/** A free slab in vacuum, or a stack that repeats along c with the first interface's d₀. */
export const setSuperlattice =
  (on: boolean): Change =>
  (recipe) => {
    if (on === (closingOf(recipe).kind === 'superlattice')) return recipe;
    const gapAng = filmsOf(recipe)[0]?.separationAng ?? emptyAng(recipe);
    return (on ? changeClosing(gapAng) : changeVacuum(OPENED_VACUUM_ANG))(recipe);
  };

/** One more film on top: a copy of the uppermost slab's crystal, so that it fits at once. */
export const addFilm: Change = (recipe) => {
  const top = filmsOf(recipe).at(-1);
  const film: FilmStep = {
    kind: 'film',
    slab: { ...(top ?? filmsOf(DEFAULT_PRESET.recipe)[0]!).slab, remove: [] },
    registryShift: top?.registryShift ?? [0, 0],
    separationAng: 3,
  };
  return retitled({ ...recipe, steps: [...recipe.steps.slice(0, -1), film, recipe.steps.at(-1)!] });
};

export const removeFilm =
  (index: number): Change =>
  (recipe) =>
    retitled({ ...recipe, steps: recipe.steps.filter((_, i) => i !== index) });

/** "CdS (110) on CsPbBr₃ (110)" from the slabs, top first. */
export function retitled(recipe: Recipe): Recipe {
  const slabs = [
    ...filmsOf(recipe)
      .map((f) => f.slab)
      .reverse(),
    substrateOf(recipe).slab,
  ];
  const name = (s: SlabSpec) =>
    `${materialIn(recipe, s.material)?.formula.replace(/\d/g, (d) => '₀₁₂₃₄₅₆₇₈₉'[Number(d)]!) ?? s.material} (${planeText(s.hkl)})`;
  return { ...recipe, title: slabs.map(name).join(' on ') };
}

/** "110", or "29 27 25" where running digits together would be read wrongly. */
const planeText = (hkl: readonly number[]): string =>
  hkl.map((x) => String(x).replace('-', '−')).join(hkl.some((x) => Math.abs(x) > 9) ? ' ' : '');
