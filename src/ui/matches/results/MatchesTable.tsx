import { memo, useEffect } from 'react';
import { useStore } from 'zustand';
import type { Match } from '#core/match/match.ts';
import { supercellText } from '#core/match/supercellText.ts';
import type { EnergyOf } from '#core/recipe/matchEnergy.ts';
import { fixed, signed, signedPercent } from '#ui/kit/format.ts';
import { useRowWindow } from '#ui/kit/rowWindow.ts';
import { cellTitle, degrees, type MatchRow, type Sorting, type SortKey } from './matchRows.ts';
import { pointAt, pointedStore } from './pointedMatch.ts';
import './matchTable.css';

/** Height of a row, px: the style sheet holds rows to it. */
const ROW_PX = 28;

interface Column {
  readonly key: SortKey | null;
  readonly text: string;
  readonly unit: string;
  readonly title: string;
  readonly className?: string;
}

const MARKS: Column = {
  key: null,
  text: 'marks',
  unit: '',
  title:
    'best: the smallest cell within the limits. built: the stack as it stands is this interface. ◆ on the Pareto front: no smaller cell has as little strain. ×n: n times the smallest cell of the same interface. ⇋ mirror: only the mirror image of the film fits so',
};

const ENERGY: Column = {
  key: 'energy',
  text: 'E',
  unit: 'J/m²',
  title:
    'Elastic energy of both slabs at their present thickness per area of the interface cell, strained as “Strained” divides it, relaxed along the normal. Bulk constants of the library; surfaces and the interface itself add nothing',
};

const COLUMNS: readonly Column[] = [
  {
    key: null,
    text: 'film cell',
    unit: '',
    title:
      'Repeats of the primitive in-plane cell, as 2×1, or the rows of the matrix that makes the supercell of it; row i lies on row i of the substrate’s',
    className: 'film-ink',
  },
  {
    key: null,
    text: 'substrate cell',
    unit: '',
    title:
      'Repeats of the primitive in-plane cell, as 2×1, or the rows of the matrix that makes the supercell of it',
    className: 'substrate-ink',
  },
  {
    key: 'area',
    text: 'area',
    unit: 'Å²',
    title: 'Area of the substrate’s unstrained supercell',
  },
  { key: 'filmArea', text: 'film’s', unit: 'Å²', title: 'Area of the film’s unstrained supercell' },
  {
    key: 'a',
    text: 'mismatch a',
    unit: '%',
    title:
      'Mismatch along a: (film − substrate) / substrate, lengths of the unstrained supercells. Sorted by size',
  },
  {
    key: 'b',
    text: 'mismatch b',
    unit: '%',
    title:
      'Mismatch along b: (film − substrate) / substrate, lengths of the unstrained supercells. Sorted by size',
  },
  {
    key: 'gamma',
    text: 'Δγ',
    unit: '°',
    title: 'γ of the film’s supercell minus γ of the substrate’s. Sorted by size',
  },
  {
    key: 'film',
    text: 'ε film',
    unit: '%',
    title:
      'Largest principal strain that the film takes, as “Strained” divides it; rotation removed, tension positive. Sorted by size',
    className: 'film-ink',
  },
  {
    key: 'substrate',
    text: 'ε substrate',
    unit: '%',
    title:
      'Largest principal strain that the substrate takes, as “Strained” divides it; rotation removed, tension positive. Sorted by size',
    className: 'substrate-ink',
  },
  {
    key: 'twist',
    text: 'twist',
    unit: '°',
    title:
      'Turn of the film’s surface frame from the substrate’s, counter-clockwise seen from above. The frame’s x is the plane’s first in-plane vector. Sorted by size',
  },
  {
    key: 'atoms',
    text: 'atoms',
    unit: '',
    title: 'Atoms of both slabs in this cell, at their present thickness',
  },
  MARKS,
];
interface TableProps {
  /** In the order shown. */
  readonly rows: readonly MatchRow[];
  readonly front: ReadonlySet<Match>;
  /** The match that the stack is, if it is listed. */
  readonly built: Match | null;
  /** The table opens at it. */
  readonly best: Match | null;
  /** Elastic energy of a match, J/m²; null where the library has no constants for a strained side. */
  readonly energy: EnergyOf | null;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  readonly onChoose: (match: Match) => void;
}

