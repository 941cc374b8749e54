import { type PointerEvent, useEffect, useState } from 'react';
import { addToSelection, selectAtoms, selectInBox } from '#app/look/selection.ts';
import type { SceneHandle } from '#render/types.ts';
import { addLayer } from '#ui/kit/overlay/layers.ts';
import { type Corner, insideBox } from './insideBox.ts';
import './boxSelect.css';

export interface BoxSelectProps {
  readonly picture: SceneHandle;
  /** Of the atoms. */
  readonly count: number;
  /** Atoms that are not drawn are not selected. */
  readonly isHidden: (atom: number) => boolean;
}

/** Lies over the picture while a box is drawn: what it holds, also behind other atoms, is selected. */
export function BoxSelect({ picture, count, isHidden }: BoxSelectProps) {
  const [box, setBox] = useState<readonly [Corner, Corner] | null>(null);
  useEffect(() => addLayer({ onEscape: () => selectInBox(false), yieldsToFields: true }), []);
  const at = (e: PointerEvent): Corner => {
    const { left, top } = e.currentTarget.getBoundingClientRect();
    return [e.clientX - left, e.clientY - top];
  };
  const end = (e: PointerEvent) => {
    if (box === null) return;
    const atoms = insideBox([box[0], at(e)], count, (i) =>
      isHidden(i) ? null : picture.projectAtom(i),
    );
    (e.shiftKey ? addToSelection : selectAtoms)(atoms);
    selectInBox(false);
  };
  const [[x0, y0], [x1, y1]] = box ?? [
    [0, 0],
    [0, 0],
  ];
  return (
    <div
      className="box-select"
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId);
        setBox([at(e), at(e)]);
      }}
      onPointerMove={(e) => {
        const to = at(e);
        setBox((now) => now && [now[0], to]);
      }}
      onPointerUp={end}
      onPointerCancel={() => setBox(null)}
    >
      <span>Drag a box around atoms. Shift adds; Escape ends.</span>
      {box !== null && (
        <i
          style={{
            left: Math.min(x0, x1),
            top: Math.min(y0, y1),
            width: Math.abs(x1 - x0),
            height: Math.abs(y1 - y0),
          }}
        />
      )}
    </div>
  );
}
