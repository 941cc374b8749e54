import type { Library, Material } from '#core/recipe/crystals/library.ts';
import { editsWithoutSlab, withHandEdits } from '#core/recipe/handEdits/changeHandEdits.ts';
import { type FilmStep, filmsOf, type SlabSpec } from '#core/recipe/recipe.ts';
import { atStep, type Change, noStep } from './change.ts';
import { replaceCrystal } from './slab.ts';
import { retitled } from './title.ts';

/** d₀ of a film that is put on a stack, Å: a start, until it is set. */
const NEW_FILM_ANG = 3;

/**
 * Other values for some of a film's own fields.
 * @throws `no-step`
 */
export const changeFilm =
  (index: number, part: Partial<FilmStep>): Change =>
  (recipe) =>
    atStep(index, (s) => {
      if (s.kind !== 'film') throw noStep(recipe, index);
      return { ...s, ...part };
    })(recipe);

/**
 * One more film on top: a copy of the uppermost one, so that it fits at once.
 * @param first the film of a stack that has none
 */
export const addFilm =
  (first: SlabSpec, library: Library): Change =>
  (recipe) => {
    const top = filmsOf(recipe).at(-1);
    const film: FilmStep = {
      kind: 'film',
      slab: { ...(top?.slab ?? first), remove: [] },
      registryShift: top?.registryShift ?? [0, 0],
      separationAng: NEW_FILM_ANG,
    };
    const steps = [...recipe.steps.slice(0, -1), film, recipe.steps.at(-1)!];
    return retitled({ ...recipe, steps }, library);
  };

/**
 * A crystal that the library does not hold as the first film, or as one more film on top.
 * @param first the film of a stack that has none
 */
export const stackCrystal =
  (material: Material, onTop: boolean, first: SlabSpec, library: Library): Change =>
  (recipe) => {
    const isNew = onTop || filmsOf(recipe).length === 0;
    const stacked = isNew ? addFilm(first, library)(recipe) : recipe;
    return replaceCrystal(isNew ? filmsOf(stacked).length : 1, material, library)(stacked);
  };

/**
 * The stack without one film; those above it come down. Edits by hand of its atoms go.
 * @throws `no-step`
 */
export const removeFilm =
  (index: number, library: Library): Change =>
  (recipe) => {
    if (recipe.steps[index]?.kind !== 'film') throw noStep(recipe, index);
    const edits = editsWithoutSlab(recipe.edits ?? [], index);
    const steps = recipe.steps.filter((_, i) => i !== index);
    return retitled(withHandEdits(edits)({ ...recipe, steps }), library);
  };
