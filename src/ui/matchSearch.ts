import { useEffect, useRef } from 'react';
import { type PlanePair, startMap, startSearch } from '#app/matching.ts';
import type { Limits } from '#core/match/coincidence.ts';
import { filmsOf, type Recipe, substrateOf } from '#core/recipe/recipe.ts';
import type { RelationChoice } from './MatchesRelation.tsx';
import type { Tab } from './MatchesTabs.tsx';
import { pointAt } from './matchPointed.ts';

/** A search starts when the hand has rested this long. */
const REST_MS = 250;

/** True when a list is for the planes that the document has, as it has them. */
export const isFor = (planes: PlanePair | null, recipe: Recipe): boolean =>
  planes !== null &&
  String(planes.film) === String(filmsOf(recipe)[0]?.slab.hkl) &&
  String(planes.substrate) === String(substrateOf(recipe).slab.hkl);

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

/** Starts the search of the tab when it opens, and again when what it depends on has changed. */
export function useSearch(
  recipe: Recipe,
  limits: Limits,
  tab: Tab,
  relation: RelationChoice,
  maxIndex: number,
): void {
  const key = JSON.stringify([
    searched(recipe),
    limits,
    tab,
    tab === 'relation' && relation,
    tab === 'explorer' && maxIndex,
  ]);
  const opened = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what the search depends on
  useEffect(() => {
    const start = () => {
      if (tab === 'explorer') return startMap(recipe, maxIndex);
      pointAt(null);
      if (tab === 'matches') return startSearch(recipe);
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
    // A tab that opens searches at once; a hand at a field is waited for.
    const rest = opened.current === tab ? REST_MS : 0;
    opened.current = tab;
    const timer = setTimeout(start, rest);
    return () => clearTimeout(timer);
  }, [key]);
}
