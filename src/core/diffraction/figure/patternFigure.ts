import { scaledTo100 } from '#core/diffraction/measured/scan.ts';
import type { Pattern } from '#core/diffraction/pattern.ts';
import type { PowderPeak } from '#core/diffraction/powder.ts';
import { ticksOf } from '#core/math/ticks.ts';
import type { ComparedScan } from './comparedScan.ts';

/** A stick at the foot of the figure: one line of one crystal. */
export interface Stick {
  /** Place in the figure, px. */
  readonly x: number;
  readonly top: number;
  readonly peak: PowderPeak;
}

/** The sticks of one crystal, in a band of their own. */
export interface StickBand {
  readonly name: string;
  readonly top: number;
  readonly foot: number;
  readonly sticks: readonly Stick[];
}

/** Where everything of a drawn pattern stands, px. The picture on the page and the SVG file are made from it. */
export interface PatternFigure {
  readonly width: number;
  readonly height: number;
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    /** Lower end of the profiles; the bands of sticks follow. */
    readonly foot: number;
    /** Where the axis stands. */
    readonly axis: number;
  };
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly bands: readonly StickBand[];
  /** Paths, one a phase; of a single phase there is only the whole. */
  readonly phases: readonly string[];
  readonly whole: string;
  /** null: nothing measured. */
  readonly measured: string | null;
}

const PAD = { left: 44, right: 16, top: 12, bottom: 44 };
const BAND = 34;
/** Steps between the ticks of the axis, about. */
const X_STEPS = 8;
/** Over the highest point, px. */
const ROOM = 8;
/** The weakest lines are seen as well, px. */
const LEAST_STICK = 1.5;

/**
 * Lays a pattern out: profiles above, sticks of each crystal at the foot, a measured pattern behind.
 * @param measured scaled to the range: its lowest point 0, its highest 100
 */
export function patternFigure(
  { twoTheta, intensity, phases }: Pattern,
  measured: ComparedScan | null,
  size: { readonly width: number; readonly height: number },
): PatternFigure {
  const [from, to] = [twoTheta[0]!, twoTheta.at(-1)!];
  const left = PAD.left;
  const right = size.width - PAD.right;
  const axis = size.height - PAD.bottom;
  const foot = axis - BAND * phases.length;
  const x = (angle: number) => left + ((angle - from) / (to - from)) * (right - left);
  const y = (value: number) => foot - (value / 100) * (foot - PAD.top - ROOM);
  const path = (angles: ArrayLike<number>, values: ArrayLike<number>): string => {
    const kept = thinned(values, 4 * size.width);
    return kept
      .map((k, n) => `${n === 0 ? 'M' : 'L'}${px(x(angles[k]!))} ${px(y(values[k]!))}`)
      .join('');
  };
  const scan = measured === null ? null : scaledTo100(measured, [from, to]);
  return {
    ...size,
    plot: { left, right, top: PAD.top, foot, axis },
    ticks: ticksOf(from, to, X_STEPS).map((angle) => ({
      x: x(angle),
      text: String(Number(angle.toFixed(6))),
    })),
    bands: phases.map(({ name, peaks }, n) => {
      const bandFoot = foot + BAND * (n + 1) - 4;
      const tall = BAND - 12;
      return {
        name,
        top: foot + BAND * n,
        foot: bandFoot,
        sticks: peaks.map((peak) => ({
          x: x(peak.twoTheta),
          top: bandFoot - Math.max(LEAST_STICK, (peak.intensity / 100) * tall),
          peak,
        })),
      };
    }),
    phases: phases.length > 1 ? phases.map((p) => path(twoTheta, p.intensity)) : [],
    whole: path(twoTheta, intensity),
    measured:
      scan === null || scan.twoTheta.length === 0 ? null : path(scan.twoTheta, scan.intensity),
  };
}

/** All indices, or of very many the lowest and the highest of each stretch. */
function thinned(values: ArrayLike<number>, most: number): number[] {
  const stretch = Math.max(1, Math.ceil((2 * values.length) / most));
  if (stretch <= 2) return Array.from(values, (_, k) => k);
  const out: number[] = [];
  for (let start = 0; start < values.length; start += stretch) {
    let [low, high] = [start, start];
    for (let k = start; k < Math.min(values.length, start + stretch); k++) {
      if (values[k]! < values[low]!) low = k;
      if (values[k]! > values[high]!) high = k;
    }
    out.push(Math.min(low, high));
    if (low !== high) out.push(Math.max(low, high));
  }
  return out;
}

const px = (v: number): string => v.toFixed(1);
