import { memo, useEffect, useLayoutEffect } from 'react';
import { useStore } from 'zustand';
import { pointAtRow, wantRows } from '#app/screen/screening.ts';
import { type ScreenPoints, screeningStore } from '#app/screen/screeningStore.ts';
import type { ScreenRow } from '#app/screen/screenTable.ts';
import type { ScreenKey, ScreenView } from '#app/screen/screenView.ts';
import { fixed, percent, signedPercent } from '#core/math/decimals.ts';
import { slabTitle } from '#core/recipe/edits/title.ts';
import { interfaceNotes } from '#core/screen/impossible.ts';
import { doubtsOf, type LineSide } from '#core/screen/line.ts';
import { type Column, LongTable } from '#ui/kit/table/LongTable.tsx';
import { useRowWindow } from '#ui/kit/table/rowWindow.ts';
import { TableRow } from '#ui/kit/table/TableRow.tsx';

const COLUMNS: readonly Column<ScreenKey>[] = [
  {
    key: 'film',
    text: 'film',
    unit: '',
    title: 'The strained crystal and its plane',
    className: 'film-ink',
  },
  {
    key: 'substrate',
    text: 'substrate',
    unit: '',
    title: 'The unstrained crystal and its plane',
    className: 'substrate-ink',
  },
  {
    key: 'strain',
    text: 'strain',
    unit: '%',
    title: 'Largest principal strain of the film in size, when it alone gives way',
  },
  {
    key: null,
    text: 'f a',
    unit: '%',
    title: 'Mismatch along a: (film − substrate) / substrate, lengths of the unstrained supercells',
  },
  {
    key: null,
    text: 'f b',
    unit: '%',
    title: 'Mismatch along b: (film − substrate) / substrate, lengths of the unstrained supercells',
  },
  {
    key: 'area',
    text: 'area',
    unit: 'Å²',
    title: 'Area of the substrate’s unstrained supercell',
  },
  {
    key: 'atoms',
    text: 'atoms',
    unit: '',
    title: 'Atoms of both slabs, at the thickness of this screen',
  },
  {
    key: 'twist',
    text: 'twist',
    unit: '°',
    title:
      'Turn of the film’s surface frame from the substrate’s, counter-clockwise seen from above. Sorted by size',
  },
  {
    key: 'elastic',
    text: 'elastic',
    unit: 'J/m²',
    title:
      'Elastic energy of the strained film, its faces free, per area of the cell; empty without elastic constants',
  },
  {
    key: 'adhesion',
    text: 'adhesion',
    unit: 'J/m²',
    title:
      'Relaxed work of adhesion at the best registry by the universal potential: both sides apart less the interface, by area; empty where screen --energy has not computed it',
  },
  {
    key: 'interface',
    text: 'interface',
    unit: 'J/m²',
    title:
      'Interface energy by the universal potential: surface energies of both slabs against their strained bulks, each the mean of its two faces, less the work of adhesion; empty where a slab holds more than whole formulas',
  },
  {
    key: null,
    text: 'Tasker types',
    unit: '',
    title:
      'Film on substrate. 1: neutral planes. 2: charged planes without a dipole. 3: every repeat has a dipole. ?: charges unknown',
  },
];

interface TableProps {
  readonly points: ScreenPoints;
  readonly view: ScreenView;
  readonly onSort: (sort: ScreenKey, down: boolean) => void;
  readonly onChoose: (row: number) => void;
}

/** All candidates of a view, only the rows in the window fetched and drawn. Arrow keys move, Enter builds. */
export function ScreenTable({ points, view, onSort, onChoose }: TableProps) {
  const total = points.sizes.length;
  const rows = useRowWindow(total, onChoose);
  const { first, last, stop } = rows;
  const window = useStore(screeningStore, (s) => s.window);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new view has lost its rows
  useEffect(() => void wantRows(first, last), [first, last, points]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order is read from its top
  useLayoutEffect(rows.toTop, [points]);
  return (
    <LongTable
      label="Candidates"
      className="screen-table"
      columns={COLUMNS}
      total={total}
      window={rows}
      sorting={{ key: view.sort, down: view.down }}
      onSort={({ key, down }) => onSort(key, down)}
    >
      {Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i).map((n) => (
        <Row
          key={n}
          row={window.rows[n - window.from] ?? null}
          at={n}
          stop={n === stop}
          onChoose={onChoose}
          onFocus={rows.setAt}
        />
      ))}
    </LongTable>
  );
}

interface RowProps {
  /** null until it is fetched. */
  readonly row: ScreenRow | null;
  readonly at: number;
  readonly stop: boolean;
  readonly onChoose: (row: number) => void;
  readonly onFocus: (row: number) => void;
}

const Row = memo(function Row({ row, at, stop, onChoose, onFocus }: RowProps) {
  const pointed = useStore(screeningStore, (s) => s.pointed?.at === at);
  const built = useStore(screeningStore, (s) => s.built !== null && s.built === row?.key);
  return (
    <TableRow
      at={at}
      stop={stop}
      testId="candidate"
      className={built ? 'built' : undefined}
      isPointed={pointed}
      onPoint={() => void pointAtRow(at)}
      onFocus={onFocus}
      onChoose={() => onChoose(at)}
    >
      {row === null ? (
        <td colSpan={COLUMNS.length}>…</td>
      ) : (
        <>
          <td>{planeText(row.film)}</td>
          <td>{planeText(row.substrate)}</td>
          <td>{percent(row.match.maxStrain, 3)}</td>
          <td>{signedPercent(row.match.mismatch.a)}</td>
          <td>{signedPercent(row.match.mismatch.b)}</td>
          <td>{fixed(row.match.substrateArea, 1)}</td>
          <td>{fixed(row.match.atoms, 0)}</td>
          <td>{fixed(row.match.twistDeg, 2)}</td>
          <td>{row.match.elastic === null ? '' : fixed(row.match.elastic, 4)}</td>
          <td>
            {row.match.adhesion !== undefined && (
              <Doubted jm2={row.match.adhesion.relaxed} doubts={doubtsOf(row.match.adhesion)} />
            )}
          </td>
          <td>
            {typeof row.match.adhesion?.interface === 'number' && (
              <Doubted
                jm2={row.match.adhesion.interface}
                doubts={interfaceNotes(row.match.adhesion.interface)}
              />
            )}
          </td>
          <td>
            {row.film.tasker ?? '?'} on {row.substrate.tasker ?? '?'}
            {built && <span className="under"> built</span>}
          </td>
        </>
      )}
    </TableRow>
  );
});

interface DoubtedProps {
  readonly jm2: number;
  readonly doubts: readonly string[];
}

/** An energy, with an asterisk that tells what is to be known of it. */
function Doubted({ jm2, doubts }: DoubtedProps) {
  const text = doubts.join(' ');
  if (text === '') return fixed(jm2, 4);
  return (
    <span title={text}>
      {fixed(jm2, 4)}
      <span aria-hidden="true">*</span>
      <span className="sr"> {text}</span>
    </span>
  );
}

/** "CsPbBr₃ (110)", as in titles of documents. */
export const planeText = (side: LineSide): string => slabTitle(side, side.id, side.hkl);
