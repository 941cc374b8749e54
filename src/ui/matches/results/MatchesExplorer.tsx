import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { fieldKey } from '#app/matches/matching.ts';
import type { DistinctPlane, Field } from '#core/match/explore.ts';
import { fixed, percent } from '#core/math/decimals.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { indexText } from '#core/surface/miller.ts';
import { pointAt } from '#ui/find/pointedMatch.ts';
import { SegmentedControl } from '#ui/kit/fields.tsx';
import { samePlane } from '#ui/matches/matchSearch.ts';
import './explorer.css';

interface ExplorerProps {
  readonly filmName: string;
  readonly substrateName: string;
  readonly filmPlanes: readonly DistinctPlane[];
  readonly substratePlanes: readonly DistinctPlane[];
  readonly fields: ReadonlyMap<string, Field>;
  /** What the palest colour stands for, a fraction. */
  readonly limit: number;
  readonly maxIndex: number;
  /** The document's planes. */
  readonly filmHkl: readonly number[];
  readonly substrateHkl: readonly number[];
  readonly onIndex: (maxIndex: number) => void;
  readonly onPick: (film: IntVec3, substrate: IntVec3) => void;
}

const INDICES = [
  ['1', '1'],
  ['2', '2'],
  ['3', '3'],
] as const;

/** A map of more fields is drawn through a window, at this pitch, px: the style sheet holds fields to it. */
const WHOLE_FIELDS = 160;
const [ROW_PX, COLUMN_PX] = [44, 54];
/** No less than what the plane names take at the top and at the left, px. */
const [HEAD_PX, SIDE_PX] = [42, 96];
/** Fields drawn beyond each edge of the window. */
const SPARE = 1;

