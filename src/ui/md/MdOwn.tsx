import { useEffect, useId, useMemo } from 'react';
import { useStore } from 'zustand';
import {
  chooseElement,
  chooseStyle,
  lookForOwn,
  type OwnFile,
  ownStore,
  removeOwn,
  runBy,
  takeOwn,
} from '#app/md/own/ownStore.ts';
import { fileText } from '#app/md/own/ownWords.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { FileButton } from '#ui/kit/drop/FileButton.tsx';
import { Choice } from '#ui/kit/fields.tsx';

interface MdOwnProps {
  readonly structure: Structure;
  /** Why the file cannot run this stack; null where it can, or where there is none. */
  readonly problem: string | null;
  /** What is assumed in a run by it. */
  readonly assumptions: readonly string[];
}

const NO_ELEMENT = '–';

const FROM: Readonly<Record<OwnFile['from'], string>> = {
  browser: 'kept in this browser',
  visit:
    'for this visit only: this browser keeps nothing (a private window, or storage is blocked)',
};

/** A person's own potential file: what it is of, which elements it takes, or which files are read. */
export function MdOwn({ structure, problem, assumptions }: MdOwnProps) {
  const own = useStore(ownStore);
  const id = useId();
  const symbols = useMemo(
    () => [...new Set(structure.numbers)].map((z) => SYMBOLS[z]!),
    [structure],
  );
  useEffect(() => void lookForOwn(), []);
  const { potential, kept, styles, unnamed } = own;
  const others = kept.filter(({ sha256 }) => sha256 !== potential?.sha256);
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="caps">
        Potential file
      </h3>
      {potential === null ? (
        <p className="about">
          Choose a file of LAMMPS here, or drop it anywhere on the page: Tersoff, Stillinger–Weber,
          Vashishta, EAM (funcfl, setfl, Finnis–Sinclair); or a text with units, masses,{' '}
          <code>pair_style</code> and <code>pair_coeff</code> for pair forms (lj/cut, buck, born,
          morse and others, with charges by <code>set type</code>). It is kept in this browser and
          sent nowhere.
        </p>
      ) : (
        <>
          <p data-testid="own-file">
            <b>{potential.name}</b>, {fileText(potential)}, {FROM[potential.from]}
          </p>
          <p className="about" data-testid="own-checksum">
            SHA-256{' '}
            <abbr title={potential.sha256} aria-label={potential.sha256}>
              {potential.sha256.slice(0, 12)}…
            </abbr>
          </p>
          {styles.length > 1 && (
            <Choice
              label="pair style"
              title="Its content fits several"
              value={potential.style}
              options={styles.map((style) => [style, style])}
              onChange={chooseStyle}
            />
          )}
          {unnamed.map((type) => (
            <Choice
              key={type}
              label={`atom type ${type}`}
              title="The file does not say which element it is"
              value={potential.elements?.get(type) ?? NO_ELEMENT}
              options={[[NO_ELEMENT, 'not in this stack'], ...symbols.map((s) => [s, s] as const)]}
              onChange={(symbol) => chooseElement(type, symbol === NO_ELEMENT ? null : symbol)}
            />
          ))}
          {problem === null && (
            <ul className="md-list">
              {assumptions.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          )}
        </>
      )}
      {own.problem !== null && (
        <p role="alert" className="md-refused">
          {own.problem}.
        </p>
      )}
      {potential !== null && problem !== null && (
        <p role="alert" className="md-refused">
          <b>Cannot run:</b> {problem}.
        </p>
      )}
      <div className="md-actions">
        <FileButton
          className={`button small filing${potential === null ? ' primary' : ''}`}
          onFile={(file) => void takeOwn(file)}
        >
          {potential === null ? 'Choose a potential file…' : 'Choose another…'}
        </FileButton>
        {potential !== null && (
          <button type="button" className="button small quiet" onClick={() => removeOwn(potential)}>
            Remove it
          </button>
        )}
      </div>
      {others.length > 0 && (
        <ul className="md-kept" aria-label="Other potential files that this browser keeps">
          {others.map((file) => (
            <li key={file.sha256}>
              <span title={`SHA-256 ${file.sha256}`}>
                {file.name}, {fileText(file)}
              </span>
              <span className="md-actions">
                <button
                  type="button"
                  className="button small"
                  aria-label={`Use ${file.name}`}
                  onClick={() => runBy(file)}
                >
                  Use
                </button>
                <button
                  type="button"
                  className="button small quiet"
                  aria-label={`Remove ${file.name}`}
                  onClick={() => removeOwn(file)}
                >
                  Remove
                </button>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
