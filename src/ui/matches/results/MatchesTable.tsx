import { memo, useEffect } from 'react';
import { useStore } from 'zustand';
import type { Match } from '#core/match/match.ts';
import { supercellText } from '#core/match/supercellText.ts';
import { fixed, signed, signedPercent } from '#core/math/decimals.ts';
import type { IntMat2 } from '#core/math/plane2.ts';
import type { EnergyOf } from '#core/recipe/matchEnergy.ts';
import { pointAt, pointedStore } from '#ui/find/pointedMatch.ts';
import { type Column, LongTable, type Sorting } from '#ui/kit/table/LongTable.tsx';
import { useRowWindow } from '#ui/kit/table/rowWindow.ts';
import { TableRow } from '#ui/kit/table/TableRow.tsx';
import { cellTitle, degrees, type MatchRow, type SortKey } from './matchRows.ts';
import './matchTable.css';

const MARKS: Column<SortKey> = {
  key: null,
  text: 'marks',
  unit: '',
  title:
    'best: the smallest cell within the limits. built: the stack as it stands is this interface. ◆ on the Pareto front: no smaller cell has as little strain. ×n: n times the smallest cell of the same interface. ⇋ mirror: only the mirror image of the film fits so',
};

const ENERGY: Column<SortKey> = {
  key: 'energy',
  text: 'E',
  unit: 'J/m²',
  title:
    'Elastic energy of both slabs at their present thickness per area of the interface cell, strained as “Strained” divides it, relaxed along the normal. Bulk constants of the library; surfaces and the interface itself add nothing',
};

const COLUMNS: readonly Column<SortKey>[] = [
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
  /** The stack's cells as its cards write them, for the match that is built. */
  readonly written: readonly [film: IntMat2, substrate: IntMat2] | null;
  /** The table opens at it. */
  readonly best: Match | null;
  /** Elastic energy of a match, J/m²; null where the library has no constants for a strained side. */
  readonly energy: EnergyOf | null;
  readonly sorting: Sorting<SortKey>;
  readonly onSort: (sorting: Sorting<SortKey>) => void;
  readonly onChoose: (match: Match) => void;
}

/** All matches, only the rows in the window drawn. Arrow keys move, Enter builds. */
export function MatchesTable(props: TableProps) {
  const { rows, front, built, written, best, energy, sorting, onSort, onChoose } = props;
  const columns = energy ? [...COLUMNS.slice(0, -1), ENERGY, MARKS] : COLUMNS;
  const window = useRowWindow(rows.length, (at) => onChoose(rows[at]!.match));
  const { first, last, stop, reveal } = window;
  const bestAt = best === null ? -1 : rows.findIndex((r) => r.match === best);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each list, not at each sorting of it
  useEffect(() => {
    if (bestAt >= 0) reveal(bestAt);
  }, [best, bestAt >= 0]);
  return (
    <LongTable
      label="Matches"
      className="match-table"
      columns={columns}
      total={rows.length}
      window={window}
      sorting={sorting}
      onSort={onSort}
    >
      {rows.slice(first, last).map((row, i) => (
        <Row
          key={`${row.match.filmMatrix} ${row.match.substrateMatrix} ${row.match.mirror}`}
          row={row}
          at={first + i}
          front={front.has(row.match)}
          built={row.match === built}
          written={row.match === built ? written : null}
          best={row.match === best}
          energy={energy}
          stop={first + i === stop}
          onChoose={onChoose}
          onFocus={window.setAt}
        />
      ))}
    </LongTable>
  );
}

interface RowProps {
  readonly row: MatchRow;
  readonly at: number;
  readonly front: boolean;
  readonly built: boolean;
  readonly written: TableProps['written'];
  readonly best: boolean;
  readonly energy: EnergyOf | null;
  readonly stop: boolean;
  readonly onChoose: (match: Match) => void;
  readonly onFocus: (at: number) => void;
}

const Row = memo(function Row(props: RowProps) {
  const { row, at, front, built, written, best, energy, stop, onChoose, onFocus } = props;
  const { match } = row;
  const [film, substrate] = written ?? [match.filmMatrix, match.substrateMatrix];
  const pointed = useStore(pointedStore, (s) => s.match === match);
  return (
    <TableRow
      at={at}
      stop={stop}
      testId="match"
      isPointed={pointed}
      onPoint={() => pointAt(match)}
      onFocus={onFocus}
      onChoose={() => onChoose(match)}
    >
      <td className="cellmatrix" title={cellTitle(film, match.film)}>
        {supercellText(film)}
      </td>
      <td className="cellmatrix" title={cellTitle(substrate, match.substrate)}>
        {supercellText(substrate)}
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
    </TableRow>
  );
});
