import { useEffect, useMemo, useRef, useState } from 'react';
import type { Match } from '#core/match/match.ts';
import { fixed, percent } from '#ui/kit/format.ts';
import { extent, linearScale, logScale, type Scale } from '#ui/kit/plotScale.ts';
import { useDark } from '#ui/kit/theme.ts';
import { frontOf, type MatchRow } from './matchRows.ts';
import { pointAt, usePointed } from './pointedMatch.ts';

export type Across = 'area' | 'atoms';

interface ScatterProps {
  readonly rows: readonly MatchRow[];
  readonly across: Across;
  readonly onChoose: (match: Match) => void;
}

export const PAD = { left: 54, right: 16, top: 14, bottom: 36 };
/** Strains below this are exact fits, drawn on the foot of a logarithmic axis. */
const EXACT = 1e-6;
/** A pointer this near to a point points at it, px. */
const REACH_PX = 18;

export const SIZE: Readonly<Record<Across, (row: MatchRow) => number>> = {
  area: (row) => row.match.substrateAreaAng2,
  atoms: (row) => row.match.atoms,
};

/** Strain against size: all points on a canvas, the Pareto front above them for eye and keyboard. */
export function MatchesScatter({ rows, across, onChoose }: ScatterProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, height] = useSize(host);
  const dark = useDark();
  const size = SIZE[across];
  const plot = useMemo(() => plotOf(rows, size, width, height), [rows, size, width, height]);
  const front = useMemo(() => frontOf(rows, size), [rows, size]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that are read from the page
  useEffect(() => {
    if (canvas.current) paint(canvas.current, plot, width, height);
  }, [plot, width, height, dark]);
  const nearest = (e: React.PointerEvent): MatchRow | null => {
    const box = host.current!.getBoundingClientRect();
    return nearestPoint(plot, e.clientX - box.left, e.clientY - box.top);
  };
  const unit = across === 'area' ? 'Å²' : 'atoms';
  const text = ({ match, strain }: MatchRow) =>
    `${fixed(across === 'area' ? match.substrateAreaAng2 : match.atoms, across === 'area' ? 1 : 0)} ${unit}, ${percent(strain, 2)} %${match.mirror ? ', mirror image' : ''}`;
  return (
    <div
      ref={host}
      className="scatter"
      onPointerMove={(e) => {
        const row = nearest(e);
        if (row) pointAt(row.match);
      }}
      onPointerUp={(e) => {
        const row = nearest(e);
        if (row && e.pointerType !== 'touch') onChoose(row.match);
        else if (row) pointAt(row.match);
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
          aria-label={`Largest strain against ${across === 'area' ? 'area' : 'atoms'}: ${rows.length} matches, ${front.length} on the Pareto front`}
        >
          <path
            className="front"
            d={front
              .map(
                (r, i) =>
                  `${i === 0 ? 'M' : 'L'}${plot.x.at(size(r)).toFixed(1)} ${plot.y.at(r.strain).toFixed(1)}`,
              )
              .join('')}
          />
          <FrontPoints
            front={front}
            plot={plot}
            size={size}
            text={text}
            onChoose={(r) => onChoose(r.match)}
          />
          <Crosshair
            rows={rows}
            plot={plot}
            size={size}
            text={text}
            width={width}
            height={height}
          />
        </svg>
      )}
    </div>
  );
}

interface Plot {
  readonly x: Scale;
  readonly y: Scale;
  readonly rows: readonly MatchRow[];
  readonly xs: Float32Array;
  readonly ys: Float32Array;
}

function plotOf(
  rows: readonly MatchRow[],
  size: (row: MatchRow) => number,
  width: number,
  height: number,
): Plot {
  const sizes = rows.map(size);
  const strains = rows.map((r) => r.strain);
  const [smallest, largest] = extent(sizes);
  const lasting = strains.filter((s) => s > EXACT);
  const [least, most] = extent(lasting);
  const [right, foot] = [width - PAD.right, height - PAD.bottom];
  const x =
    largest / smallest > 12
      ? logScale(sizes, 1e-3, PAD.left, right)
      : linearScale(sizes, PAD.left, right);
  const y =
    most / least > 30
      ? logScale(strains, Math.max(EXACT, least), foot, PAD.top)
      : linearScale(strains, foot, PAD.top);
  return {
    x,
    y,
    rows,
    xs: Float32Array.from(sizes, (v) => x.at(v)),
    ys: Float32Array.from(strains, (v) => y.at(v)),
  };
}

function nearestPoint(plot: Plot, px: number, py: number): MatchRow | null {
  let [best, at] = [REACH_PX ** 2, -1];
  for (let i = 0; i < plot.rows.length; i++) {
    const d = (plot.xs[i]! - px) ** 2 + (plot.ys[i]! - py) ** 2;
    // Of points on one another the first, which is the smallest cell.
    if (d < best - 1e-3) [best, at] = [d, i];
  }
  return at < 0 ? null : plot.rows[at]!;
}

