import { scaledTo100 } from '#core/diffraction/measured/scan.ts';
import type { Pattern } from '#core/diffraction/pattern.ts';
import type { PowderPeak } from '#core/diffraction/powder.ts';
import type { ComparedScan } from './comparedScan.ts';
import { curvePath, type PlotFrame, plotFrame, type Size, type StickBand } from './plotFrame.ts';

/** Where everything of a drawn pattern stands, px. */
export interface PatternFigure extends PlotFrame {
  readonly bands: readonly StickBand<PowderPeak>[];
  /** Paths, one a phase; of a single phase there is only the whole. */
  readonly phases: readonly string[];
  readonly whole: string;
  /** null: nothing measured. */
  readonly measured: string | null;
}

const LEFT = 44;
const BAND = 34;
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
  size: Size,
): PatternFigure {
  const range = [twoTheta[0]!, twoTheta.at(-1)!] as const;
  const { frame, x } = plotFrame(range, size, {
    left: LEFT,
    bands: phases.length,
    bandHeight: BAND,
  });
  const { top, foot } = frame.plot;
  const y = (value: number) => foot - (value / 100) * (foot - top - ROOM);
  const path = (angles: Float64Array, values: Float64Array) => curvePath(angles, values, { x, y });
  const scan = measured === null ? null : scaledTo100(measured, range);
  return {
    ...frame,
    bands: phases.map(({ name, peaks }, n) => {
      const bandFoot = foot + BAND * (n + 1) - 4;
      const tall = BAND - 12;
      return {
        name,
        top: foot + BAND * n,
        foot: bandFoot,
        sticks: peaks.map((line) => ({
          x: x(line.twoTheta),
          top: bandFoot - Math.max(LEAST_STICK, (line.intensity / 100) * tall),
          line,
        })),
      };
    }),
    phases: phases.length > 1 ? phases.map((p) => path(twoTheta, p.intensity)) : [],
    whole: path(twoTheta, intensity),
    measured:
      scan === null || scan.twoTheta.length === 0 ? null : path(scan.twoTheta, scan.intensity),
  };
}
