import { WorkerClient } from '#app/jobs/workerClient.ts';
import { bestOf, type RatedMatch, strainsUnder } from '#core/match/bestMatch.ts';
import type { Built } from '#core/recipe/build.ts';
import { FILM_STEP } from '#core/recipe/edits/match.ts';
import { filmShareOf } from '#core/recipe/recipe.ts';
import { matchingStore, sideOf, slabOf, spawnMatches } from './matching.ts';
import type { MatchTasks } from './matchTasks.ts';

const worker = new WorkerClient<MatchTasks>(spawnMatches, {
  idle: 'ended',
  here: () => import('./matchHandlers.ts').then((m) => m.matchHandlers),
});

/**
 * The best match of a film with the substrate, within the limits of Find matches; of a film above the first with multiples
 * of the substrate's supercell. A new question takes the place of an open one.
 * @returns null where there is none; rejects like a worker's call
 */
export async function findFit({ recipe, slabs }: Built, step: number): Promise<RatedMatch | null> {
  worker.end();
  const share = filmShareOf(recipe.strained);
  const below = sideOf(recipe, 0, slabOf(recipe, 0).hkl);
  let best: RatedMatch | null = null;
  await worker.call(
    'search',
    {
      film: sideOf(recipe, step, slabOf(recipe, step).hkl),
      substrate: step === FILM_STEP ? below : { ...below, supercell: slabs[0]!.matrix },
      directions: null,
      limits: matchingStore.getState().limits,
    },
    {
      onPart: ({ matches }) => {
        const rated = matches.map((match) => ({
          match,
          strain: strainsUnder(match, share).largest,
        }));
        best = bestOf(best === null ? rated : [best, ...rated]);
      },
    },
  );
  return best;
}
