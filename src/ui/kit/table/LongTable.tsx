import type { ReactNode } from 'react';
import { ROW_PX, type RowWindow } from './rowWindow.ts';
import './longTable.css';

/** A column of a table. @typeParam K what its rows can be sorted by */
export interface Column<K> {
  /** null: rows cannot be sorted by it. */
  readonly key: K | null;
  readonly text: string;
  readonly unit: string;
  readonly title: string;
  readonly className?: string;
}

export interface Sorting<K> {
  readonly key: K;
  readonly down: boolean;
}

interface LongTableProps<K> {
  readonly label: string;
  readonly className: string;
  readonly columns: readonly Column<K>[];
  readonly total: number;
  /** Of {@link useRowWindow}, which says what rows to draw as children. */
  readonly window: RowWindow;
  readonly sorting: Sorting<K> | null;
  readonly onSort: (sorting: Sorting<K>) => void;
  /** `TableRow`s of the window's rows, `first` to `last`. */
  readonly children: ReactNode;
}

/** A table of any length, of which only the rows in the window are drawn, sorted by its heads. */
export function LongTable<K>(props: LongTableProps<K>) {
  const { label, className, columns, total, window, sorting, onSort, children } = props;
  const { first, last } = window;
  return (
    <div ref={window.box} className={`long-table ${className}`} onScroll={window.onScroll}>
      <table aria-label={label} aria-rowcount={total + 1} onKeyDown={window.onKeyDown}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Head key={column.text} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <Gap rows={first} />}
          {children}
          {last < total && <Gap rows={total - last} />}
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

function Head<K>({
  column: { key, text, unit, title, className },
  sorting,
  onSort,
}: Pick<LongTableProps<K>, 'sorting' | 'onSort'> & { readonly column: Column<K> }) {
  const isSorted = key !== null && sorting?.key === key;
  const isDown = isSorted && sorting.down;
  return (
    <th
      scope="col"
      title={title}
      className={className}
      aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : undefined}
    >
      {key === null ? (
        text
      ) : (
        <button type="button" onClick={() => onSort({ key, down: isSorted && !isDown })}>
          {text}
          <i aria-hidden="true">{isSorted ? (isDown ? ' ↓' : ' ↑') : ''}</i>
        </button>
      )}
      <small>{unit}</small>
    </th>
  );
}
