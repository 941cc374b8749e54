import type { ComparedScan } from '#core/diffraction/figure/comparedScan.ts';
import { ticksOf } from '#core/math/ticks.ts';
import type { EpitaxyScan, ScanLine } from './epitaxyScan.ts';

/** Where everything of a drawn scan stands, px. */
export interface ScanFigure {
  readonly width: number;
  readonly height: number;
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly foot: number;
    readonly axis: number;
  };
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  /** Whole powers of ten. */
  readonly decades: readonly { readonly y: number; readonly power: number }[];
  readonly bands: readonly {
    readonly name: string;
    readonly slab: number | null;
    readonly foot: number;
    readonly sticks: readonly {
      readonly x: number;
      readonly top: number;
      readonly line: ScanLine;
    }[];
  }[];
  readonly curve: string;
  /** null: nothing measured in the range. */
  readonly measured: string | null;
  /** Where kinematic theory fails. */
  readonly strong: readonly { readonly x: number; readonly width: number }[];
}

const PAD = { left: 52, right: 16, top: 12, bottom: 44 };
const BAND = 26;
const STICK = 18;
const LEAST_STICK = 3;
const LEAST_STRONG = 2;

/** Decades below the highest point that are drawn when nothing is said. */
export const DECADES = 8;

/**
 * Lays a scan out over a logarithmic axis: the curve above, the lines of each crystal at the foot.
 * @param decades how far below its highest point the curve is drawn, powers of ten; a measured pattern is raised to
 *   the same highest point
 */
export function scanFigure(
  { twoTheta, intensity, bands, strong }: EpitaxyScan,
  measured: ComparedScan | null,
  size: { readonly width: number; readonly height: number },
  decades: number,
): ScanFigure {
  const [from, to] = [twoTheta[0]!, twoTheta.at(-1)!];
  const [left, right] = [PAD.left, size.width - PAD.right];
  const axis = size.height - PAD.bottom;
  const foot = axis - BAND * bands.length;
  const x = (angle: number) => left + ((angle - from) / (to - from)) * (right - left);
  const top = Math.log10(intensity.reduce((most, v) => Math.max(most, v), Number.MIN_VALUE));
  const y = (power: number) =>
    PAD.top + ((top - Math.max(power, top - decades)) / decades) * (foot - PAD.top);
  const curve = (angles: Float64Array, values: Float64Array, scale: number): string =>
    drawn(angles, values, {
      x,
      y: (value) => y(value > 0 ? Math.log10(value * scale) : Number.NEGATIVE_INFINITY),
    });
  const shown =
    measured === null
      ? []
      : [...measured.twoTheta.keys()].filter(
          (k) => measured.twoTheta[k]! >= from && measured.twoTheta[k]! <= to,
        );
  const highest = shown.reduce((most, k) => Math.max(most, measured!.intensity[k]!), 0);
  const powers: number[] = [];
  const step = Math.max(1, Math.ceil(decades / 8));
  for (let p = Math.ceil(top - decades); p <= top; p++) if (p % step === 0) powers.push(p);
  return {
    ...size,
    plot: { left, right, top: PAD.top, foot, axis },
    ticks: ticksOf(from, to, size.width < 480 ? 5 : 8).map((angle) => ({
      x: x(angle),
      text: String(Number(angle.toFixed(6))),
    })),
    decades: powers.map((power) => ({ y: y(power), power: power + 0 })),
    bands: bands.map(({ name, slab, lines }, n) => {
      const bandFoot = foot + BAND * (n + 1) - 3;
      return {
        name,
        slab,
        foot: bandFoot,
        sticks: lines.map((line) => ({
          x: x(line.twoTheta),
          // As on the axis above: a line that is a thousandth of another is still seen.
          top:
            bandFoot -
            Math.max(LEAST_STICK, STICK * (1 + Math.log10(Math.max(line.strength, 1e-6)) / 6)),
          line,
        })),
      };
    }),
    curve: curve(twoTheta, intensity, 1),
    measured:
      highest > 0
        ? curve(
            Float64Array.from(shown, (k) => measured!.twoTheta[k]!),
            Float64Array.from(shown, (k) => measured!.intensity[k]!),
            10 ** top / highest,
          )
        : null,
    strong: strong.map(([low, high]) => {
      const wide = Math.max(LEAST_STRONG, x(high) - x(low));
      return { x: (x(low) + x(high) - wide) / 2, width: wide };
    }),
  };
}

/** A path; of very many points the lowest and the highest of every half pixel. */
function drawn(
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
    let [low, high, end] = [start, start, start];
    while (end < angles.length && column(end) === column(start)) {
      if (values[end]! < values[low]!) low = end;
      if (values[end]! > values[high]!) high = end;
      end++;
    }
    point(Math.min(low, high));
    if (low !== high) point(Math.max(low, high));
    start = end;
  }
  return path;
}
