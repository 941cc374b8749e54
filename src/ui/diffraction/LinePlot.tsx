import { type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { PlotFrame } from '#core/diffraction/figure/plotFrame.ts';

/** A named line at the foot of a plot. */
export interface NamedStick {
  readonly x: number;
  readonly top: number;
  /** 2θ in degrees: lines are gone through by it. */
  readonly twoTheta: number;
  readonly text: string;
}

interface Band {
  readonly ink: string;
  readonly top: number;
  readonly foot: number;
  readonly sticks: readonly NamedStick[];
}

export const PLOT_HEIGHT = 330;
/** A pointer nearer than this to a stick means its line, px. */
const REACH = 10;

/** The width of what holds a plot, px. */
export function usePlotWidth() {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(400);
  useEffect(() => {
    const watch = new ResizeObserver(() => setWidth(Math.max(200, host.current!.clientWidth)));
    watch.observe(host.current!);
    return () => watch.disconnect();
  }, []);
  return { host, width };
}

/**
 * Curves over bands of sticks. It is a slider over all lines: the pointer, or the arrow keys, tell what one is.
 * @param props.marks drawn below the axes
 */
export function LinePlot(props: {
  readonly host: React.RefObject<HTMLDivElement | null>;
  readonly frame: PlotFrame;
  readonly label: string;
  readonly axes: { readonly x: string; readonly y: string };
  readonly bands: readonly Band[];
  readonly curves: readonly { readonly d: string; readonly className: string }[];
  readonly marks?: ReactNode;
}) {
  const { host, frame, label, axes, bands, curves, marks } = props;
  const { plot, ticks } = frame;
  const [at, setAt] = useState<number | null>(null);
  const lines = useMemo(
    () => bands.flatMap((b) => b.sticks).toSorted((p, q) => p.twoTheta - q.twoTheta),
    [bands],
  );
  const shown = at === null ? null : (lines[Math.min(at, lines.length - 1)] ?? null);
  const point = (e: PointerEvent<HTMLDivElement>) => {
    const box = e.currentTarget.getBoundingClientRect();
    const [x, y] = [e.clientX - box.left, e.clientY - box.top];
    // In a band of sticks only its own crystal is meant.
    const meant = bands.filter((b) => y < plot.foot || (y >= b.top && y < b.foot + 4));
    let [best, least] = [null as NamedStick | null, REACH];
    for (const stick of meant.flatMap((b) => b.sticks)) {
      if (Math.abs(stick.x - x) >= least) continue;
      [best, least] = [stick, Math.abs(stick.x - x)];
    }
    setAt(best === null ? null : lines.indexOf(best));
  };
  const move = (to: number) => setAt(Math.min(lines.length - 1, Math.max(0, to)));
  return (
    <>
      <div
        ref={host}
        className="pattern"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={1}
        aria-valuemax={Math.max(1, lines.length)}
        aria-valuenow={Math.min(at ?? 0, Math.max(0, lines.length - 1)) + 1}
        aria-valuetext={shown?.text ?? 'no line chosen'}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={(e) => e.pointerType === 'mouse' && setAt(null)}
        onKeyDown={(e) => {
          if (e.key === 'ArrowRight') move((at ?? -1) + 1);
          else if (e.key === 'ArrowLeft') move((at ?? lines.length) - 1);
          else if (e.key === 'Home') move(0);
          else if (e.key === 'End') move(lines.length - 1);
          else return;
          e.preventDefault();
          e.stopPropagation();
        }}
      >
        <svg width={frame.width} height={frame.height} aria-hidden="true">
          {marks}
          <path
            className="pattern-axis"
            d={`M${plot.left} ${plot.top}V${plot.axis}H${plot.right}M${plot.left} ${plot.foot}H${plot.right}`}
          />
          {ticks.map(({ x, text }) => (
            <g key={text}>
              <path className="pattern-axis" d={`M${x} ${plot.axis}v4`} />
              <text x={x} y={plot.axis + 16} textAnchor="middle">
                {text}
              </text>
            </g>
          ))}
          <text x={(plot.left + plot.right) / 2} y={plot.axis + 34} textAnchor="middle">
            {axes.x}
          </text>
          <text
            transform={`translate(14 ${(plot.top + plot.foot) / 2}) rotate(-90)`}
            textAnchor="middle"
          >
            {axes.y}
          </text>
          {curves.map(({ d, className }, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: curves are told apart by their place alone
            <path key={n} className={className} d={d} />
          ))}
          {bands.map(({ ink, sticks, foot }, n) => (
            <path
              // biome-ignore lint/suspicious/noArrayIndexKey: crystals are told apart by their place alone
              key={n}
              className={`ink-${ink} stick`}
              d={sticks.map((s) => `M${s.x.toFixed(1)} ${foot}V${s.top.toFixed(1)}`).join('')}
            />
          ))}
          {shown && <path className="pattern-now" d={`M${shown.x} ${plot.top}V${plot.axis}`} />}
        </svg>
      </div>
      <output className="chart-readout">{shown?.text ?? ''}</output>
    </>
  );
}
