import { canonicalJson, isSameStack } from '#core/recipe/hash.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { atSlabs, type Change } from './change.ts';
import { rigidRecipe } from './relaxed.ts';
import { withoutNormalStrain } from './strain.ts';

/**
 * An edit, without what belongs to the stack before it only: relaxed positions, and strains along the normal
 * that answer another strain in the plane. A document that is opened as a whole keeps what it says.
 */
export const edited =
  (change: Change): Change =>
  (before) =>
    rigidAgain(before, unanswered(before, change(before)));

const slabsOf = ({ steps }: Recipe) => steps.flatMap((s) => ('slab' in s ? [s.slab] : []));

/**
 * A strain along the normal belongs to one strain in the plane: with other cells it is dropped, unless it is set anew.
 */
function unanswered(before: Recipe, next: Recipe): Recipe {
  const given = (r: Recipe) => canonicalJson(slabsOf(r).map((s) => s.normalStrain ?? 0));
  if (slabsOf(next).every((s) => s.normalStrain === undefined)) return next;
  // An edit keeps the slab objects that it does not touch. A link or a preset shares none with the document before: it
  // is taken as it is.
  if (!slabsOf(next).some((s) => slabsOf(before).includes(s))) return next;
  const inPlane = (r: Recipe) =>
    canonicalJson([
      r.strained,
      slabsOf(r).map(({ material, cell, hkl, inPlane, matrix }) => [
        material,
        cell,
        hkl,
        inPlane,
        matrix,
      ]),
    ]);
  if (given(before) !== given(next) || inPlane(before) === inPlane(next)) return next;
  return atSlabs(withoutNormalStrain)(next);
}

/** Positions were relaxed for one stack: another stack starts rigid again. */
function rigidAgain(before: Recipe, next: Recipe): Recipe {
  if (next.relaxed === undefined || next.relaxed !== before.relaxed) return next;
  return isSameStack(before, next) ? next : rigidRecipe(next);
}
