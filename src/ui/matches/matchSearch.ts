import { useEffect, useRef } from 'react';
import {
  cancelSearch,
  matchingStore,
  type PlanePair,
  startMap,
  startSearch,
} from '#app/matches/matching.ts';
import { EpistackError } from '#core/errors.ts';
import type { Limits } from '#core/match/coincidence.ts';
import { filmsOf, type Recipe, substrateOf } from '#core/recipe/recipe.ts';
import { planeOf } from '#core/surface/miller.ts';
import { pointAt } from '#ui/find/pointedMatch.ts';
import type { RelationChoice } from './MatchesRelation.tsx';
import type { Tab } from './MatchesTabs.tsx';

/** Delay between the last keystroke and the search. */
const REST_MS = 250;

/** True when a list is for the planes that the document has: (220) is cut as (110). */
export const isFor = (planes: PlanePair | null, recipe: Recipe): boolean => {
  const film = filmsOf(recipe)[0]?.slab.hkl;
  return (
    planes !== null &&
    film !== undefined &&
    samePlane(planes.film, film) &&
    samePlane(planes.substrate, substrateOf(recipe).slab.hkl)
  );
};

/** Indices as typed may name no plane at all: then they are only themselves. */
export const samePlane = (p: readonly number[], q: readonly number[]): boolean =>
  coprimeText(p) === coprimeText(q);

function coprimeText(hkl: readonly number[]): string {
  try {
    return String(planeOf(hkl).coprime);
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    return `not a plane: ${hkl}`;
  }
}

/** What a search depends on: cut and crystal of both slabs, not how they are laid together. */
const searched = (recipe: Recipe): string =>
  JSON.stringify([
    ...recipe.steps
      .slice(0, 2)
      .map((s) =>
        'slab' in s
          ? [
              s.slab.material,
              s.slab.cell,
              s.slab.hkl,
              s.slab.planes,
              s.slab.termination,
              s.slab.remove,
            ]
          : null,
      ),
    (recipe.crystals ?? []).map((c) => c.id),
  ]);

/** What the view looks for. */
interface Wanted {
  readonly tab: Tab;
  /** Planes to list the matches of; null for the document's. */
  readonly asked: PlanePair | null;
  /** Null while what stands in its fields is not what was last searched. */
  readonly relation: RelationChoice | null;
  readonly maxIndex: number;
}

/** Starts the search of the tab when it opens, and again when what it depends on has changed. */
export function useSearch(recipe: Recipe, limits: Limits, wanted: Wanted): void {
  const { tab, asked, relation, maxIndex } = wanted;
  const key = JSON.stringify([
    searched(recipe),
    limits,
    tab,
    tab === 'matches' && asked,
    tab === 'relation' && relation,
    tab === 'explorer' && maxIndex,
  ]);
  const opened = useRef<string | null>(null);
  const mapped = useRef<string | null>(null);
  const paused = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what the search depends on
  useEffect(() => {
    const start = () => {
      if (tab === 'explorer') {
        // Back from the matches of a field: the map stands as it was.
        if (mapped.current === key && matchingStore.getState().map.status === 'done') return;
        mapped.current = key;
        return startMap(recipe, maxIndex);
      }
      pointAt(null);
      if (tab === 'matches') return startSearch(recipe, asked);
      if (relation === null) return cancelSearch();
      const { film, substrate, toleranceDeg } = relation;
      startSearch(
        recipe,
        { film: film.hkl, substrate: substrate.hkl },
        {
          film: film.uvw,
          substrate: substrate.uvw,
          toleranceRad: (toleranceDeg * Math.PI) / 180,
        },
      );
    };
    // Opening a tab searches at once; after an edit the search waits for the end of typing.
    const rest = opened.current === tab && !paused.current ? REST_MS : 0;
    opened.current = tab;
    paused.current = relation === null;
    const timer = setTimeout(start, rest);
    return () => clearTimeout(timer);
  }, [key]);
}
