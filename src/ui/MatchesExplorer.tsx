import { memo, useRef, useState } from 'react';
import { fieldKey } from '#app/matching.ts';
import type { DistinctPlane, Field } from '#core/match/explore.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { Segments } from './fields.tsx';
import { fixed } from './format.ts';
import { pointAt } from './matchPointed.ts';
import { indexText } from './matchRelation.ts';

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

/** Planes × planes: the least strain found for each pair, film across, substrate down. */
export function MatchesExplorer(props: ExplorerProps) {
  const { filmPlanes, substratePlanes, fields, limit, filmHkl, substrateHkl, onPick } = props;
  const grid = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<readonly [row: number, column: number]>([0, 0]);
  const stop = [
    Math.min(at[0], substratePlanes.length - 1),
    Math.min(at[1], filmPlanes.length - 1),
  ] as const;
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
    const row = Math.min(substratePlanes.length - 1, Math.max(0, stop[0] + step[0]));
    const column = Math.min(filmPlanes.length - 1, Math.max(0, stop[1] + step[1]));
    grid.current!.querySelector<HTMLElement>(`[data-field="${row} ${column}"]`)?.focus();
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
          0 <i /> {fixed(100 * limit, limit < 0.1 ? 1 : 0)} %
        </span>
        <span
          className="row"
          title="Planes of coprime indices up to this, those that rotations of the crystal relate once"
        >
          <span className="label">indices up to</span>
          <Segments
            label="Highest index"
            value={String(props.maxIndex) as '1'}
            options={INDICES}
            onChange={(n) => props.onIndex(Number(n))}
          />
        </span>
      </div>
      <div className="map" style={{ ['--columns' as string]: filmPlanes.length }}>
        <table
          ref={grid}
          onKeyDown={onKeyDown}
          aria-label="Explorer: film planes across, substrate planes down"
        >
          <thead>
            <tr>
              <th className="corner">
                <span className="film-ink">{props.filmName} →</span>
                <span className="substrate-ink">{props.substrateName} ↓</span>
              </th>
              {filmPlanes.map((p) => (
                <PlaneHead key={String(p.hkl)} plane={p} scope="col" />
              ))}
            </tr>
          </thead>
          <tbody>
            {substratePlanes.map((s, row) => (
              <tr key={String(s.hkl)}>
                <PlaneHead plane={s} scope="row" />
                {filmPlanes.map((f, column) => (
                  <FieldCell
                    key={String(f.hkl)}
                    row={row}
                    column={column}
                    film={f.hkl}
                    substrate={s.hkl}
                    field={fields.get(fieldKey(f.hkl, s.hkl))}
                    limit={limit}
                    here={same(f.hkl, filmHkl) && same(s.hkl, substrateHkl)}
                    stop={stop[0] === row && stop[1] === column}
                    onPick={onPick}
                    onFocus={setAt}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const same = (p: readonly number[], q: readonly number[]): boolean => String(p) === String(q);

function PlaneHead({
  plane,
  scope,
}: {
  readonly plane: DistinctPlane;
  readonly scope: 'col' | 'row';
}) {
  const title = plane.mirrorOf
    ? `Its surface is the mirror image of that of (${indexText(plane.mirrorOf)})`
    : undefined;
  return (
    <th scope={scope} className={scope === 'col' ? 'film-ink' : 'substrate-ink'} title={title}>
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
    <td>
      <button
        type="button"
        data-field={`${row} ${column}`}
        className={best ? 'field-cell' : 'field-cell none'}
        aria-current={here || undefined}
        tabIndex={stop ? 0 : -1}
        title={`${planes}${best ? `: ${field!.count} matches` : ''}. Click: cut both slabs along these planes and list the matches`}
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
            {fixed(100 * best.maxStrain, 2)}
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
