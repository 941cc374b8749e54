import { closingOf, emptyAng, filmsOf } from '#core/recipe/recipe.ts';
import { atStep, type Change } from './change.ts';

/** A free stack with this much vacuum in all, Å; a superlattice is opened by it. */
export const changeVacuum =
  (vacuumAng: number): Change =>
  (recipe) =>
    atStep(recipe.steps.length - 1, () => ({ kind: 'vacuum', vacuumAng }))(recipe);

/** A superlattice with this gap between the top slab and the next period, Å. */
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
