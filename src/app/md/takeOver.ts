import { library } from '#app/document/library.ts';
import { isParticle, isRunOfParticle } from '#app/md/particle/runBuilt.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { movedStack, relaxedStack } from '#core/recipe/edits/moved.ts';
import { isSameStack } from '#core/recipe/hash.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import type { CellMoves } from '#engines/dynamics/relaxation.ts';
import type { Md } from './runStore.ts';
import { endPositions, runLabel } from './runs.ts';

/**
 * The document with the atoms at the final positions of a run.
 * @param positions 3N, Å, in the order of the built atoms
 * @throws `recipe` when they are of another stack, or an atom has gone farther than a document holds
 */
export const takenOver = (
  recipe: Recipe,
  positions: Float64Array,
  note: string,
  moves: CellMoves | null = null,
): Recipe => relaxedStack(recipe, library, positions, note, moves);

/** Whether a run was made with this stack, relaxed or not, or ended in it; only then do its positions belong to it. */
export const isRunOf = (md: Pick<Md, 'built' | 'moves'>, recipe: Recipe): boolean =>
  isStartOf(md, recipe) || isEndOf(md, recipe);

const isStartOf = ({ built }: Pick<Md, 'built'>, recipe: Recipe): boolean =>
  built !== null && !isParticle(built) && isSameStack(built.recipe, recipe);

/** Films that have moved as wholes have other d₀s in the document that took them over. */
const isEndOf = ({ built, moves }: Pick<Md, 'built' | 'moves'>, recipe: Recipe): boolean =>
  built !== null &&
  !isParticle(built) &&
  recipe.relaxed !== undefined &&
  isSameStack(movedStack(built.recipe, moves), recipe);

/** The positions that can be taken over from a run, or the reason why none can. */
export type Takeable =
  | {
      readonly positions: Float64Array;
      readonly note: string;
      readonly moves: CellMoves | null;
    }
  | { readonly problem: string };

export function takeable(md: Md, recipe: Recipe): Takeable {
  const isTaken = recipe.relaxed?.note === noteOf(md) && isEndOf(md, recipe);
  return takeableOf(md, isStartOf(md, recipe) || isTaken, 'stack');
}

/** The same for a particle, which may have been renamed meanwhile. */
export const takeableParticle = (md: Md, recipe: NanocrystalRecipe): Takeable =>
  takeableOf(md, isRunOfParticle(md.built, recipe), 'particle');

function takeableOf(md: Md, isOfThis: boolean, what: 'stack' | 'particle'): Takeable {
  const { status, result, input } = md;
  const positions = endPositions(md);
  if (input === null || positions === null || (status !== 'done' && status !== 'cancelled'))
    return { problem: 'There are no positions yet.' };
  if (!isOfThis)
    return {
      problem: `The ${what} has been changed since this run: run it again to take it over.`,
    };
  if (md.ran?.kind === 'custom' && result !== null && result.stopped === null)
    return { problem: 'The script relaxed nothing: there are no relaxed positions to take over.' };
  if (!isAtRest(md))
    return {
      problem:
        'These atoms are moving. To take relaxed positions over into the document, run Relax; single snapshots are saved by Export.',
    };
  return { positions, note: noteOf(md), moves: md.moves };
}

/** What the document says of the positions. */
function noteOf(md: Md): string {
  const { status, result, progress } = md;
  const how =
    status === 'cancelled'
      ? `, not converged: stopped by hand at iteration ${progress?.step ?? 0}`
      : result !== null && result.stopped !== null
        ? `, ended by ${result.stopped} after ${result.last.step} iterations`
        : '';
  return runLabel(md) + how;
}

/** A minimisation, or a script that minimised and ended without velocities. */
function isAtRest({ input, result }: Md): boolean {
  const stages = input!.protocol.stages;
  if (stages.every(({ kind }) => kind === 'minimise')) return true;
  if (!stages.every(({ kind }) => kind === 'script') || result === null) return false;
  return result.stopped !== null && result.last.temperatureK === 0;
}
