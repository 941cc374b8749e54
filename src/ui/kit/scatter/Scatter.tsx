import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useDark } from '#ui/kit/theme.ts';
import { ScatterAxes } from './ScatterAxes.tsx';
import {
  nearestPoint,
  PAD,
  type PointMark,
  paintPoints,
  type ScatterPlot,
  scatterPlot,
} from './scatterPlot.ts';
import './scatter.css';

interface ScatterProps {
  /** What a screen reader calls it. */
  readonly name: string;
  readonly points: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> };
  readonly titles: { readonly x: string; readonly y: string };
  /** Points that none beats in both, in order: joined by a line, and stops for the keyboard. */
  readonly front: readonly number[];
  /** A point in numbers. */
  readonly text: (at: number) => string;
  readonly mark?: (at: number) => PointMark;
  /** The point that is pointed at: only the crosshair is drawn again when it changes. */
  readonly pointed: {
    readonly now: () => number | null;
    /** @returns the way to end it */
    readonly subscribe: (changed: () => void) => () => void;
  };
  readonly onPoint: (at: number) => void;
  readonly onChoose: (at: number) => void;
}

/** Many points, two numbers each: all on a canvas, the Pareto front above them for eye and keyboard. */
export function Scatter(props: ScatterProps) {
  const { name, points, titles, front, text, mark, pointed, onPoint, onChoose } = props;
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, height] = useSize(host);
  const dark = useDark();
  const plot = useMemo(() => scatterPlot(points, width, height), [points, width, height]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that are read from the page
  useEffect(
    () => (canvas.current ? paintPoints(canvas.current, plot, width, height, mark) : undefined),
    [plot, width, height, mark, dark],
  );
  const nearest = (e: React.PointerEvent): number | null => {
    const box = host.current!.getBoundingClientRect();
    return nearestPoint(plot, e.clientX - box.left, e.clientY - box.top);
  };
  return (
    <div
      ref={host}
      className="scatter"
      onPointerMove={(e) => {
        const at = nearest(e);
        if (at !== null) onPoint(at);
      }}
      onPointerUp={(e) => {
        const at = nearest(e);
        if (at === null) return;
        // A finger points first: the button beside the plot builds.
        onPoint(at);
        if (e.pointerType !== 'touch') onChoose(at);
      }}
    >
      {width > 0 && <ScatterAxes plot={plot} width={width} height={height} titles={titles} />}
      <canvas ref={canvas} />
      {width > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a plot is no fieldset
        <svg width={width} height={height} role="group" aria-label={name}>
          <path
            className="front"
            d={front
              .map(
                (at, i) =>
                  `${i === 0 ? 'M' : 'L'}${plot.xs[at]!.toFixed(1)} ${plot.ys[at]!.toFixed(1)}`,
              )
              .join('')}
          />
          <FrontPoints
            front={front}
            plot={plot}
            text={text}
            onPoint={onPoint}
            onChoose={onChoose}
          />
          <Crosshair plot={plot} text={text} width={width} height={height} pointed={pointed} />
        </svg>
      )}
    </div>
  );
}

interface FrontProps extends Pick<ScatterProps, 'front' | 'text' | 'onPoint' | 'onChoose'> {
  readonly plot: ScatterPlot;
}

function FrontPoints({ front, plot, text, onPoint, onChoose }: FrontProps) {
  const [stopped, setStopped] = useState(0);
  const circles = useRef<(SVGCircleElement | null)[]>([]);
  const stop = Math.min(stopped, front.length - 1);
  const go = (to: number) => {
    const next = Math.min(front.length - 1, Math.max(0, to));
    setStopped(next);
    circles.current[next]?.focus();
  };
  return front.map((at, i) => (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button
    <circle
      key={at}
      ref={(c) => {
        circles.current[i] = c;
      }}
      className="front"
      role="button"
      tabIndex={i === stop ? 0 : -1}
      aria-label={`Pareto front ${i + 1} of ${front.length}: ${text(at)}. Enter builds it`}
      cx={plot.xs[at]!}
      cy={plot.ys[at]!}
      r={4.2}
      onFocus={() => onPoint(at)}
      onKeyDown={(e) => {
        if (e.key === 'Enter' || e.key === ' ') onChoose(at);
        else if (e.key === 'ArrowRight' || e.key === 'ArrowDown') go(i + 1);
        else if (e.key === 'ArrowLeft' || e.key === 'ArrowUp') go(i - 1);
        else return;
        e.preventDefault();
      }}
    />
  ));
}

interface CrosshairProps extends Pick<ScatterProps, 'text' | 'pointed'> {
  readonly plot: ScatterPlot;
  readonly width: number;
  readonly height: number;
}

/** Only this follows the pointer. */
function Crosshair({ plot, text, width, height, pointed }: CrosshairProps) {
  const at = useSyncExternalStore(pointed.subscribe, pointed.now);
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

/** Width and height of an element in CSS px, 0 before it is laid out. */
function useSize(host: React.RefObject<HTMLElement | null>): readonly [number, number] {
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
