import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { keptMilliAng } from '#core/recipe/edits/relaxed.ts';
import { superposed } from './superposed.ts';

/** The recipe with its atoms at their places in the crystals. */
export function rigidNanocrystal(recipe: NanocrystalRecipe): NanocrystalRecipe {
  const { relaxed: _, ...rigid } = recipe;
  return rigid;
}

/** Whether two recipes make the same atoms at the same places, before any relaxation. */
export const isSameParticle = (p: NanocrystalRecipe, q: NanocrystalRecipe): boolean =>
  identity(p) === identity(q);

const identity = ({
  title: _title,
  marginNm: _margin,
  relaxed: _relaxed,
  ...atoms
}: NanocrystalRecipe) => JSON.stringify(atoms);

/** An edit, without positions that were relaxed for another particle: that starts rigid again. */
export const withoutOutdated = (
  next: NanocrystalRecipe,
  before: NanocrystalRecipe,
): NanocrystalRecipe =>
  next.relaxed !== undefined && next.relaxed === before.relaxed && !isSameParticle(next, before)
    ? rigidNanocrystal(next)
    : next;

const refuse = (expected: string) =>
  new EpistackError({ code: 'recipe', field: 'relaxed.milliAng', expected });

/**
 * How far each atom has gone from its place in the crystals. The particle as a whole is moved and turned back onto its
 * place first, so that nothing counts but what its atoms have done.
 * @param built of this recipe, relaxed or not
 * @param positions 3N, Å, in the order of the built atoms, from any origin
 * @returns 3N, Å
 * @throws `recipe` when they are of another particle
 */
export function displacementsAng(
  recipe: NanocrystalRecipe,
  built: { readonly structure: Structure },
  positions: ArrayLike<number>,
): Float64Array {
  const { xyz } = built.structure;
  if (positions.length !== xyz.length)
    throw refuse(
      `${xyz.length} numbers, three for each of the ${xyz.length / 3} atoms of this particle`,
    );
  const before = recipe.relaxed?.milliAng;
  const rigid = before === undefined ? xyz : xyz.map((x, k) => x - before[k]! / 1000);
  return superposed(positions, rigid).map((x, k) => x - rigid[k]!);
}

/**
 * The recipe with each atom where a run left it.
 * @param displacedAng 3N, of {@link displacementsAng}
 * @throws `recipe` when an atom has gone farther than a document holds
 */
export function relaxedNanocrystal(
  recipe: NanocrystalRecipe,
  displacedAng: ArrayLike<number>,
  note: string,
): NanocrystalRecipe {
  return { ...recipe, relaxed: { note, milliAng: keptMilliAng(displacedAng) } };
}
