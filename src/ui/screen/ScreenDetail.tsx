import { useStore } from 'zustand';
import { screeningStore } from '#app/screen/screeningStore.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { supercellText } from '#core/match/supercellText.ts';
import { fixed, percent, signedPercent } from '#core/math/decimals.ts';
import { shortName } from '#core/recipe/crystals/library.ts';
import type { LineSide } from '#core/screen/line.ts';
import { planeText } from './ScreenTable.tsx';
import '#ui/find/matchDetail.css';

/** The candidate pointed at in numbers, and the button that builds it. */
export function ScreenDetail({ onChoose }: { readonly onChoose: (row: number) => void }) {
  const pointed = useStore(screeningStore, (s) => s.pointed);
  const row = pointed?.row ?? null;
  return (
    <aside className="find-aside" aria-label="The candidate pointed at">
      {pointed === null || row === null ? (
        <p className="under">Point at a candidate to see it in numbers; a click builds it.</p>
      ) : (
        <div className="match-detail screen-detail">
          <Side side={row.film} ink="film-ink" />
          <Side side={row.substrate} ink="substrate-ink" />
          <dl>
            <dt className="film-ink">film cell</dt>
            <dd>{supercellText(row.match.filmMatrix)}</dd>
            <dt className="substrate-ink">substrate cell</dt>
            <dd>{supercellText(row.match.substrateMatrix)}</dd>
            <dt title="(film − substrate) / substrate along a and b">f</dt>
            <dd>
              {signedPercent(row.match.mismatch.a)}, {signedPercent(row.match.mismatch.b)} %
            </dd>
            <dt title="Of the film: largest principal strain in size">strain</dt>
            <dd>{percent(row.match.maxStrain, 3)} %</dd>
            <dt>area</dt>
            <dd>{fixed(row.match.substrateArea, 2)} Å²</dd>
            <dt>twist</dt>
            <dd>{fixed(row.match.twistDeg, 2)}°</dd>
            <dt>atoms</dt>
            <dd>{row.match.atoms}</dd>
            <dt title="Different matches of the two planes within the limits of this screen">
              matches
            </dt>
            <dd>{row.count}</dd>
          </dl>
          <button
            type="button"
            className="button small primary"
            onClick={() => onChoose(pointed.at)}
          >
            Build this interface
          </button>
        </div>
      )}
    </aside>
  );
}

function Side({ side, ink }: { readonly side: LineSide; readonly ink: string }) {
  const { planes, thickness, label, terminations, tasker, name } = side;
  return (
    <p>
      <strong className={ink}>{planeText(side)}</strong>
      {name !== shortName(side) && ` ${name}`}
      <span className="under">
        {' '}
        {planes} planes, {fixed(thickness, 2)} Å; ends in {subscripts(label)}
        {terminations > 1 && `, one of ${terminations}`};{' '}
        {tasker === null ? 'charges unknown' : `Tasker type ${tasker}`}
      </span>
    </p>
  );
}
