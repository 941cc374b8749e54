import type { Match } from '#core/match/match.ts';
import { orbitOf, pairKey, pairOperations } from '#core/match/orbit.ts';
import { planeLatticeOf } from '#core/match/planeLattice.ts';
import { det2 } from '#core/math/plane2.ts';
import type { Built } from '#core/recipe/build.ts';

/**
 * Which match is the interface of the stack as it stands, whatever rows its cells were written by: the same
 * pairing of sublattices, or one that the point groups of both planes make of it. For matches of the built
 * planes. @returns null for a stack without a film
 */
export function builtTest({ slabs }: Built): ((match: Match) => boolean) | null {
  const [substrate, film] = slabs;
  if (substrate === undefined || film === undefined) return null;
  const pair = { film: film.matrix, substrate: substrate.matrix };
  const operations = pairOperations(
    planeLatticeOf(film.slab.surface),
    planeLatticeOf(substrate.slab.surface),
    1,
  );
  // The twist of each form is of no interest here.
  const keys = new Set(orbitOf(pair, 0, operations).map(pairKey));
  const [filmIndex, substrateIndex] = [det2(pair.film), det2(pair.substrate)];
  return (match) =>
    !match.mirror &&
    det2(match.substrateMatrix) === substrateIndex &&
    det2(match.filmMatrix) === filmIndex &&
    keys.has(pairKey({ film: match.filmMatrix, substrate: match.substrateMatrix }));
}