interface Window {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** First and one past the last of `count` things of a pitch that show in a window. */
const span = (from: number, length: number, pitch: number, count: number) =>
  [
    Math.max(0, Math.min(count, Math.floor(from / pitch) - SPARE)),
    Math.min(count, Math.ceil((from + length) / pitch) + SPARE),
  ] as const;

/** Planes × planes: the least strain found for each pair, film across, substrate down. */
export function MatchesExplorer(props: ExplorerProps) {
  const { filmPlanes, substratePlanes, fields, limit, filmHkl, substrateHkl, onPick } = props;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<Window>({ top: 0, left: 0, height: 600, width: 700 });
  const [at, setAt] = useState<readonly [row: number, column: number]>([0, 0]);
  const wantsFocus = useRef(false);
  const [rows, columns] = [substratePlanes.length, filmPlanes.length];
  const whole = rows * columns <= WHOLE_FIELDS;
  const [r0, r1] = whole ? [0, rows] : span(view.top, view.height, ROW_PX, rows);
  const [c0, c1] = whole ? [0, columns] : span(view.left, view.width, COLUMN_PX, columns);
  // A field that has been scrolled away cannot be tabbed to: the first that shows can.
  const inside = at[0] >= r0 && at[0] < r1 && at[1] >= c0 && at[1] < c1;
  const stop = inside ? at : ([r0, c0] as const);
  const look = useCallback(() => {
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = box.current!;
    setView({ top: scrollTop, left: scrollLeft, height: clientHeight, width: clientWidth });
  }, []);
  useEffect(() => {
    const watch = new ResizeObserver(look);
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, [look]);
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    box.current!.querySelector<HTMLElement>(`[data-field="${at[0]} ${at[1]}"]`)?.focus({
      preventScroll: true,
    });
  });
  const move = (row: number, column: number) => {
    const map = box.current!;
    wantsFocus.current = true;
    setAt([row, column]);
    if (!whole) {
      const [y, x] = [row * ROW_PX, column * COLUMN_PX];
      const [high, wide] = [map.clientHeight - HEAD_PX, map.clientWidth - SIDE_PX];
      map.scrollTop = Math.min(y, Math.max(map.scrollTop, y + ROW_PX - high));
      map.scrollLeft = Math.min(x, Math.max(map.scrollLeft, x + COLUMN_PX - wide));
      look();
    }
  };
  const onKeyDown = (e: React.KeyboardEvent) => {
    const by: Readonly<Record<string, readonly [number, number]>> = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
    };
    const step = by[e.key];
    if (step === undefined) return;
    e.preventDefault();
    move(
      Math.min(rows - 1, Math.max(0, stop[0] + step[0])),
      Math.min(columns - 1, Math.max(0, stop[1] + step[1])),
    );
  };
  return (
    <div className="explorer">
      <div className="row">
        <span
          className="under"
          title="Largest principal strain in size, if the film alone were strained: of all matches of the two planes within the limits the least"
        >
          least strain, % <small>and the area of its smallest cell, Å²</small>
        </span>
        <span className="ramp" aria-hidden="true">
          0 <i /> {percent(limit, limit < 0.1 ? 1 : 0)} %
        </span>
        <span
          className="row"
          title="Planes of coprime indices up to this, those that rotations of the crystal relate once"
        >
          <span className="label">indices up to</span>
          <SegmentedControl
            label="Highest index"
            value={String(props.maxIndex) as '1'}
            options={INDICES}
            onChange={(n) => props.onIndex(Number(n))}
          />
        </span>
      </div>
      <div
        ref={box}
        className={whole ? 'map' : 'map large'}
        style={{ ['--columns' as string]: columns }}
        onScroll={look}
      >
        <table
          onKeyDown={onKeyDown}
          aria-label="Explorer: film planes across, substrate planes down"
          aria-rowcount={rows + 1}
          aria-colcount={columns + 1}
        >
          <thead>
            <tr aria-rowindex={1}>
              <th className="corner" aria-colindex={1}>
                <span className="film-ink">{props.filmName} →</span>
                <span className="substrate-ink">{props.substrateName} ↓</span>
              </th>
              {c0 > 0 && <td style={{ minWidth: c0 * COLUMN_PX }} />}
              {filmPlanes.slice(c0, c1).map((p, i) => (
                <PlaneHead key={String(p.hkl)} plane={p} scope="col" at={c0 + i} />
              ))}
              {c1 < columns && <td style={{ minWidth: (columns - c1) * COLUMN_PX }} />}
            </tr>
          </thead>
          <tbody>
            {r0 > 0 && (
              <tr style={{ height: r0 * ROW_PX }}>
                <td />
              </tr>
            )}
            {substratePlanes.slice(r0, r1).map((s, i) => (
              <tr key={String(s.hkl)} aria-rowindex={r0 + i + 2}>
                <PlaneHead plane={s} scope="row" at={-1} />
                {c0 > 0 && <td />}
                {filmPlanes.slice(c0, c1).map((f, k) => (
                  <FieldCell
                    key={String(f.hkl)}
                    row={r0 + i}
                    column={c0 + k}
                    film={f.hkl}
                    substrate={s.hkl}
                    field={fields.get(fieldKey(f.hkl, s.hkl))}
                    limit={limit}
                    here={samePlane(f.hkl, filmHkl) && samePlane(s.hkl, substrateHkl)}
                    stop={stop[0] === r0 + i && stop[1] === c0 + k}
                    onPick={onPick}
                    onFocus={setAt}
                  />
                ))}
              </tr>
            ))}
            {r1 < rows && (
              <tr style={{ height: (rows - r1) * ROW_PX }}>
                <td />
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function PlaneHead({
  plane,
  scope,
  at,
}: {
  readonly plane: DistinctPlane;
  readonly scope: 'col' | 'row';
  /** Which column of fields it heads; −1 for a row's name. */
  readonly at: number;
}) {
  const title = plane.mirrorOf
    ? `Its surface is the mirror image of that of (${indexText(plane.mirrorOf)})`
    : undefined;
  return (
    <th
      scope={scope}
      aria-colindex={at + 2}
      className={scope === 'col' ? 'film-ink' : 'substrate-ink'}
      title={title}
    >
      ({indexText(plane.hkl)}){plane.mirrorOf && '*'}
    </th>
  );
}

interface FieldCellProps {
  readonly row: number;
  readonly column: number;
  readonly film: IntVec3;
  readonly substrate: IntVec3;
  /** Undefined while it is not searched yet. */
  readonly field: Field | undefined;
  readonly limit: number;
  readonly here: boolean;
  readonly stop: boolean;
  readonly onPick: (film: IntVec3, substrate: IntVec3) => void;
  readonly onFocus: (place: readonly [row: number, column: number]) => void;
}

const FieldCell = memo(function FieldCell(props: FieldCellProps) {
  const { row, column, film, substrate, field, limit, here, stop, onPick, onFocus } = props;
  const best = field?.best ?? null;
  const planes = `film (${indexText(film)}) on substrate (${indexText(substrate)})`;
  const point = () => best && pointAt(best);
  return (
    <td aria-colindex={column + 2}>
      <button
        type="button"
        data-field={`${row} ${column}`}
        className={best ? 'field-cell' : 'field-cell none'}
        aria-current={here || undefined}
        tabIndex={stop ? 0 : -1}
        title={`${planes}${best ? `: ${field!.count} matches` : ''}. Click: list the matches of these planes; the stack stays`}
        // The full colour is a perfect fit, the bare panel the limit.
        style={{ ['--fit' as string]: best ? 1 - Math.min(1, best.maxStrain / limit) : 0 }}
        onPointerEnter={point}
        onFocus={() => {
          point();
          onFocus([row, column]);
        }}
        onClick={() => onPick(film, substrate)}
      >
        <span className="sr">{planes}: </span>
        {best ? (
          <>
            {percent(best.maxStrain, 2)}
            <span className="sr"> % strain at </span>
            <small>
              {fixed(best.substrateAreaAng2, 0)}
              <span className="sr"> Å²</span>
            </small>
          </>
        ) : (
          <>
            <span aria-hidden="true">{field === undefined ? '·' : '–'}</span>
            <span className="sr">
              {field === undefined ? 'not searched yet' : 'nothing within the limits'}
            </span>
          </>
        )}
      </button>
    </td>
  );
});
