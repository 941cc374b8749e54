import { useState } from 'react';
import { commit } from '#app/document/document.ts';
import { isParticle, particleTakenOver } from '#app/md/particle/runBuilt.ts';
import type { Md } from '#app/md/runStore.ts';
import { type Takeable, takeable, takeableParticle, takenOver } from '#app/md/takeOver.ts';
import { say } from '#app/shell/toasts.ts';
import { describe, EpistackError } from '#core/errors.ts';
import { useRecipe } from '#ui/state/hooks.ts';
import type { ParticleDocument } from './MdForm.tsx';

/** Makes the relaxed positions part of the document: one step that undo takes back. */
export function MdTake({ md }: { readonly md: Md }) {
  const recipe = useRecipe();
  return (
    <Take
      md={md}
      offer={takeable(md, recipe)}
      taken={recipe.relaxed?.note ?? null}
      what="stack"
      onTake={({ positions, note, moves }) => commit((r) => takenOver(r, positions, note, moves))}
    />
  );
}

/** The same for a nanocrystal, whose positions are a step of its own history. */
export function MdTakeParticle(props: { readonly md: Md; readonly particle: ParticleDocument }) {
  const { md, particle } = props;
  const { recipe, onChange } = particle;
  return (
    <Take
      md={md}
      offer={takeableParticle(md, recipe)}
      taken={recipe.relaxed?.note ?? null}
      what="particle"
      onTake={({ positions, note }) => {
        const { built } = md;
        if (built !== null && isParticle(built))
          onChange((now) => particleTakenOver(built, now, positions, note));
      }}
    />
  );
}

interface TakeProps {
  readonly md: Md;
  readonly offer: Takeable;
  /** What the document says of positions that it has; null where it has none. */
  readonly taken: string | null;
  readonly what: 'stack' | 'particle';
  readonly onTake: (positions: Exclude<Takeable, { readonly problem: string }>) => void;
}

function Take({ md, offer, taken, what, onTake }: TakeProps) {
  const [problem, setProblem] = useState<string | null>(null);
  if ('problem' in offer)
    return md.status === 'failed' ? null : <p className="about">{offer.problem}</p>;
  if (taken === offer.note)
    return (
      <p className="about" role="status">
        Taken over: the {what} shown and its report are at these positions. Undo brings back the
        positions before; any change of the {what} starts rigid again.
      </p>
    );
  const take = () => {
    try {
      onTake(offer);
      say('The relaxed positions are in the document now; Undo brings back those before.');
    } catch (error) {
      if (!(error instanceof EpistackError)) throw error;
      setProblem(describe(error.failure));
    }
  };
  return (
    <>
      <button type="button" className="button primary" onClick={take}>
        Take over the relaxed positions
      </button>
      {problem !== null && (
        <p role="alert" className="hint">
          {problem}
        </p>
      )}
    </>
  );
}
