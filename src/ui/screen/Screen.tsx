import { useCallback, useEffect, useId, useRef } from 'react';
import { useStore } from 'zustand';
import { openCandidate, readAgain, setView } from '#app/screen/screening.ts';
import { type Screening, screeningStore } from '#app/screen/screeningStore.ts';
import type { ScreenSummary } from '#app/screen/screenTasks.ts';
import { say } from '#app/shell/toasts.ts';
import { fixed } from '#core/math/decimals.ts';
import type { RankBy } from '#core/screen/rank.ts';
import { energiesText } from '#core/screen/settings.ts';
import { pointAt } from '#ui/find/pointedMatch.ts';
import { SegmentedControl } from '#ui/kit/fields.tsx';
import { thousands } from '#ui/kit/format.ts';
import { ScreenDetail } from './ScreenDetail.tsx';
import { ScreenScatter } from './ScreenScatter.tsx';
import { ScreenTable } from './ScreenTable.tsx';
import '#ui/find/find.css';
import './screen.css';

export interface ScreenProps {
  readonly onClose: () => void;
}

/** A table of `epistack screen`: all its candidates as a plot and a list, any of them one click from a stack. */
export function Screen({ onClose }: ScreenProps) {
  const screening = useStore(screeningStore);
  const { file, status, view, points, summary } = screening;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    // What was pointed at in another list is not drawn over this one's stack.
    pointAt(null);
  }, []);
  const choose = useCallback((row: number) => void openCandidate(row, say), []);
  return (
    <main className="find screening" aria-label="Screening">
      <div className="find-bar">
        <div className="line">
          <button type="button" className="button small" title="Escape" onClick={onClose}>
            ← Back to the stack
          </button>
          <h2 ref={heading} tabIndex={-1}>
            Screening <span className="under">{file}</span>
          </h2>
          <Status screening={screening} />
        </div>
        {summary && (
          <div className="line">
            <Filter label="film" side="film" value={view.film} />
            <Filter label="substrate" side="substrate" value={view.substrate} />
            <span className="row" title="Which of the kept matches stands for a candidate">
              <span className="label">match with</span>
              <SegmentedControl
                label="Match with"
                value={view.by}
                options={BY}
                onChange={(by) =>
                  setView({
                    by,
                    sort: by === 'energy' ? 'elastic' : by,
                    // The strongest first.
                    down: by === 'adhesion',
                  })
                }
              />
            </span>
            <span className="under">{settingsText(summary)}</span>
          </div>
        )}
        {summary && summary.badCount > 0 && <Bad summary={summary} />}
      </div>
      {points === null || points.sizes.length === 0 ? (
        <div className="find-message find-list">
          <Message screening={screening} />
        </div>
      ) : (
        <>
          <div className="find-stage">
            <div className="find-plot">
              <div className="line">
                <span
                  className="under"
                  title="The Pareto front: no other candidate shown has both a smaller cell and less strain"
                >
                  joined: none smaller has as little strain
                </span>
                <SegmentedControl
                  label="Across"
                  value={view.across}
                  options={[
                    ['area', 'area'],
                    ['atoms', 'atoms'],
                  ]}
                  onChange={(across) => setView({ across })}
                />
              </div>
              <ScreenScatter points={points} across={view.across} onChoose={choose} />
            </div>
            <ScreenDetail onChoose={choose} />
          </div>
          <div className="find-list">
            <ScreenTable
              points={points}
              view={view}
              onSort={(sort, down) => setView({ sort, down })}
              onChoose={choose}
            />
          </div>
        </>
      )}
      {status === 'reading' && <p className="sr">Reading {file}</p>}
    </main>
  );
}

const BY: readonly (readonly [RankBy, string])[] = [
  ['strain', 'least strain'],
  ['area', 'smallest area'],
  ['atoms', 'fewest atoms'],
  ['energy', 'least elastic energy'],
  ['adhesion', 'largest work of adhesion'],
  ['interface', 'lowest interface energy'],
];

