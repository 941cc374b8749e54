import { useState } from 'react';
import { useStore } from 'zustand';
import { cancelOpening, openingStore, reopen } from '#app/player/openTrajectory.ts';

export interface OpeningBarProps {
  readonly file: File;
}

/** Progress of opening a trajectory, or why it could not be opened. */
export function OpeningBar({ file }: OpeningBarProps) {
  const { stage, done, problem, needsTypes } = useStore(openingStore);
  return (
    <div className="bar" data-testid="opening">
      {problem === null ? (
        <>
          <span className="under">
            {stage === 'inflating' ? 'inflating' : 'indexing'} {file.name}
          </span>
          <progress aria-label={`Opening ${file.name}`} max={1} value={done} />
        </>
      ) : (
        <p className="warn" role="alert">
          {problem}
        </p>
      )}
      {needsTypes && <TypesForm />}
      {problem !== null && !needsTypes && (
        <button type="button" className="button small" onClick={() => reopen()}>
          Open again
        </button>
      )}
      <button type="button" className="button small quiet" onClick={cancelOpening}>
        {problem === null ? 'Cancel' : 'Close'}
      </button>
    </div>
  );
}

/** The element of each LAMMPS type, for a dump that has none. */
function TypesForm() {
  const [text, setText] = useState('');
  const typeElements = text.split(/[\s,;]+/).filter((s) => s !== '');
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        if (typeElements.length > 0) reopen({ typeElements });
      }}
    >
      <span className="field">
        <input
          aria-label="Element of each type, in their order"
          placeholder="Cs Pb Br"
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
      </span>
      <button type="submit" className="button small" disabled={typeElements.length === 0}>
        Open with these
      </button>
    </form>
  );
}
