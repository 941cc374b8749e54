import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { type Md, mdStore } from '#app/md/runStore.ts';
import { axisTickText } from '#app/md/words.ts';
import { fixed } from '#core/math/decimals.ts';
import { useDark } from '#ui/kit/theme.ts';

export interface Quantity {
  readonly name: string;
  readonly unit: string;
  readonly digits: number;
  readonly read: (md: Md) => Float64Array;
  /** Row from which on values are drawn. */
  readonly from: (md: Md) => number;
  /** Where values should be: a dotted line, or null. */
  readonly target: (md: Md) => number | null;
}

interface MdPlotProps {
  readonly quantity: Quantity;
  readonly axis: 'time' | 'iteration';
}

/** One quantity of a run as it comes; it is drawn from the store, not rendered. */
export function MdPlot({ quantity, axis }: MdPlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const value = useRef<HTMLElement>(null);
  const dark = useDark();
  useEffect(() => {
    const element = host.current!;
    const size = () => ({ width: element.clientWidth, height: element.clientHeight });
    const data = (md: Md): uPlot.AlignedData => {
      const from = quantity.from(md);
      return [
        axis === 'time' ? md.series.at.map((fs) => fs / 1000) : md.series.at,
        Array.from(quantity.read(md), (v, k) => (k < from ? null : v)),
      ];
    };
    const say = (u: uPlot) => {
      const [x, y] = u.data;
      const at = u.cursor.idx ?? x.length - 1;
      const shown = y![at];
      value.current!.textContent =
        shown == null
          ? ''
          : `${fixed(shown, quantity.digits)} ${quantity.unit} at ${axis === 'time' ? `${fixed(x[at]!, 2)} ps` : `iteration ${x[at]}`}`;
    };
    const u = new uPlot(
      options(size(), quantity, axis, dark, say),
      data(mdStore.getState()),
      element,
    );
    let waiting = 0;
    const stop = mdStore.subscribe((md, before) => {
      if (md.series === before.series || waiting !== 0) return;
      waiting = requestAnimationFrame(() => {
        waiting = 0;
        u.setData(data(mdStore.getState()));
        say(u);
      });
    });
    say(u);
    const resize = new ResizeObserver(() => u.setSize(size()));
    resize.observe(element);
    return () => {
      stop();
      cancelAnimationFrame(waiting);
      resize.disconnect();
      u.destroy();
    };
  }, [quantity, axis, dark]);
  return (
    <figure className="md-plot">
      <figcaption>
        {quantity.name} <b ref={value} data-testid={`md-${quantity.unit}`} />
      </figcaption>
      <div ref={host} aria-hidden="true" />
    </figure>
  );
}

function options(
  size: { readonly width: number; readonly height: number },
  { read, from, target }: Quantity,
  axis: 'time' | 'iteration',
  dark: boolean,
  say: (u: uPlot) => void,
): uPlot.Options {
  const [ink, muted] = dark ? ['#e9e7e1', '#9aa0a6'] : ['#1d2023', '#5d6268'];
  const common = {
    stroke: muted,
    font: '11px Inter Variable',
    grid: { show: false },
    ticks: { show: false },
  };
  return {
    ...size,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 5 } },
    // Half of the last label stands beyond the axis.
    padding: [6, 26, 0, 0],
    scales: {
      x: { time: false },
      y: { range: (_u) => rangeOf(mdStore.getState(), read, from, target) },
    },
    axes: [
      {
        ...common,
        size: 20,
        values: (_u, v) => v.map((x) => (axis === 'time' ? `${x} ps` : `${x}`)),
      },
      {
        ...common,
        size: (_u, texts) =>
          Math.max(44, 10 + 7 * Math.max(0, ...(texts ?? []).map((t) => t.length))),
        space: 18,
        values: (_u, v) => v.map(axisTickText),
      },
    ],
    series: [{}, { stroke: ink, width: 1.2, points: { show: false } }],
    hooks: {
      setCursor: [say],
      draw: [(u) => drawTarget(u, target(mdStore.getState()), muted)],
    },
  };
}

function rangeOf(
  md: Md,
  read: Quantity['read'],
  from: Quantity['from'],
  target: Quantity['target'],
): [number, number] {
  const mark = target(md);
  const values = read(md).subarray(from(md)).filter(Number.isFinite);
  let [low, high] = mark === null ? [Infinity, -Infinity] : [mark, mark];
  for (const v of values) [low, high] = [Math.min(low, v), Math.max(high, v)];
  if (!(high >= low)) return [0, 1];
  const margin = Math.max(0.08 * (high - low), 1e-3 * Math.abs(high), 1e-6);
  return [low - margin, high + margin];
}

function drawTarget(u: uPlot, target: number | null, color: string): void {
  if (target === null) return;
  const { ctx, bbox } = u;
  const y = u.valToPos(target, 'y', true);
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}
