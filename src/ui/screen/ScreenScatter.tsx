import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { pointAtRow, type ScreenPoints, screeningStore } from '#app/screen/screening.ts';
import { fixed, percent } from '#ui/kit/format.ts';
import { linearScale, logScale, type Scale } from '#ui/kit/plotScale.ts';
import { useDark } from '#ui/kit/theme.ts';
import { type Across, Axes, PAD, useSize } from '#ui/matches/results/MatchesScatter.tsx';

interface ScatterProps {
  readonly points: ScreenPoints;
  readonly across: Across;
  readonly onChoose: (row: number) => void;
}

/** Strains below this are exact fits, drawn on the foot of a logarithmic axis. */
const EXACT = 1e-6;
/** A pointer this near to a point points at it, px. */
const REACH_PX = 18;
/** Points drawn at once: more would hold the page. */
const SLICE = 6000;

/** Strain against size of every candidate shown: the points on a canvas, the Pareto front above them. */
export function ScreenScatter({ points, across, onChoose }: ScatterProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, height] = useSize(host);
  const dark = useDark();
  const plot = useMemo(() => plotOf(points, width, height), [points, width, height]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that are read from the page
  useEffect(
    () => (canvas.current ? paint(canvas.current, plot, width, height) : undefined),
    [plot, width, height, dark],
  );
  const nearest = (e: React.PointerEvent): number | null => {
    const box = host.current!.getBoundingClientRect();
    return nearestPoint(plot, e.clientX - box.left, e.clientY - box.top);
  };
  const unit = across === 'area' ? 'Å²' : 'atoms';
  const text = (row: number) =>
    `${fixed(points.sizes[row]!, across === 'area' ? 1 : 0)} ${unit}, ${percent(points.strains[row]!, 2)} %`;
  const { front } = points;
  return (
    <div
      ref={host}
      className="scatter"
      onPointerMove={(e) => {
        const row = nearest(e);
        if (row !== null) void pointAtRow(row);
      }}
      onPointerUp={(e) => {
        const row = nearest(e);
        if (row === null) return;
        // A finger points first: the button beside the plot builds.
        void pointAtRow(row);
        if (e.pointerType !== 'touch') onChoose(row);
      }}
    >
      {width > 0 && <Axes x={plot.x} y={plot.y} width={width} height={height} unit={unit} />}
      <canvas ref={canvas} />
      {width > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a plot is no fieldset
        <svg
          width={width}
          height={height}
          role="group"
          aria-label={`Largest strain against ${across}: ${points.sizes.length} candidates, ${front.length} on the Pareto front`}
        >
          <path
            className="front"
            d={Array.from(
              front,
              (row, i) =>
                `${i === 0 ? 'M' : 'L'}${plot.xs[row]!.toFixed(1)} ${plot.ys[row]!.toFixed(1)}`,
            ).join('')}
          />
          <FrontPoints front={[...front]} plot={plot} text={text} onChoose={onChoose} />
          <Crosshair plot={plot} text={text} width={width} height={height} />
        </svg>
      )}
    </div>
  );
}

interface Plot {
  readonly x: Scale;
  readonly y: Scale;
  readonly xs: Float32Array;
  readonly ys: Float32Array;
}

function plotOf({ sizes, strains }: ScreenPoints, width: number, height: number): Plot {
  // The scales need the ends only.
  const [smallest, largest] = ends(sizes, 0);
  const [least, most] = ends(strains, EXACT);
  const [right, foot] = [width - PAD.right, height - PAD.bottom];
  const x =
    largest / smallest > 12
      ? logScale([smallest, largest], 1e-3, PAD.left, right)
      : linearScale([0, largest], PAD.left, right);
  const y =
    most / least > 30
      ? logScale([least, most], Math.max(EXACT, least), foot, PAD.top)
      : linearScale([0, most], foot, PAD.top);
  return { x, y, xs: sizes.map((v) => x.at(v)), ys: strains.map((v) => y.at(v)) };
}

