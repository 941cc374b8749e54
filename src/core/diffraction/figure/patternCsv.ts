import { scaledTo100 } from '#core/diffraction/measured/scan.ts';
import type { Pattern } from '#core/diffraction/pattern.ts';
import { csvRemark, csvRow } from '#core/io/text/csv.ts';
import { hklText } from '#core/surface/miller.ts';
import { type ComparedScan, scanLabel } from './comparedScan.ts';
import { phaseLabel } from './patternSvg.ts';

/** Six digits of an intensity, of 100. */
const value = (x: number): number => Number(x.toPrecision(6));

/**
 * The profile, one row an angle; a measured pattern is interpolated to the same angles, empty where it was not
 * measured. The lines stand in remarks above the table.
 */
export function patternCsv(
  { twoTheta, intensity, phases }: Pattern,
  measured: ComparedScan | null,
  about: string,
): string {
  const scan = measured === null ? null : scaledTo100(measured, [twoTheta[0]!, twoTheta.at(-1)!]);
  const remarks = [
    about,
    ...phases.flatMap((phase) =>
      phase.peaks.map(
        ({ hkl, twoTheta: at, d, intensity: strength }) =>
          `${phaseLabel(phase)} ${hkl.map(hklText).join(' ')}: 2θ ${at.toFixed(4)}°; d ${d.toFixed(5)} Å; intensity ${strength.toFixed(3)}`,
      ),
    ),
  ].map(csvRemark);
  const heads = [
    '2θ, °',
    'intensity',
    ...(phases.length > 1 ? phases.map(phaseLabel) : []),
    ...(measured === null ? [] : [scanLabel(measured)]),
  ];
  const rows = Array.from(twoTheta, (angle, k) =>
    csvRow([
      Number(angle.toFixed(6)),
      value(intensity[k]!),
      ...(phases.length > 1 ? phases.map((p) => value(p.intensity[k]!)) : []),
      ...(scan === null ? [] : [interpolated(scan.twoTheta, scan.intensity, angle)]),
    ]),
  );
  return [...remarks, csvRow(heads), ...rows].join('');
}

/** Between two points of growing x; null outside of them. */
export function interpolated(xs: Float64Array, ys: Float64Array, x: number): number | null {
  if (xs.length === 0 || !(x >= xs[0]! && x <= xs.at(-1)!)) return null;
  let [low, high] = [0, xs.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle]! <= x) low = middle;
    else high = middle;
  }
  const part = xs[high]! === xs[low]! ? 0 : (x - xs[low]!) / (xs[high]! - xs[low]!);
  return value(ys[low]! + part * (ys[high]! - ys[low]!));
}
