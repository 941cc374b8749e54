import type { ComparedScan } from '#core/diffraction/figure/comparedScan.ts';
import {
  curvePath,
  type PlotFrame,
  plotFrame,
  type Size,
  type StickBand,
} from '#core/diffraction/figure/plotFrame.ts';
import type { EpitaxyScan, ScanLine } from './epitaxyScan.ts';

/** Where everything of a drawn scan stands, px. */
export interface ScanFigure extends PlotFrame {
  /** Whole powers of ten. */
  readonly decades: readonly { readonly y: number; readonly power: number }[];
  readonly bands: readonly (StickBand<ScanLine> & { readonly slab: number | null })[];
  readonly curve: string;
  /** null: nothing measured in the range. */
  readonly measured: string | null;
  /** Where kinematic theory fails. */
  readonly strong: readonly { readonly x: number; readonly width: number }[];
}

const LEFT = 52;
const BAND = 26;
const STICK = 18;
const LEAST_STICK = 3;
const LEAST_STRONG = 2;

/**
 * Lays a scan out over a logarithmic axis: the curve above, the lines of each crystal at the foot.
 * @param decades how far below its highest point the curve is drawn, powers of ten; a measured pattern is raised to
 *   the same highest point
 */
export function scanFigure(
  { twoTheta, intensity, bands, strong }: EpitaxyScan,
  measured: ComparedScan | null,
  size: Size,
  decades: number,
): ScanFigure {
  const [from, to] = [twoTheta[0]!, twoTheta.at(-1)!];
  const { frame, x } = plotFrame([from, to], size, {
    left: LEFT,
    bands: bands.length,
    bandHeight: BAND,
  });
  const { top: above, foot } = frame.plot;
  const top = Math.log10(intensity.reduce((most, v) => Math.max(most, v), Number.MIN_VALUE));
  const y = (power: number) =>
    above + ((top - Math.max(power, top - decades)) / decades) * (foot - above);
  const curve = (angles: Float64Array, values: Float64Array, scale: number): string =>
    curvePath(angles, values, {
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
    ...frame,
    decades: powers.map((power) => ({ y: y(power), power: power + 0 })),
    bands: bands.map(({ name, slab, lines }, n) => {
      const bandFoot = foot + BAND * (n + 1) - 3;
      return {
        name,
        slab,
        top: foot + BAND * n,
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
