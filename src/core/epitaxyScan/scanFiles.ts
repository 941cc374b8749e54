import { type ComparedScan, scanLabel } from '#core/diffraction/figure/comparedScan.ts';
import { figureSheet, INK, MUTED, slabHue } from '#core/diffraction/figure/figureSheet.ts';
import { interpolated } from '#core/diffraction/figure/patternCsv.ts';
import { csvRemark, csvRow } from '#core/io/text/csv.ts';
import { type EpitaxyScan, qOf, type ScanLine, type ScanReading } from './epitaxyScan.ts';
import { scanFigure } from './scanFigure.ts';

/** "Ge (0 0 4) · 2θ 66.051°, ω 33.026° · q 4.4420 1/Å · d 1.4145 Å". Angles by the first wavelength. */
export const lineText = (
  { label, twoTheta, q, dAng, ownDAng }: ScanLine,
  { geometry }: Pick<EpitaxyScan, 'geometry'>,
): string =>
  [
    label,
    geometry === 'in-plane'
      ? `2θχ ${twoTheta.toFixed(3)}°`
      : `2θ ${twoTheta.toFixed(3)}°, ω ${(twoTheta / 2).toFixed(3)}°`,
    `q ${q.toFixed(4)} 1/Å`,
    `d ${dAng.toFixed(4)} Å${ownDAng !== null && Math.abs(ownDAng - dAng) > 5e-5 ? `, ${ownDAng.toFixed(4)} Å unstrained` : ''}`,
  ].join(' · ');

/** "thickness of Ge, 40 periods: 113.2 Å, Δq = 2π/D = 0.0555 1/Å; read off the curve 112.1 Å (−1.0 %)". */
export function readingText({ what, expectedAng, readAng, spacingQ }: ScanReading): string {
  const off = readAng === null ? 0 : 100 * (readAng / expectedAng - 1);
  return `${what}: ${expectedAng.toFixed(2)} Å, Δq = 2π/L = ${spacingQ.toFixed(5)} 1/Å${
    readAng === null
      ? ''
      : `; read off the curve ${readAng.toFixed(2)} Å (${off < 0 ? '−' : '+'}${Math.abs(off).toFixed(2)} %)`
  }`;
}

/** What stands at the upright axis. */
export const unitOf = ({ geometry }: EpitaxyScan): string =>
  geometry === 'out-of-plane' ? 'reflected part of the beam' : 'intensity, of 100';

/** The scan, one row an angle; its lines and lengths in remarks above. */
export function scanCsv(
  scan: EpitaxyScan,
  measured: ComparedScan | null,
  wavelengthAng: number,
  about: string,
): string {
  const remarks = [
    about,
    ...scan.notes,
    ...scan.readings.map(readingText),
    ...scan.bands.flatMap(({ lines }) => lines.map((line) => lineText(line, scan))),
    ...scan.strong.map(
      ([from, to]) => `kinematic theory fails from 2θ ${from.toFixed(4)} to ${to.toFixed(4)}°`,
    ),
  ].map(csvRemark);
  const isOut = scan.geometry === 'out-of-plane';
  const heads = [
    '2θ, °',
    ...(isOut ? ['ω, °'] : []),
    'q, 1/Å',
    unitOf(scan),
    ...(measured === null ? [] : [scanLabel(measured)]),
  ];
  const rows = Array.from(scan.twoTheta, (angle, k) =>
    csvRow([
      Number(angle.toFixed(6)),
      ...(isOut ? [Number((angle / 2).toFixed(6))] : []),
      Number(qOf(angle, wavelengthAng).toFixed(7)),
      Number(scan.intensity[k]!.toPrecision(6)),
      ...(measured === null ? [] : [interpolated(measured.twoTheta, measured.intensity, angle)]),
    ]),
  );
  return [...remarks, csvRow(heads), ...rows].join('');
}

const SIZE = { width: 720, height: 480 };
const GREY = '#c9ccd0';

/** What stands at the axis of angles. */
export const angleLabel = ({ geometry }: EpitaxyScan): string =>
  geometry === 'in-plane' ? '2θχ, °' : '2θ, °';

/** A scan as a figure for print. */
export function scanSvg(
  scan: EpitaxyScan,
  measured: ComparedScan | null,
  {
    title,
    about,
    decades,
  }: { readonly title: string; readonly about: string; readonly decades: number },
): string {
  const figure = scanFigure(scan, measured, SIZE, decades);
  const { plot, bands, strong } = figure;
  const hue = (slab: number | null) => (slab === null ? INK : slabHue(slab));
  return figureSheet({
    frame: figure,
    title,
    about,
    legend: [
      ...bands.map(({ name, slab }) => [name, hue(slab)] as const),
      ...(measured === null ? [] : [[scanLabel(measured), MUTED] as const]),
      ...(strong.length === 0 ? [] : [['grey: kinematic theory fails', GREY] as const]),
    ],
    axes: { x: angleLabel(scan), y: unitOf(scan), yAt: 12 },
    marks: [
      ...strong.map(
        ({ x, width }) =>
          `<rect x="${x.toFixed(1)}" y="${plot.top}" width="${width.toFixed(1)}" height="${plot.foot - plot.top}" fill="${GREY}"/>`,
      ),
      ...figure.decades.map(
        ({ y, power }) =>
          `<path d="M${plot.left} ${y.toFixed(1)}h-4" stroke="${MUTED}" stroke-width="0.8"/><text x="${plot.left - 7}" y="${(y + 4).toFixed(1)}" text-anchor="end">10<tspan dy="-5" font-size="9">${minus(power)}</tspan></text>`,
      ),
    ],
    curves: [
      ...(figure.measured === null ? [] : [{ d: figure.measured, ink: MUTED, width: 0.8 }]),
      { d: figure.curve, ink: INK, width: 1 },
    ],
    bands: bands.map((band) => ({ ...band, ink: hue(band.slab) })),
  });
}

/** A power with a minus sign. */
export const minus = (power: number): string => `${power < 0 ? '−' : ''}${Math.abs(power)}`;
