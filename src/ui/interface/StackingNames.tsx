import { useMemo } from 'react';
import { commit } from '#app/document/document.ts';
import type { Built } from '#core/recipe/build.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { relativeShift } from '#core/recipe/recipe.ts';
import { stackingAt, stackings } from '#core/registry/stacking.ts';

interface StackingNamesProps {
  readonly step: number;
  readonly built: Built;
  readonly carry: boolean;
}

/** Two honeycomb layers: the name of their stacking here, and the named places to go to. */
export function StackingNames({ step, built, carry }: StackingNamesProps) {
  const at = { lower: step - 1, upper: step, cellsUp: 0 } as const;
  const places = useMemo(
    () => stackings(built, { lower: step - 1, upper: step, cellsUp: 0 }),
    [built, step],
  );
  if (places.length === 0) return null;
  const here = stackingAt(places, built, at, relativeShift(built.recipe, at));
  return (
    <>
      <p className="about" data-testid="stacking">
        Stacking here: {here === null ? 'between the named ones' : `${here.name}, ${here.over}`}.
      </p>
      <div className="row">
        {places.map(({ name, over, shift }) => (
          <button
            key={name}
            type="button"
            className="button small"
            title={`${over}; the other atoms over hollows where not all are named`}
            aria-pressed={name === here?.name}
            onClick={() => commit(poseFilm(step, { shift }, carry))}
          >
            {name}
          </button>
        ))}
      </div>
    </>
  );
}
