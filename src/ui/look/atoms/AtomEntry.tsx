import { useId, useState } from 'react';
import { typedAtoms } from '#ui/look/atomNumbers.ts';

/** The way to measure without a pointer: atom numbers as POSCAR counts them. */
export function AtomEntry(props: {
  readonly count: number;
  /** Words before the field. */
  readonly words: string | null;
  readonly onEnter: (atoms: readonly number[]) => void;
}) {
  const id = useId();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        const typed = typedAtoms(text, props.count);
        setProblem(typed.atoms === null ? typed.problem : null);
        if (typed.atoms !== null) setText('');
        // A pair that was meant to go would else be measured, or bonded, in its place.
        props.onEnter(typed.atoms ?? []);
      }}
    >
      {props.words !== null && problem === null && <span className="under">{props.words}</span>}
      <span className={problem === null ? 'field' : 'field bad'}>
        <input
          aria-label="Atom numbers to measure, counted from 1"
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-hint`}
          placeholder="17 145"
          value={text}
          onChange={(e) => {
            setText(e.target.value);
            setProblem(null);
          }}
        />
      </span>
      {problem !== null && (
        <span id={`${id}-hint`} role="alert" className="hint">
          {problem}
        </span>
      )}
    </form>
  );
}
