import { EpistackError } from '#core/errors.ts';
import { inverse2, rowTimes } from '#core/math/plane2.ts';
import { type Built, displaced } from '#core/recipe/build.ts';
import type { Recipe } from '#core/recipe/recipe.ts';

/** A document holds displacements up to this, 0.001 Å: 100 Å. */
const MOST_MILLI_ANG = 100_000;
const refuse = (expected: string) =>
  new EpistackError({ code: 'recipe', field: 'relaxed.milliAng', expected });

/**
 * Displacements as a document keeps them: to 10⁻⁵ Å, which leaves forces on strong bonds (some 20 eV/Å²) within 0.0002 eV/Å.
 * Earlier versions kept whole thousandths.
 * @throws `recipe` when an atom has gone farther than a document holds
 */
export function keptMilliAng(displacedAng: ArrayLike<number>): number[] {
  // Adding 0 turns −0 into 0, which JSON writes alike.
  const milliAng = Array.from(displacedAng, (d) => Math.round(1e5 * d) / 100 + 0);
  if (!milliAng.every((d) => Math.abs(d) <= MOST_MILLI_ANG))
    throw refuse(`displacements up to ${MOST_MILLI_ANG / 1000} Å: the atoms have flown apart`);
  return milliAng;
}

/**
 * The document of a rigid stack with each atom where a run left it. In the plane each atom is taken at its
 * image nearest to its rigid place, so that one that was wrapped at a face does not jump.
 * @param rigid built without displacements
 * @param positions 3N, Å, in the order of the built atoms
 * @throws `recipe` when they are of another stack, or an atom has gone farther than a document holds
 */
export function relaxedRecipe(rigid: Built, positions: ArrayLike<number>, note: string): Recipe {
  const { xyz } = rigid.structure;
  if (positions.length !== xyz.length)
    throw refuse(
      `${xyz.length} numbers, three for each of the ${xyz.length / 3} atoms, as this stack has`,
    );
  const toCells = inverse2(rigid.cell);
  const displacedAng: number[] = [];
  for (let i = 0; i < xyz.length; i += 3) {
    const [dx, dy, dz] = [0, 1, 2].map((k) => positions[i + k]! - xyz[i + k]!) as [
      number,
      number,
      number,
    ];
    const [a, b] = rowTimes([dx, dy], toCells);
    const [wholeX, wholeY] = rowTimes([Math.round(a), Math.round(b)], rigid.cell);
    displacedAng.push(dx - wholeX, dy - wholeY, dz);
  }
  return { ...rigid.recipe, relaxed: { note, milliAng: keptMilliAng(displacedAng) } };
}

/** The same stack as it is placed before any relaxation. */
export function rigidRecipe(recipe: Recipe): Recipe {
  const { relaxed: _, ...rigid } = recipe;
  return rigid;
}

/** The stack built of such a document, without cutting it again. */
export function relaxedBuilt(rigid: Built, positions: ArrayLike<number>, note: string): Built {
  const recipe = relaxedRecipe(rigid, positions, note);
  return { ...displaced(rigid, recipe.relaxed!.milliAng), recipe };
}

/** A built stack with its displacements taken back: the numbers of `build` to rounding. */
export function rigidBuilt(built: Built): Built {
  const { relaxed, ...recipe } = built.recipe;
  if (relaxed === undefined) return built;
  const back = displaced(
    built,
    relaxed.milliAng.map((d) => -d),
  );
  return { ...back, recipe };
}
