import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Pixels } from '#core/micrograph/pixels.ts';
import type { Region } from '#core/microscope/spectrum/spectrum.ts';

interface MicrographImageProps {
  readonly pixels: Pixels;
  readonly name: string;
  /** One for each crystal; null: the whole image. */
  readonly regions: readonly (Region | null)[];
  /** Class of the ink of each crystal. */
  readonly inks: readonly string[];
  /** What a drag draws. */
  readonly drag: 'region' | 'scale';
  readonly onRegion: (region: Region) => void;
  /** Length of a line that was drawn, pixels of the image. */
  readonly onLine: (lengthPx: number) => void;
}

/** Grey values between these parts of all are spread from black to white. */
const TAILS = [0.005, 0.995] as const;
/** Values that are looked at for them. */
const SAMPLES = 20_000;
/** A drag shorter than this is a slip, px. */
const SLIP = 4;

/** The image, shrunk to the panel. A drag draws the region of a crystal, or a line along the scale bar. */
export function MicrographImage(props: MicrographImageProps) {
  const { pixels, name, regions, inks, drag, onRegion, onLine } = props;
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(400);
  const [drawn, setDrawn] = useState<readonly [number, number, number, number] | null>(null);
  useEffect(() => {
    const watch = new ResizeObserver(() => setWidth(Math.max(160, host.current!.clientWidth)));
    watch.observe(host.current!);
    return () => watch.disconnect();
  }, []);
  const scale = Math.min(width / pixels.width, 420 / pixels.height);
  const [w, h] = [
    Math.max(1, Math.round(pixels.width * scale)),
    Math.max(1, Math.round(pixels.height * scale)),
  ];
  useEffect(() => draw(canvas.current!, pixels, w, h), [pixels, w, h]);
  const at = (e: PointerEvent<HTMLDivElement>): readonly [number, number] => {
    const box = e.currentTarget.getBoundingClientRect();
    const clamp = (v: number, most: number) => Math.min(most, Math.max(0, v));
    return [clamp(e.clientX - box.left, w), clamp(e.clientY - box.top, h)];
  };
  const finish = () => {
    if (drawn === null) return;
    setDrawn(null);
    const [x1, y1, x2, y2] = drawn;
    if (Math.hypot(x2 - x1, y2 - y1) < SLIP) return;
    if (drag === 'scale') return onLine(Math.hypot(x2 - x1, y2 - y1) / scale);
    onRegion({
      x: Math.round(Math.min(x1, x2) / scale),
      y: Math.round(Math.min(y1, y2) / scale),
      width: Math.round(Math.abs(x2 - x1) / scale),
      height: Math.round(Math.abs(y2 - y1) / scale),
    });
  };
  return (
    <div ref={host} className="micrograph-host">
      <div
        className="micrograph-image"
        style={{ width: w, height: h }}
        onPointerDown={(e) => {
          e.currentTarget.setPointerCapture(e.pointerId);
          const [x, y] = at(e);
          setDrawn([x, y, x, y]);
        }}
        onPointerMove={(e) => {
          if (drawn !== null) setDrawn([drawn[0], drawn[1], ...at(e)]);
        }}
        onPointerUp={finish}
        onPointerCancel={() => setDrawn(null)}
      >
        <canvas
          ref={canvas}
          role="img"
          aria-label={`Micrograph ${name}, ${pixels.width} × ${pixels.height} pixels`}
        />
        <svg width={w} height={h} aria-hidden="true">
          {regions.map(
            (region, k) =>
              region && (
                <rect
                  key={inks[k]}
                  className={inks[k]}
                  x={region.x * scale}
                  y={region.y * scale}
                  width={region.width * scale}
                  height={region.height * scale}
                />
              ),
          )}
          {drawn && drag === 'scale' && (
            <path
              className="micrograph-drawn"
              d={`M${drawn[0]} ${drawn[1]}L${drawn[2]} ${drawn[3]}`}
            />
          )}
          {drawn && drag === 'region' && (
            <rect
              className="micrograph-drawn"
              x={Math.min(drawn[0], drawn[2])}
              y={Math.min(drawn[1], drawn[3])}
              width={Math.abs(drawn[2] - drawn[0])}
              height={Math.abs(drawn[3] - drawn[1])}
            />
          )}
        </svg>
      </div>
    </div>
  );
}

function draw(canvas: HTMLCanvasElement, pixels: Pixels, w: number, h: number): void {
  canvas.width = w;
  canvas.height = h;
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(w, h);
  const { values, width, height } = pixels;
  const step = Math.max(1, Math.floor(values.length / SAMPLES));
  const sorted = Float32Array.from(
    { length: Math.ceil(values.length / step) },
    (_, k) => values[k * step]!,
  ).sort();
  const [low, high] = TAILS.map((part) => sorted[Math.floor(part * (sorted.length - 1))]!) as [
    number,
    number,
  ];
  const range = high > low ? high - low : 1;
  for (let j = 0; j < h; j++)
    for (let i = 0; i < w; i++) {
      const from = Math.floor((j * height) / h) * width + Math.floor((i * width) / w);
      const grey = (255 * (values[from]! - low)) / range;
      image.data.set([grey, grey, grey, 255], 4 * (j * w + i));
    }
  context.putImageData(image, 0, 0);
}
