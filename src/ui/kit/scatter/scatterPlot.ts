import { linearScale, logScale, type Scale } from './plotScale.ts';

/** Room for the axes, px. */
export const PAD = { left: 54, right: 16, top: 14, bottom: 36 };
/** A pointer this near to a point points at it, px. */
const REACH_PX = 18;
/** An axis is logarithmic when its values span more than this. */
const WIDE = { x: 12, y: 30 };
/** Values of y below this are zero, drawn on the foot of a logarithmic axis. */
const ZERO = 1e-6;

/** Points in data units, and where they stand in an area of a size, px. */
export interface ScatterPlot {
  readonly x: Scale;
  readonly y: Scale;
  readonly xs: Float32Array;
  readonly ys: Float32Array;
}

export function scatterPlot(
  { x: right, y: up }: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> },
  width: number,
  height: number,
): ScatterPlot {
  // Scales need the ends only.
  const [smallest, largest] = ends(right, 0);
  const [least, most] = ends(up, ZERO);
  const [end, foot] = [width - PAD.right, height - PAD.bottom];
  const x =
    largest / smallest > WIDE.x
      ? logScale([smallest, largest], 1e-3, PAD.left, end)
      : linearScale([0, largest], PAD.left, end);
  const y =
    most / least > WIDE.y
      ? logScale([least, most], Math.max(ZERO, least), foot, PAD.top)
      : linearScale([0, most], foot, PAD.top);
  return {
    x,
    y,
    xs: Float32Array.from(right, (v) => x.at(v)),
    ys: Float32Array.from(up, (v) => y.at(v)),
  };
}

/** Least and greatest of what is over a floor, nothing copied; [1, 1] of nothing. */
function ends(values: ArrayLike<number>, floor: number): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (!(v > floor)) continue;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return low <= high ? [low, high] : [1, 1];
}

/** The point under the pointer, of points on one another the first; null where none is near. */
export function nearestPoint({ xs, ys }: ScatterPlot, px: number, py: number): number | null {
  let [best, at] = [REACH_PX ** 2, -1];
  for (let i = 0; i < xs.length; i++) {
    const d = (xs[i]! - px) ** 2 + (ys[i]! - py) ** 2;
    if (d < best - 1e-3) [best, at] = [d, i];
  }
  return at < 0 ? null : at;
}

/** How a point is drawn: less important points are smaller, points of another kind are rings. */
export type PointMark = 'dot' | 'small' | 'ring';

/** Points drawn in one frame: more would hold the page. */
const SLICE = 6000;
/** With more points than this their shape cannot be seen, and squares are ten times as fast as discs. */
const MOST_DISCS = 20_000;

/**
 * Draws the points, slice by slice, a frame each.
 * @param mark absent: dots
 * @returns what stops it
 */
export function paintPoints(
  canvas: HTMLCanvasElement,
  { xs, ys }: ScatterPlot,
  width: number,
  height: number,
  mark?: (at: number) => PointMark,
): () => void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext('2d');
  if (pen === null) return () => undefined;
  const ink = getComputedStyle(canvas).getPropertyValue('--muted');
  pen.scale(ratio, ratio);
  pen.fillStyle = ink;
  pen.strokeStyle = ink;
  const many = xs.length > MOST_DISCS;
  pen.globalAlpha = many ? 0.15 : xs.length > 2000 ? 0.35 : 0.6;
  const draw = (i: number): void => {
    if (many) {
      pen.fillRect(xs[i]! - 1, ys[i]! - 1, 2, 2);
      return;
    }
    const kind = mark?.(i) ?? 'dot';
    pen.beginPath();
    pen.arc(xs[i]!, ys[i]!, kind === 'small' ? 1.7 : 2.8, 0, 2 * Math.PI);
    if (kind === 'ring') pen.stroke();
    else pen.fill();
  };
  let at = 0;
  let frame = 0;
  const slice = (): void => {
    const end = Math.min(xs.length, at + SLICE);
    for (; at < end; at++) draw(at);
    if (at < xs.length) frame = requestAnimationFrame(slice);
  };
  slice();
  return () => cancelAnimationFrame(frame);
}
