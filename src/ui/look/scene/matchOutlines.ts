import { useEffect, useMemo, useState } from 'react';
import type { Built } from '#core/recipe/build.ts';
import type { SceneOutline } from '#render/types.ts';
import { usePointed } from '#ui/find/pointedMatch.ts';

const NO_OUTLINES: readonly SceneOutline[] = [];

type OutlinesOf = typeof import('#ui/matches/results/matchGeometry.ts')['outlinesOf'];

/** The cells of the match that is pointed at, while matches are looked for; their geometry comes with the first. */
export function useMatchOutlines(
  finding: boolean,
  built: Built | null,
  colors: readonly string[],
): readonly SceneOutline[] {
  const pointed = usePointed();
  const [outlinesOf, setOutlinesOf] = useState<OutlinesOf | null>(null);
  useEffect(() => {
    if (!finding) return;
    void import('#ui/matches/results/matchGeometry.ts').then(
      (m) => setOutlinesOf(() => m.outlinesOf),
      // The matches themselves come with the same fetch, and say it.
      () => undefined,
    );
  }, [finding]);
  return useMemo(
    () =>
      finding && pointed && built && outlinesOf
        ? outlinesOf(pointed, built, 1, colors)
        : NO_OUTLINES,
    [finding, pointed, outlinesOf, built, colors],
  );
}