/** Least and greatest of what is over a floor, nothing copied; [1, 1] of nothing. */
function ends(values: Float32Array, floor: number): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const v of values) {
    if (!(v > floor)) continue;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return low <= high ? [low, high] : [1, 1];
}

function nearestPoint({ xs, ys }: Plot, px: number, py: number): number | null {
  let [best, at] = [REACH_PX ** 2, -1];
  for (let i = 0; i < xs.length; i++) {
    const d = (xs[i]! - px) ** 2 + (ys[i]! - py) ** 2;
    if (d < best - 1e-3) [best, at] = [d, i];
  }
  return at < 0 ? null : at;
}

/** Draws slice by slice, a frame each. @returns what stops it */
function paint(canvas: HTMLCanvasElement, plot: Plot, width: number, height: number): () => void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext('2d');
  if (pen === null) return () => undefined;
  const { xs, ys } = plot;
  pen.scale(ratio, ratio);
  pen.fillStyle = getComputedStyle(canvas).getPropertyValue('--muted');
  pen.globalAlpha = xs.length > 20_000 ? 0.15 : xs.length > 2000 ? 0.35 : 0.6;
  // Squares are an order of magnitude faster than discs, and of many points nobody sees the shape.
  const size = xs.length > 20_000 ? 2 : 4;
  let at = 0;
  let frame = 0;
  const slice = (): void => {
    const end = Math.min(xs.length, at + SLICE);
    for (; at < end; at++) pen.fillRect(xs[at]! - size / 2, ys[at]! - size / 2, size, size);
    if (at < xs.length) frame = requestAnimationFrame(slice);
  };
  slice();
  return () => cancelAnimationFrame(frame);
}

interface FrontProps {
  readonly front: readonly number[];
  readonly plot: Plot;
  readonly text: (row: number) => string;
  readonly onChoose: (row: number) => void;
}

function FrontPoints({ front, plot, text, onChoose }: FrontProps) {
  const [at, setAt] = useState(0);
  const circles = useRef<(SVGCircleElement | null)[]>([]);
  const stop = Math.min(at, front.length - 1);
  const go = (to: number) => {
    const next = Math.min(front.length - 1, Math.max(0, to));
    setAt(next);
    circles.current[next]?.focus();
  };
  return front.map((row, i) => (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button
    <circle
      key={row}
      ref={(c) => {
        circles.current[i] = c;
      }}
      className="front"
      role="button"
      tabIndex={i === stop ? 0 : -1}
      aria-label={`Pareto front ${i + 1} of ${front.length}: ${text(row)}. Enter builds it`}
      cx={plot.xs[row]!}
      cy={plot.ys[row]!}
      r={4.2}
      onFocus={() => void pointAtRow(row)}
      onKeyDown={(e) => {
        if (e.key === 'Enter' || e.key === ' ') onChoose(row);
        else if (e.key === 'ArrowRight' || e.key === 'ArrowDown') go(i + 1);
        else if (e.key === 'ArrowLeft' || e.key === 'ArrowUp') go(i - 1);
        else return;
        e.preventDefault();
      }}
    />
  ));
}

/** Only this follows the pointer. */
function Crosshair(props: {
  readonly plot: Plot;
  readonly text: (row: number) => string;
  readonly width: number;
  readonly height: number;
}) {
  const at = useStore(screeningStore, (s) => s.pointed?.at ?? null);
  const { plot, text, width, height } = props;
  if (at === null || at >= plot.xs.length) return null;
  const [x, y] = [plot.xs[at]!, plot.ys[at]!];
  const flip = x > width - 190;
  return (
    <g className="crosshair">
      <path d={`M${PAD.left} ${y}H${x}M${x} ${height - PAD.bottom}V${y}`} />
      <circle cx={x} cy={y} r={6.5} />
      <text
        x={x + (flip ? -11 : 11)}
        y={Math.max(PAD.top + 12, y - 9)}
        textAnchor={flip ? 'end' : 'start'}
      >
        {text(at)}
      </text>
    </g>
  );
}
