import { parseNumber, refuse, words } from '#core/io/text/text.ts';
import { checkedScan, type Measured } from './scan.ts';

const FORMAT = 'XRDML';

export const isXrdml = (text: string): boolean => /<xrdMeasurements?[\s>]/.test(text);

/**
 * The first scan of a PANalytical file: counts or intensities at even steps between two angles 2θ, or at listed ones,
 * times the attenuation factors where the file has them.
 * @throws `parse` with the line
 */
export function readXrdml(text: string): Measured {
  const scans = text.match(/<dataPoints[\s>]/g)?.length ?? 0;
  const start = text.search(/<dataPoints[\s>]/);
  if (start < 0) refuse(FORMAT, lineAt(text, text.length), 'a scan: <dataPoints>');
  const line = lineAt(text, start);
  const end = text.indexOf('</dataPoints>', start);
  if (end < 0) refuse(FORMAT, lineAt(text, text.length), 'the end of the scan: </dataPoints>');
  const scan = text.slice(start, end);
  const counts = numbersIn(
    scan,
    /<(?:intensities|counts)(?:\s[^>]*)?>([^<]*)</,
    line,
    'intensities',
  );
  const axis = /<positions\s[^>]*axis="2Theta"[^>]*>([\s\S]*?)<\/positions>/.exec(scan)?.[1];
  if (axis === undefined) refuse(FORMAT, line, 'positions of the axis 2Theta');
  const factors = /<beamAttenuationFactors/.test(scan)
    ? numbersIn(scan, /<beamAttenuationFactors(?:\s[^>]*)?>([^<]*)</, line, 'attenuation factors')
    : null;
  if (factors !== null && factors.length !== counts.length)
    refuse(FORMAT, line, `${counts.length} attenuation factors, one a point`);
  const angles = anglesOf(axis, counts.length, line);
  const points = counts.map((count, k) => ({
    line,
    angle: angles[k]!,
    value: count * (factors?.[k] ?? 1),
  }));
  const alpha = parseNumber(/<kAlpha1(?:\s[^>]*)?>([^<]*)</.exec(text)?.[1]?.trim());
  return {
    ...checkedScan(FORMAT, points, line),
    wavelengthAng: alpha ?? null,
    notes: scans > 1 ? [`the first of ${scans} scans`] : [],
  };
}

function anglesOf(axis: string, count: number, line: number): number[] {
  if (axis.includes('<listPositions')) {
    const listed = numbersIn(axis, /<listPositions[^>]*>([^<]*)</, line, 'positions');
    if (listed.length !== count) refuse(FORMAT, line, `${count} positions, one for each intensity`);
    return listed;
  }
  const [from] = numbersIn(axis, /<startPosition>([^<]*)</, line, 'a start position');
  const [to] = numbersIn(axis, /<endPosition>([^<]*)</, line, 'an end position');
  return Array.from({ length: count }, (_, k) => from! + ((to! - from!) * k) / (count - 1));
}

function numbersIn(text: string, tag: RegExp, line: number, what: string): number[] {
  const found = words(tag.exec(text)?.[1] ?? '').map(parseNumber);
  if (found.length === 0 || found.some((x) => x === undefined)) refuse(FORMAT, line, what);
  return found as number[];
}

/** Line of an offset, from 1. */
const lineAt = (text: string, offset: number): number =>
  text.slice(0, offset).split(/\r\n?|\n/).length;
