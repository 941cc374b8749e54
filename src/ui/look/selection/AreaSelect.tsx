import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { addToSelection, type SelectArea, selectAtoms, selectInArea } from '#app/look/selection.ts';
import type { SceneHandle } from '#render/types.ts';
import { addLayer } from '#ui/kit/overlay/layers.ts';
import { held } from './HeldArea.tsx';
import { type Corner, insideArea } from './insideArea.ts';
import './areaSelect.css';

export interface AreaSelectProps {
  readonly area: SelectArea;
  readonly picture: SceneHandle;
  /** Of the atoms. */
  readonly count: number;
  /** Atoms that are not drawn are not selected. */
  readonly isHidden: (atom: number) => boolean;
}

const WORDS: Readonly<Record<SelectArea, string>> = {
  box: 'Drag a box around atoms. Shift adds; Escape ends.',
  lasso: 'Drag a line around atoms. Shift adds; Escape ends.',
};

/** A lasso has a corner where the pointer has gone so far since the last one, px. */
const STEP_PX = 3;

/** Lies over the picture while an area is drawn: what it holds, also behind other atoms, is selected. */
export function AreaSelect({ area, picture, count, isHidden }: AreaSelectProps) {
  /** Where the pointer has been: of a box the first and the last place. */
  const [path, setPath] = useState<readonly Corner[]>([]);
  useEffect(() => addLayer({ onEscape: () => selectInArea(null), yieldsToFields: true }), []);
  const at = (e: PointerEvent): Corner => {
    const { left, top } = e.currentTarget.getBoundingClientRect();
    return [e.clientX - left, e.clientY - top];
  };
  const withPlace = (before: readonly Corner[], place: Corner): readonly Corner[] => {
    if (before.length === 0) return before;
    if (area === 'box') return [before[0]!, place];
    const [x, y] = before.at(-1)!;
    return Math.hypot(place[0] - x, place[1] - y) < STEP_PX ? before : [...before, place];
  };
  const end = (e: PointerEvent) => {
    if (path.length === 0) return;
    finish(withPlace(path, at(e)), e.shiftKey);
  };
  const finish = (drawn: readonly Corner[], isAdded: boolean) => {
    const outline = area === 'box' ? corners(drawn[0]!, drawn.at(-1)!) : drawn;
    const atoms = insideArea(outline, count, (i) => (isHidden(i) ? null : picture.projectAtom(i)));
    (isAdded ? addToSelection : selectAtoms)(atoms);
    selectInArea(null);
  };
  const cover = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was drawn before this was there counts once
  useEffect(() => {
    const { left, top } = cover.current!.getBoundingClientRect();
    const places = held.path.map(([x, y]): Corner => [x - left, y - top]);
    held.path = [];
    const [first] = places;
    if (first === undefined) return;
    const drawn = area === 'box' ? [first, places.at(-1)!] : places;
    if (held.isDone) finish(drawn, held.isAdded);
    else setPath(drawn);
  }, []);
  const outline = area === 'box' && path.length > 1 ? corners(path[0]!, path[1]!) : path;
  return (
    <div
      ref={cover}
      className="area-select"
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId);
        setPath([at(e)]);
      }}
      onPointerMove={(e) => {
        const to = at(e);
        setPath((now) => withPlace(now, to));
      }}
      onPointerUp={end}
      onPointerCancel={() => setPath([])}
    >
      <span>{WORDS[area]}</span>
      {outline.length > 1 && (
        <svg aria-hidden="true">
          <polygon points={outline.map((p) => p.join(',')).join(' ')} />
        </svg>
      )}
    </div>
  );
}

const corners = ([x0, y0]: Corner, [x1, y1]: Corner): readonly Corner[] => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];