/** All matches, only the rows in the window drawn. Arrow keys move, Enter builds. */
export function MatchesTable(props: TableProps) {
  const { rows, front, built, best, energy, sorting, onSort, onChoose } = props;
  const columns = energy ? [...COLUMNS.slice(0, -1), ENERGY, MARKS] : COLUMNS;
  const window = useRowWindow(rows.length, ROW_PX, (at) => onChoose(rows[at]!.match));
  const { first, last, stop, reveal } = window;
  const bestAt = best === null ? -1 : rows.findIndex((r) => r.match === best);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each list, not at each sorting of it
  useEffect(() => {
    if (bestAt >= 0) reveal(bestAt);
  }, [best, bestAt >= 0]);
  return (
    <div ref={window.box} className="match-table" onScroll={window.onScroll}>
      <table aria-label="Matches" aria-rowcount={rows.length + 1} onKeyDown={window.onKeyDown}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((c) => (
              <Head key={c.text} column={c} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <Gap rows={first} />}
          {rows.slice(first, last).map((row, i) => (
            <Row
              key={`${row.match.filmMatrix} ${row.match.substrateMatrix} ${row.match.mirror}`}
              row={row}
              at={first + i}
              front={front.has(row.match)}
              built={row.match === built}
              best={row.match === best}
              energy={energy}
              stop={first + i === stop}
              onChoose={onChoose}
              onFocus={window.setAt}
            />
          ))}
          {last < rows.length && <Gap rows={rows.length - last} />}
        </tbody>
      </table>
    </div>
  );
}

/** One cell: the style sheet may leave a column out, which a span would bring back. */
const Gap = ({ rows }: { readonly rows: number }) => (
  <tr className="gap" style={{ height: rows * ROW_PX }}>
    <td />
  </tr>
);

function Head({
  column,
  sorting,
  onSort,
}: {
  readonly column: Column;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
}) {
  const { key, text, unit, title, className } = column;
  const mine = key !== null && sorting.key === key;
  return (
    <th
      scope="col"
      title={title}
      className={className}
      aria-sort={mine ? (sorting.down ? 'descending' : 'ascending') : undefined}
    >
      {key === null ? (
        text
      ) : (
        <button type="button" onClick={() => onSort({ key, down: mine && !sorting.down })}>
          {text}
          <i aria-hidden="true">{mine ? (sorting.down ? ' ↓' : ' ↑') : ''}</i>
        </button>
      )}
      <small>{unit}</small>
    </th>
  );
}

interface RowProps {
  readonly row: MatchRow;
  readonly at: number;
  readonly front: boolean;
  readonly built: boolean;
  readonly best: boolean;
  readonly energy: EnergyOf | null;
  readonly stop: boolean;
  readonly onChoose: (match: Match) => void;
  readonly onFocus: (at: number) => void;
}

const Row = memo(function Row(props: RowProps) {
  const { row, at, front, built, best, energy, stop, onChoose, onFocus } = props;
  const { match } = row;
  const pointed = useStore(pointedStore, (s) => s.match === match);
  return (
    <tr
      data-at={at}
      data-testid="match"
      aria-rowindex={at + 2}
      aria-current={pointed || undefined}
      tabIndex={stop ? 0 : -1}
      onPointerMove={() => pointed || pointAt(match)}
      onFocus={() => {
        pointAt(match);
        onFocus(at);
      }}
      onClick={(e) => {
        // A finger points first: the button under the drawing builds.
        const touch = (e.nativeEvent as PointerEvent).pointerType === 'touch';
        if (touch) pointAt(match);
        else onChoose(match);
      }}
    >
      <td className="cellmatrix" title={cellTitle(match.filmMatrix, match.film)}>
        {supercellText(match.filmMatrix)}
      </td>
      <td className="cellmatrix" title={cellTitle(match.substrateMatrix, match.substrate)}>
        {supercellText(match.substrateMatrix)}
      </td>
      <td>{fixed(match.substrateAreaAng2, 1)}</td>
      <td>{fixed(match.filmAreaAng2, 1)}</td>
      <td>{signedPercent(match.mismatch.a)}</td>
      <td>{signedPercent(match.mismatch.b)}</td>
      <td>{signed(match.mismatch.gammaDeg, 2)}</td>
      <td>{signedPercent(row.filmStrain)}</td>
      <td>{signedPercent(row.substrateStrain)}</td>
      <td>{fixed(degrees(match.twistRad), 2)}</td>
      <td>{fixed(match.atoms, 0)}</td>
      {energy && <td>{match.mirror ? '–' : fixed(energy(match), 3)}</td>}
      <td className="marks">
        {built && (
          <span
            className="built"
            title="The stack as it stands is this interface, by these rows or by others of the same lattices"
          >
            built
          </span>
        )}
        {best && (
          <span
            className="best"
            title="The smallest cell within the limits; of equal ones the least strained"
          >
            best
          </span>
        )}
        {front && (
          <span title="On the Pareto front: no smaller cell has as little strain">
            <span aria-hidden="true">◆</span>
            <span className="sr">Pareto front</span>
          </span>
        )}
        {match.repeats > 1 && (
          <span title={`${match.repeats} times the smallest cell of this very interface`}>
            ×{match.repeats}
          </span>
        )}
        {match.mirror && (
          <span className="warn" title="Only the mirror image of the film fits so">
            ⇋ mirror
          </span>
        )}
      </td>
    </tr>
  );
});
