import { useMemo, useRef, useState } from 'react';
import { fixed } from '#core/math/decimals.ts';
import type { Micrograph } from '#core/microscope/imaging/micrograph.ts';
import { greyOf, withScaleBar } from '#core/microscope/picture/greyPicture.ts';
import { fringesAt } from '#core/microscope/spectrum/fringes.ts';
import { LEAST_REGION, type Region } from '#core/microscope/spectrum/spectrum.ts';
import { GreyCanvas } from './GreyCanvas.tsx';

type Place = readonly [number, number];

/** The image: a rectangle that is dragged is transformed, a click tells the fringes at its place. */
export function ImagePane(props: {
  readonly image: Micrograph;
  readonly label: string;
  readonly region: Region | null;
  readonly onRegion: (region: Region) => void;
}) {
  const { image, label, region, onRegion } = props;
  const host = useRef<HTMLDivElement>(null);
  /** Where a drag began, and where it is. */
  const [drag, setDrag] = useState<{ readonly from: Place; readonly to: Place } | null>(null);
  const [told, setTold] = useState(
    'Click for the lattice fringes at a place; drag to transform a part.',
  );
  const picture = useMemo(() => withScaleBar(greyOf(image), image.pixelAng), [image]);
  const at = (e: React.PointerEvent): Place => {
    const box = host.current!.getBoundingClientRect();
    return [
      ((e.clientX - box.left) / box.width) * image.width,
      ((e.clientY - box.top) / box.height) * image.height,
    ];
  };
  const finish = (e: React.PointerEvent) => {
    if (drag === null) return;
    const [x, y] = at(e);
    const next = between(drag.from, [x, y]);
    setDrag(null);
    if (next.width >= LEAST_REGION && next.height >= LEAST_REGION) return onRegion(next);
    const spots = fringesAt(image, x, y).spots.slice(0, 3);
    setTold(
      spots.length === 0
        ? 'No lattice fringes there.'
        : `Fringes there: ${spots.map((s) => `d ${fixed(s.dAng, 3)} Å at ${fixed(s.angleDeg, 1)}°`).join('; ')}`,
    );
  };
  const frame = drag ? between(drag.from, drag.to) : region;
  const part = (n: number, all: number) => `${(100 * n) / all}%`;
  return (
    <>
      <div
        ref={host}
        className="microscope-canvas"
        style={{ aspectRatio: `${image.width} / ${image.height}` }}
        onPointerDown={(e) => setDrag({ from: at(e), to: at(e) })}
        onPointerMove={(e) => drag && setDrag({ from: drag.from, to: at(e) })}
        onPointerUp={finish}
        onPointerLeave={() => setDrag(null)}
      >
        <GreyCanvas picture={picture} label={label} />
        {frame && (
          <div
            className="microscope-region"
            style={{
              left: part(frame.x, image.width),
              top: part(frame.y, image.height),
              width: part(frame.width, image.width),
              height: part(frame.height, image.height),
            }}
          />
        )}
      </div>
      <p className="under" role="status">
        {told}
      </p>
    </>
  );
}

const between = ([x1, y1]: Place, [x2, y2]: Place): Region => ({
  x: Math.min(x1, x2),
  y: Math.min(y1, y2),
  width: Math.abs(x2 - x1),
  height: Math.abs(y2 - y1),
});
