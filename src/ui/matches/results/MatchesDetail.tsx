import type { Match } from '#core/match/match.ts';
import { fixed, percent, signedPercent } from '#core/math/decimals.ts';
import { type Cell2, shapeOf } from '#core/math/plane2.ts';
import { usePointed } from '#ui/find/pointedMatch.ts';
import { degrees, lessStrained, type MatchRow, rowOf } from './matchRows.ts';
import '#ui/find/matchDetail.css';

interface DetailProps {
  readonly film: string;
  readonly substrate: string;
  readonly filmShare: number;
  readonly rows: readonly MatchRow[];
  /** The match that is shown first, if any is. */
  readonly best: MatchRow | null;
  /** The match that the stack is, if it is listed. */
  readonly built: Match | null;
  /** Null where a match is shown only to be looked at. */
  readonly onChoose: ((match: Match) => void) | null;
  /** Opens a nanocrystal whose two crystals lie on each other as in the match. */
  readonly onGrow: (match: Match) => void;
  readonly onFlip: () => void;
}

/** The pointed match in numbers, and what one can do with it. */
export function MatchesDetail({
  film,
  substrate,
  filmShare,
  rows,
  best,
  built,
  onChoose,
  onGrow,
  onFlip,
}: DetailProps) {
  const match = usePointed();
  if (match === null) return null;
  const row = rowOf(match, filmShare);
  return (
    <div className="match-detail">
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr">slab</span>
            </th>
            <th scope="col" title="Lengths of the unstrained supercell’s vectors">
              a × b, Å
            </th>
            <th scope="col" title="Angle between them">
              γ
            </th>
            <th
              scope="col"
              title="Largest principal strain that it takes, as “Strained” divides it; tension positive"
            >
              ε, %
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" className="film-ink">
              {film}
            </th>
            <td>{sides(match.film)}</td>
            <td>{gamma(match.film)}</td>
            <td>{signedPercent(row.filmStrain)}</td>
          </tr>
          <tr>
            <th scope="row" className="substrate-ink">
              {substrate}
            </th>
            <td>{sides(match.substrate)}</td>
            <td>{gamma(match.substrate)}</td>
            <td>{signedPercent(row.substrateStrain)}</td>
          </tr>
        </tbody>
      </table>
      <p
        className="under"
        title="f = (film − substrate) / substrate along a and b; twist: turn of the film’s surface frame from the substrate’s, counter-clockwise seen from above"
      >
        f {signedPercent(match.mismatch.a)}, {signedPercent(match.mismatch.b)} % · twist{' '}
        {fixed(degrees(match.twistRad), 2)}° · {match.atoms} atoms
        {'offRad' in match && <> · directions {fixed(degrees(match.offRad as number), 2)}° apart</>}
      </p>
      {match === best?.match && (
        <p className="under" data-testid="why-best">
          {whyBest(best, lessStrained(rows, best))}
        </p>
      )}
      {match.mirror ? (
        <div className="mirror-note" role="note">
          <p>
            <span className="warn">Mirror image.</span> Neither plane is its own mirror image, so
            this film’s hand cannot be laid so; its other face can.
          </p>
          <button type="button" className="button small" onClick={onFlip}>
            Flip the film
          </button>
        </div>
      ) : (
        onChoose && (
          <div className="match-actions">
            <button type="button" className="button small primary" onClick={() => onChoose(match)}>
              {match === built ? 'Keep this cell: it is built' : 'Build this cell'}
            </button>
            <button
              type="button"
              className="button small"
              title="A nanocrystal of the substrate with the film on this plane, turned as in this match; the stack stays as it is"
              onClick={() => onGrow(match)}
            >
              Grow it on a nanocrystal
            </button>
          </div>
        )
      )}
    </div>
  );
}

const whyBest = (best: MatchRow, other: MatchRow | null): string =>
  `Best: the smallest cell within the limits, strained by ${percent(best.strain, 2)} %. ${
    other === null
      ? 'None of the others is strained less.'
      : `The next with less strain: ${fixed(other.match.substrateAreaAng2, 1)} Å² at ${percent(other.strain, 2)} %.`
  }`;

const sides = (cell: Cell2): string => {
  const { aAng, bAng } = shapeOf(cell);
  return `${fixed(aAng, 3)} × ${fixed(bAng, 3)}`;
};
const gamma = (cell: Cell2): string => `${fixed(degrees(shapeOf(cell).gammaRad), 2)}°`;
