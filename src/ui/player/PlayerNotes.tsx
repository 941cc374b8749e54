import { useStore } from 'zustand';
import { importFile } from '#app/import/importStore.ts';
import { displacementStore, setDisplacementView } from '#app/player/displacements.ts';
import { drawnForeign } from '#app/player/player.ts';
import { thousands } from '#ui/kit/format.ts';
import { usePlayer } from '#ui/state/hooks.ts';
import { backToBuilt } from './PlayerTools.tsx';

/** Problems and notes of the shown frame and of the file. */
export function PlayerNotes() {
  const source = usePlayer((p) => p.source);
  const problem = usePlayer((p) => p.frameProblem);
  const isForeign = usePlayer((p) => drawnForeign(p) !== null);
  const { problem: motionProblem, isLost } = useStore(displacementStore);
  return (
    <>
      {problem && (
        <p className="warn" role="alert">
          {problem}
        </p>
      )}
      {motionProblem && (
        <p className="warn">
          The average structure: {motionProblem}{' '}
          {isLost && (
            <button type="button" className="button small" onClick={() => setDisplacementView({})}>
              Try again
            </button>
          )}
        </p>
      )}
      {isForeign && (
        <p className="player-foreign" data-testid="foreign">
          <span>
            <b>Not the stack:</b> these are the {thousands(source?.structure.numbers.length ?? 0)}{' '}
            atoms of {source?.label}, in their own cell. The report stays that of the stack.
          </span>
          <button type="button" className="button small" onClick={backToBuilt}>
            Back to the stack
          </button>
        </p>
      )}
      {source?.notes.map((note) => (
        <p key={note} className="under player-note">
          {note}
        </p>
      ))}
      {source?.ofOtherAtoms && (
        <button
          type="button"
          className="button small"
          onClick={() => importFile(source.ofOtherAtoms!)}
        >
          Import one of its frames…
        </button>
      )}
    </>
  );
}
