import uPlot from 'uplot';
import { markerPath, POINT_ROOM } from './plotMarkers.ts';
import {
  axisText,
  PLOT_INKS,
  type PlotLine,
  type PlotMark,
  type PlotSpec,
  tickText,
} from './plotSpec.ts';

const FONT = '11px "Inter Variable", sans-serif';
/** Beside the plot, for the words of marks. */
const MARK_ROOM = 112;

/** How a plot is set up; its data come apart, so that they can change without it. */
export function plotOptions(
  spec: PlotSpec,
  size: { readonly width: number; readonly height: number },
  dark: boolean,
  onCursor: (index: number | null) => void,
): uPlot.Options {
  const inks = PLOT_INKS[dark ? 'dark' : 'light'];
  const { marks = [], right, lines } = spec;
  const axis = (text: string): uPlot.Axis => ({
    label: text,
    labelFont: FONT,
    labelSize: 16,
    labelGap: 0,
    font: FONT,
    stroke: inks.muted,
    grid: { show: false },
    ticks: { show: true, stroke: inks.muted, size: 3, width: 0.5 },
    values: (_u, values) => values.map((v) => (v === null ? '' : tickText(v))),
  });
  const range = (_u: uPlot, low: number | null, high: number | null): uPlot.Range.MinMax => {
    const all = [low, high, ...marks.map((m) => m.value)].filter((v): v is number => v !== null);
    if (all.length === 0) return [0, 1];
    const [min, max] = [Math.min(...all), Math.max(...all)];
    const room = max === min ? Math.max(1e-9, 0.05 * Math.abs(max)) : 0.06 * (max - min);
    return [min >= 0 && min <= room ? 0 : min - room, max + room];
  };
  return {
    ...size,
    legend: { show: false },
    cursor: { y: false, points: { size: 6 }, drag: { x: true, y: false, dist: 4 } },
    padding: [8, marks.length > 0 ? MARK_ROOM : right ? 0 : 20, 0, 0],
    scales: {
      x: {
        time: false,
        // A measured point at the end stands clear of the axis.
        ...(lines.some((l) => l.marker) && {
          range: (_u: uPlot, low: number, high: number): uPlot.Range.MinMax => {
            const room = POINT_ROOM * (high - low || 1);
            return [low - room, high + room];
          },
        }),
      },
      y: { range },
      ...(right
        ? { right: { range: (_u, _low, high) => [0, Math.max(1e-9, 1.06 * (high ?? 1))] } }
        : {}),
    },
    axes: [
      { ...axis(axisText(spec.x)), size: 22, space: 48 },
      { ...axis(axisText(spec.y)), size: 44, space: 26 },
      ...(right
        ? [{ ...axis(axisText(right)), scale: 'right', side: 1 as const, size: 40, space: 26 }]
        : []),
    ],
    series: [
      {},
      ...lines.map((l) => ({
        label: l.label,
        stroke: inks[l.ink],
        width: 1.3,
        dash: [...l.dash],
        scale: l.right ? 'right' : 'y',
        // A single point makes no line.
        points: { show: (u: uPlot) => !l.marker && u.data[0].length <= 2 },
        ...(l.marker || l.law
          ? { paths: () => null }
          : spec.steps
            ? { paths: uPlot.paths.stepped!({ align: 1 }) }
            : {}),
      })),
    ],
    hooks: {
      draw: [(u) => drawMarks(u, marks, dark)],
      setCursor: [(u) => onCursor(u.cursor.left! < 0 ? null : (u.cursor.idx ?? null))],
    },
  };
}

/** uPlot leaves gaps for null, not for NaN. */
export function plotData({ x, lines }: PlotSpec): uPlot.AlignedData {
  const whole = (values: ArrayLike<number>): number[] | (number | null)[] => {
    const out: (number | null)[] = Array.from(values);
    for (let k = 0; k < out.length; k++) if (!Number.isFinite(out[k])) out[k] = null;
    return out;
  };
  return [Array.from(x.values), ...lines.map((l) => whole(l.values))];
}

/** Laws as curves, and measured points over them. */
export function drawPoints(u: uPlot, lines: readonly PlotLine[], dark: boolean): void {
  const inks = PLOT_INKS[dark ? 'dark' : 'light'];
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { law, ink, dash, right } of lines) {
    if (law === undefined) continue;
    ctx.strokeStyle = inks[ink];
    ctx.lineWidth = 1.3 * ratio;
    ctx.setLineDash(dash.map((px) => px * ratio));
    ctx.beginPath();
    for (let x = bbox.left; x <= bbox.left + bbox.width; x += ratio)
      ctx.lineTo(x, u.valToPos(law(u.posToVal(x, 'x', true)), right ? 'right' : 'y', true));
    ctx.stroke();
  }
  ctx.restore();
  // Not cut at the edge, where the first and the last stand.
  ctx.save();
  for (const [k, { marker, ink, right }] of lines.entries()) {
    if (marker === undefined) continue;
    ctx.fillStyle = inks[ink];
    for (const [n, x] of u.data[0].entries()) {
      const value = u.data[k + 1]![n];
      const { min, max } = u.scales['x']!;
      if (value == null || x < min! || x > max!) continue;
      const place = [
        u.valToPos(x, 'x', true),
        u.valToPos(value, right ? 'right' : 'y', true),
      ] as const;
      ctx.fill(new Path2D(markerPath(marker, ...place, 3.5 * ratio)));
    }
  }
  ctx.restore();
}

/**
 * Numbers to compare with, as dotted lines with their words at the right.
 * @param letterPx size of the words
 */
export function drawMarks(
  u: uPlot,
  marks: readonly PlotMark[],
  dark: boolean,
  letterPx = 10.5,
): void {
  if (marks.length === 0) return;
  const inks = PLOT_INKS[dark ? 'dark' : 'light'];
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${letterPx * ratio}px "Inter Variable", sans-serif`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.lineWidth = ratio;
  const step = 1.14 * letterPx * ratio;
  let lastY = Number.NEGATIVE_INFINITY;
  const sorted = marks.toSorted((p, q) => q.value - p.value);
  for (const [i, mark] of sorted.entries()) {
    const y = u.valToPos(mark.value, 'y', true);
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = ctx.fillStyle = inks[mark.ink];
    ctx.setLineDash([2 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    // Clear of its neighbours and of the axis: each leaves room for those still to come below.
    const lowest = bbox.top + bbox.height - step * (sorted.length - 1 - i);
    const textY = Math.min(Math.max(y, lastY + step), lowest);
    ctx.fillText(mark.text, bbox.left + bbox.width + 6 * ratio, textY);
    lastY = textY;
  }
  ctx.restore();
}