function Filter(props: {
  readonly label: string;
  readonly side: 'film' | 'substrate';
  readonly value: string;
}) {
  const id = useId();
  return (
    <span
      className="row"
      title="Words that are all in its formula, name or plane: CdS, CdS 110, (1 1 0). A plane in brackets is that plane"
    >
      <label htmlFor={id} className={`${props.side}-ink`}>
        {props.label}
      </label>
      <span className="field">
        <input
          id={id}
          type="search"
          autoComplete="off"
          spellCheck={false}
          placeholder="all"
          value={props.value}
          onChange={(e) => setView({ [props.side]: e.target.value })}
        />
      </span>
    </span>
  );
}

function Status({ screening }: { readonly screening: Screening }) {
  const { status, progress, lines, summary, points } = screening;
  const shown = points?.sizes.length ?? 0;
  return (
    <div className="find-status">
      {status === 'reading' && (
        <>
          <progress max={1} value={progress} aria-label="Reading" />
          <span>{Math.floor(100 * progress)} %</span>
        </>
      )}
      <span role="status" data-testid="screen-status">
        {status === 'reading' && `${thousands(lines)} lines`}
        {summary && points && (
          <>
            <strong>{thousands(shown)}</strong> of {thousands(candidates(summary))} candidates
            {summary.none > 0 && `, ${thousands(summary.none)} without a match`}
            {summary.refused > 0 && `, ${thousands(summary.refused)} refused`}
            {summary.repeated > 0 && `, ${thousands(summary.repeated)} lines repeated`}
          </>
        )}
      </span>
    </div>
  );
}

const candidates = ({ withMatches, none, refused }: ScreenSummary): number =>
  withMatches + none + refused;

function settingsText({ header }: ScreenSummary): string {
  const { maxIndex, maxAreaAng2, maxStrain, maxAtoms, thicknessAng } = header.settings;
  return [
    `planes up to ${maxIndex}`,
    `area ≤ ${maxAreaAng2} Å²`,
    `strain ≤ ${Number((100 * maxStrain).toFixed(4))} %`,
    ...(maxAtoms === null ? [] : [`≤ ${maxAtoms} atoms`]),
    `slabs of ${fixed(thicknessAng, 0)} Å`,
    ...[energiesText(header)].filter((text) => text !== null),
  ].join(' · ');
}

/** Lines that could not be read, by number; the rest of the table stands. */
function Bad({ summary }: { readonly summary: ScreenSummary }) {
  const { bad, badCount } = summary;
  return (
    <details className="screen-bad">
      <summary className="warn">
        {badCount === 1 ? 'One line' : `${thousands(badCount)} lines`} could not be read
      </summary>
      <ul>
        {bad.map(({ line, reason }) => (
          <li key={line}>
            line {line}: {reason}
          </li>
        ))}
        {badCount > bad.length && <li>and {thousands(badCount - bad.length)} more</li>}
      </ul>
    </details>
  );
}

function Message({ screening }: { readonly screening: Screening }) {
  const { status, file, reason, isLost, summary } = screening;
  if (status === 'failed')
    return (
      <div role="alert">
        <h3>Not opened</h3>
        <p className="about">
          {file}: {reason}.
        </p>
        {isLost && (
          <button type="button" className="button small" onClick={readAgain}>
            Read again
          </button>
        )}
      </div>
    );
  if (status === 'reading' || summary === null) return <p className="about">Reading {file}…</p>;
  return summary.withMatches === 0 ? (
    <>
      <h3>No candidate has a match</h3>
      <p className="about">A larger area or more strain would let some in.</p>
    </>
  ) : (
    <>
      <h3>No candidate has these words</h3>
      <p className="about">
        <button
          type="button"
          className="button small"
          onClick={() => setView({ film: '', substrate: '' })}
        >
          Show all
        </button>
      </p>
    </>
  );
}
