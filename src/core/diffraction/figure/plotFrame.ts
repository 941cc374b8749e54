import { ticksOf } from '#core/math/ticks.ts';

/** Width and height, px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a diffraction figure has its plot and its axis of 2θ, px. The page and the SVG file are made from it. */
export interface PlotFrame extends Size {
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    /** Lower end of the curves; the bands of sticks follow. */
    readonly foot: number;
    /** Where the axis stands. */
    readonly axis: number;
  };
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
}

/** A stick at the foot of the figure: one line of one crystal. */
export interface Stick<Line> {
  readonly x: number;
  readonly top: number;
  readonly line: Line;
}

/** The sticks of one crystal, in a band of their own. */
export interface StickBand<Line> {
  readonly name: string;
  readonly top: number;
  readonly foot: number;
  readonly sticks: readonly Stick<Line>[];
}

const PAD = { right: 16, top: 12, bottom: 44 };
/** Below this width there is room for few numbers. */
const NARROW = 480;

/**
 * Lays out the plot above so many bands of sticks.
 * @returns the frame, and where an angle stands in it
 */
export function plotFrame(
  [from, to]: readonly [number, number],
  size: Size,
  { left, bands, bandHeight }: Readonly<Record<'left' | 'bands' | 'bandHeight', number>>,
): { readonly frame: PlotFrame; readonly x: (twoTheta: number) => number } {
  const right = size.width - PAD.right;
  const axis = size.height - PAD.bottom;
  const x = (angle: number) => left + ((angle - from) / (to - from)) * (right - left);
  return {
    x,
    frame: {
      ...size,
      plot: { left, right, top: PAD.top, foot: axis - bandHeight * bands, axis },
      ticks: ticksOf(from, to, size.width < NARROW ? 5 : 8).map((angle) => ({
        x: x(angle),
        text: String(Number(angle.toFixed(6))),
      })),
    },
  };
}

/** A path through growing angles; of very many points the lowest and the highest of every half pixel. */
export function curvePath(
  angles: Float64Array,
  values: Float64Array,
  place: { readonly x: (angle: number) => number; readonly y: (value: number) => number },
): string {
  let path = '';
  const point = (k: number) => {
    path += `${path === '' ? 'M' : 'L'}${place.x(angles[k]!).toFixed(1)} ${place.y(values[k]!).toFixed(1)}`;
  };
  const column = (k: number) => Math.floor(2 * place.x(angles[k]!));
  for (let start = 0; start < angles.length; ) {
    let [low, high, end] = [start, start, start + 1];
    for (; end < angles.length && column(end) === column(start); end++) {
      if (values[end]! < values[low]!) low = end;
      if (values[end]! > values[high]!) high = end;
    }
    point(Math.min(low, high));
    if (low !== high) point(Math.max(low, high));
    start = end;
  }
  return path;
}
