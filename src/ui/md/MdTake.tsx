import { useState } from 'react';
import { commit } from '#app/document/document.ts';
import type { Md } from '#app/md/runStore.ts';
import { takeable, takenOver } from '#app/md/takeOver.ts';
import { say } from '#app/shell/toasts.ts';
import { describe, EpistackError } from '#core/errors.ts';
import { useRecipe } from '#ui/state/hooks.ts';

interface MdTakeProps {
  readonly md: Md;
}

/** Makes the relaxed positions part of the document: one step that undo takes back. */
export function MdTake({ md }: MdTakeProps) {
  const recipe = useRecipe();
  const [problem, setProblem] = useState<string | null>(null);
  const offer = takeable(md, recipe);
  if ('problem' in offer)
    return md.status === 'failed' ? null : <p className="about">{offer.problem}</p>;
  if (recipe.relaxed?.note === offer.note)
    return (
      <p className="about" role="status">
        Taken over: the stack shown and its report are at these positions. Undo brings back the
        positions before; any change of the stack starts rigid again.
      </p>
    );
  const take = () => {
    try {
      commit((r) => takenOver(r, offer.positions, offer.note, offer.moves));
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
