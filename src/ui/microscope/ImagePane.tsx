import { useMemo, useRef, useState } from 'react';
import { fixed } from '#core/math/decimals.ts';
import type { Micrograph } from '#core/microscope/imaging/micrograph.ts';
import { greyOf, withScaleBar } from '#core/microscope/picture/greyPicture.ts';
import { fringesAt } from '#core/microscope/spectrum/fringes.ts';
import { LEAST_REGION, type Region } from '#core/microscope/spectrum/spectrum.ts';
import { GreyCanvas } from './GreyCanvas.tsx';

/** The image: a rectangle that is dragged is transformed, a click tells the fringes at its place. */
export function ImagePane(props: {
  readonly image: Micrograph;
  readonly label: string;
  readonly region: Region | null;
  readonly onRegion: (region: Region) => void;
}) {
  const { image, label, region, onRegion } = props;
  const host = useRef<HTMLDivElement>(null);
  const [from, setFrom] = useState<readonly [number, number] | null>(null);
  const [told, setTold] = useState(
    'Click for the lattice fringes at a place; drag to transform a part.',
  );
  const picture = useMemo(() => withScaleBar(greyOf(image), image.pixelAng), [image]);
  const at = (e: React.PointerEvent): readonly [number, number] => {
    const box = host.current!.getBoundingClientRect();
    return [
      ((e.clientX - box.left) / box.width) * image.width,
      ((e.clientY - box.top) / box.height) * image.height,
    ];
  };
  const finish = (e: React.PointerEvent) => {
    if (from === null) return;
    const [x, y] = at(e);
    setFrom(null);
    const next = {
      x: Math.min(x, from[0]),
      y: Math.min(y, from[1]),
      width: Math.abs(x - from[0]),
      height: Math.abs(y - from[1]),
    };
    if (next.width >= LEAST_REGION && next.height >= LEAST_REGION) return onRegion(next);
    const spots = fringesAt(image, x, y).spots.slice(0, 3);
    setTold(
      spots.length === 0
        ? 'No lattice fringes there.'
        : `Fringes there: ${spots.map((s) => `d ${fixed(s.dAng, 3)} Å at ${fixed(s.angleDeg, 1)}°`).join('; ')}`,
    );
  };
  const part = (n: number, all: number) => `${(100 * n) / all}%`;
  return (
    <>
      <div
        ref={host}
        className="microscope-canvas"
        style={{ aspectRatio: `${image.width} / ${image.height}` }}
        onPointerDown={(e) => setFrom(at(e))}
        onPointerUp={finish}
        onPointerLeave={() => setFrom(null)}
      >
        <GreyCanvas picture={picture} label={label} />
        {region && (
          <div
            className="microscope-region"
            style={{
              left: part(region.x, image.width),
              top: part(region.y, image.height),
              width: part(region.width, image.width),
              height: part(region.height, image.height),
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
