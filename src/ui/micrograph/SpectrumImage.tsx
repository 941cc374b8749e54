import { useEffect, useRef } from 'react';
import type { SeenSpectrum, SeenSpot } from '#core/micrograph/seenSpectrum.ts';
import { indexText } from '#core/surface/miller.ts';

interface SpectrumImageProps {
  readonly spectrum: SeenSpectrum;
  readonly label: string;
  /** Class of the ink of the crystal. */
  readonly ink: string;
}

const EDGE = 300;
/** Labels stand this far apart, px: those of the strongest spots first. */
const APART = 34;

/** The transform of a region, its spots ringed: those of the crystal in its hue, with their indices. */
export function SpectrumImage({ spectrum, label, ink }: SpectrumImageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { size, levels, stepPerAng, spots } = spectrum;
  useEffect(() => {
    const element = canvas.current!;
    element.width = size;
    element.height = size;
    const context = element.getContext('2d')!;
    const image = context.createImageData(size, size);
    for (const [k, level] of levels.entries()) image.data.set([level, level, level, 255], 4 * k);
    context.putImageData(image, 0, 0);
  }, [size, levels]);
  const px = EDGE / size / stepPerAng;
  const labelled: SeenSpot[] = [];
  for (const spot of spots) {
    const isFree = labelled.every((k) => px * Math.hypot(k.x - spot.x, k.y - spot.y) >= APART);
    if (spot.hkl !== null && isFree) labelled.push(spot);
  }
  return (
    <div className="micrograph-spectrum" style={{ width: EDGE, height: EDGE }}>
      <canvas ref={canvas} role="img" aria-label={label} />
      <svg width={EDGE} height={EDGE} aria-hidden="true">
        {spots.map((spot) => {
          const { x, y, hkl } = spot;
          const [cx, cy] = [EDGE / 2 + px * x, EDGE / 2 - px * y];
          return (
            <g key={`${x} ${y}`} className={hkl === null ? 'micrograph-unknown' : ink}>
              <circle cx={cx} cy={cy} r={5} />
              {hkl !== null && labelled.includes(spot) && (
                <text x={cx} y={cy - 8} textAnchor="middle">
                  {indexText(hkl)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
