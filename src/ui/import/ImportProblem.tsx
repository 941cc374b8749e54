import { useId, useState } from 'react';
import type { ReadChoices } from '#app/import/importTasks.ts';
import { describeOnPage, type Failure } from '#core/errors.ts';
import { CRYSTAL_NAMES, listed } from '#core/io/formats.ts';

interface ImportProblemProps {
  readonly failure: Failure;
  /** File that was read; null for a crystal typed in. */
  readonly name: string | null;
  readonly onAnswer: (choices: ReadChoices) => void;
  /** Opens the text at a line; null when it is too long for a text field. */
  readonly onEdit: ((line: number) => void) | null;
}

/** Why something could not be read, where, and how to fix it, if possible right here. */
export function ImportProblem({ failure, name, onAnswer, onEdit }: ImportProblemProps) {
  const line = lineOf(failure);
  return (
    <section className="import-problem" aria-label="Not read">
      <p role="alert">
        <strong>Not read.</strong>{' '}
        {name !== null && failure.code !== 'unknown-format' && `${name}: `}
        {describeOnPage(failure)}.
      </p>
      <p className="under">{adviceFor(failure)}</p>
      {failure.code === 'needs-symbols' && (
        <Symbols counts={failure.counts} onRead={(symbols) => onAnswer({ symbols })} />
      )}
      {failure.code === 'partial-occupancy' && failure.models.length > 0 && (
        <fieldset className="import-settings">
          <legend>Which ordered model?</legend>
          {failure.models.slice(0, MOST_MODELS).map(({ choice, name: what }) => (
            <button
              key={choice}
              type="button"
              className="button"
              onClick={() => onAnswer({ ordered: choice === 'majority' ? choice : Number(choice) })}
            >
              {choice === 'majority' ? 'Most frequent atom on each place' : `Arrangement ${choice}`}{' '}
              <span className="under">{what}</span>
            </button>
          ))}
          {failure.reason !== null && (
            <p className="under">No arrangement of the exact composition: {failure.reason}.</p>
          )}
        </fieldset>
      )}
      {failure.code === 'ambiguous-setting' && (
        <fieldset className="import-settings">
          <legend>Which setting?</legend>
          {failure.settings.map((s) => (
            <button
              key={s.hall}
              type="button"
              className="button"
              onClick={() => onAnswer({ setting: s.hall })}
            >
              {s.label} <span className="under">{s.hall}</span>
            </button>
          ))}
        </fieldset>
      )}
      {name !== null && onEdit !== null && failure.code !== 'too-large' && (
        <button type="button" className="button small" onClick={() => onEdit(line ?? 1)}>
          {line === null ? 'Show the text' : `Show line ${line} in the text`}
        </button>
      )}
    </section>
  );
}

/** Most arrangements that are offered: nobody chooses by hand among more. */
const MOST_MODELS = 24;

/** Where in the file, if it is known. */
function lineOf(failure: Failure): number | null {
  if ('line' in failure) return failure.line;
  return 'at' in failure && failure.at !== undefined ? failure.at.line : null;
}

function adviceFor(failure: Failure): string {
  switch (failure.code) {
    case 'parse':
      return 'Mend that line here and read the text again, or export the file anew from where it came.';
    case 'partial-occupancy':
      return failure.models.length > 0
        ? 'A slab needs one atom or none on each place. Choose an ordered model of the crystal here; its name and where it comes from will say so.'
        : 'A slab needs one atom or none on each place. Take an ordered model of the crystal, or delete the sites that are not there in the text.';
    case 'needs-symbols':
      return 'Files of VASP 4 hold counts only; the elements are in the POTCAR, in this order.';
    case 'ambiguous-setting':
      return 'The atoms of the file fit each of them, and make different crystals. The paper or database that it came from says which.';
    case 'unknown-element':
      return 'Write the element as in the periodic table, up to curium: "Cd", "Pb2+".';
    case 'unknown-format':
      return `A crystal is read from ${listed(CRYSTAL_NAMES, 'and')}. Other formats can be turned into these by ASE or VESTA.`;
    case 'bad-lattice':
      return 'Lengths are in Å and angles in degrees; a POSCAR multiplies them with the scale factor of its second line.';
    case 'atoms-overlap':
      return failure.at === undefined
        ? 'Give each site once: symmetry makes its images.'
        : 'Give each site once. Where two elements share a place, take an ordered model of the crystal.';
    case 'too-large':
      return 'Give the unit cell: the slab is cut and repeated from it here.';
    default:
      return 'Your document is unchanged.';
  }
}

function Symbols({
  counts,
  onRead,
}: {
  readonly counts: readonly number[];
  readonly onRead: (symbols: readonly string[]) => void;
}) {
  const id = useId();
  const shown = counts.slice(0, 20);
  const [symbols, setSymbols] = useState<readonly string[]>(() => shown.map(() => ''));
  return (
    <form
      className="import-symbols"
      onSubmit={(e) => {
        e.preventDefault();
        onRead(symbols.map((s) => s.trim()));
      }}
    >
      {shown.map((n, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the species are told apart by their order alone
        <span key={k} className="import-symbol">
          <label htmlFor={`${id}-${k}`}>
            {n} {n === 1 ? 'atom' : 'atoms'} of
          </label>
          <span className="field">
            <input
              id={`${id}-${k}`}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              maxLength={12}
              value={symbols[k]}
              onChange={(e) => setSymbols(symbols.map((s, i) => (i === k ? e.target.value : s)))}
            />
          </span>
        </span>
      ))}
      <button
        type="submit"
        className="button primary"
        disabled={symbols.some((s) => s.trim() === '') || shown.length < counts.length}
      >
        Read with these
      </button>
    </form>
  );
}