function paint(canvas: HTMLCanvasElement, plot: Plot, width: number, height: number): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  pen.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  const ink = style.getPropertyValue('--muted');
  pen.fillStyle = ink;
  pen.strokeStyle = ink;
  pen.globalAlpha = plot.rows.length > 2000 ? 0.35 : 0.6;
  for (let i = 0; i < plot.rows.length; i++) {
    const { match } = plot.rows[i]!;
    pen.beginPath();
    // A repeat of a smaller cell is a smaller dot, a mirror image a ring.
    pen.arc(plot.xs[i]!, plot.ys[i]!, match.repeats > 1 ? 1.7 : 2.8, 0, 2 * Math.PI);
    if (match.mirror) pen.stroke();
    else pen.fill();
  }
}

export function Axes(props: {
  readonly x: Scale;
  readonly y: Scale;
  readonly width: number;
  readonly height: number;
  readonly unit: string;
}) {
  const { x, y, width, height, unit } = props;
  const [right, foot] = [width - PAD.right, height - PAD.bottom];
  return (
    <svg className="axes" width={width} height={height} role="img" aria-label="Axes">
      {y.ticks.map((v) => (
        <g key={v} transform={`translate(0 ${y.at(v).toFixed(1)})`}>
          <line x1={PAD.left} x2={right} />
          <text x={PAD.left - 6} y={4} textAnchor="end">
            {tickText(100 * v)}
          </text>
        </g>
      ))}
      {x.ticks.map((v) => (
        <g key={v} transform={`translate(${x.at(v).toFixed(1)} 0)`}>
          <line y1={PAD.top} y2={foot} />
          <text x={0} y={foot + 15} textAnchor="middle">
            {tickText(v)}
          </text>
        </g>
      ))}
      <text className="title" x={right} y={height - 5} textAnchor="end">
        {unit === 'Å²' ? 'area of the substrate’s cell, Å²' : 'atoms of both slabs'}
      </text>
      <text className="title" x={PAD.left} y={9}>
        largest strain, %
      </text>
    </svg>
  );
}

const tickText = (v: number): string => String(Number(v.toPrecision(3)));

function FrontPoints(props: {
  readonly front: readonly MatchRow[];
  readonly plot: Plot;
  readonly size: (row: MatchRow) => number;
  readonly text: (row: MatchRow) => string;
  readonly onChoose: (row: MatchRow) => void;
}) {
  const { front, plot, size, text, onChoose } = props;
  const [at, setAt] = useState(0);
  const points = useRef<(SVGCircleElement | null)[]>([]);
  const stop = Math.min(at, front.length - 1);
  const go = (to: number) => {
    const next = Math.min(front.length - 1, Math.max(0, to));
    setAt(next);
    points.current[next]?.focus();
  };
  return front.map((row, i) => (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button
    <circle
      key={`${row.match.filmMatrix} ${row.match.substrateMatrix} ${row.match.twistRad}`}
      ref={(c) => {
        points.current[i] = c;
      }}
      className="front"
      role="button"
      tabIndex={i === stop ? 0 : -1}
      aria-label={`Pareto front ${i + 1} of ${front.length}: ${text(row)}. Enter builds it`}
      cx={plot.x.at(size(row))}
      cy={plot.y.at(row.strain)}
      r={4.2}
      onFocus={() => pointAt(row.match)}
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
  readonly rows: readonly MatchRow[];
  readonly plot: Plot;
  readonly size: (row: MatchRow) => number;
  readonly text: (row: MatchRow) => string;
  readonly width: number;
  readonly height: number;
}) {
  const match = usePointed();
  const row = match && props.rows.find((r) => r.match === match);
  if (!row) return null;
  const [x, y] = [props.plot.x.at(props.size(row)), props.plot.y.at(row.strain)];
  const flip = x > props.width - 190;
  return (
    <g className="crosshair">
      <path d={`M${PAD.left} ${y}H${x}M${x} ${props.height - PAD.bottom}V${y}`} />
      <circle cx={x} cy={y} r={6.5} />
      <text
        x={x + (flip ? -11 : 11)}
        y={Math.max(PAD.top + 12, y - 9)}
        textAnchor={flip ? 'end' : 'start'}
      >
        {props.text(row)}
      </text>
    </g>
  );
}

/** Width and height of an element in CSS px, 0 before it is laid out. */
export function useSize(host: React.RefObject<HTMLElement | null>): readonly [number, number] {
  const [size, setSize] = useState<readonly [number, number]>([0, 0]);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize([Math.floor(width), Math.floor(height)]);
    });
    watch.observe(host.current!);
    return () => watch.disconnect();
  }, [host]);
  return size;
}
