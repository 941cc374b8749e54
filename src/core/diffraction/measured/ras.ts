import { parseNumber, refuse, splitLines, words } from '#core/io/text/text.ts';
import { checkedScan, type Measured } from './scan.ts';

const FORMAT = 'Rigaku RAS';

export const isRas = (text: string): boolean => /^\s*\*RAS_DATA_START/.test(text);

/**
 * The first scan of a Rigaku file: rows of 2θ, intensity and the factor by which the attenuator has weakened it.
 * @throws `parse` with the line
 */
export function readRas(text: string): Measured {
  const lines = splitLines(text);
  const points: { line: number; angle: number; value: number }[] = [];
  let isInside = false;
  let scans = 0;
  let wavelengthAng: number | null = null;
  for (const [k, raw] of lines.entries()) {
    const content = raw.trim();
    if (content.startsWith('*')) {
      const [key, ...rest] = words(content);
      if (key === '*HW_XG_WAVE_LENGTH_ALPHA1')
        wavelengthAng ??= parseNumber(rest.join(' ').replaceAll('"', '').trim()) ?? null;
      if (key === '*RAS_INT_START') scans++;
      isInside = key === '*RAS_INT_START' && scans === 1;
      continue;
    }
    if (!isInside || content === '') continue;
    const [angle, value, factor = 1] = words(content).map(parseNumber);
    if (angle === undefined || value === undefined)
      refuse(FORMAT, k + 1, 'two or three numbers: 2θ, intensity and attenuator factor');
    points.push({ line: k + 1, angle, value: value * factor });
  }
  const notes = scans > 1 ? [`the first of ${scans} scans`] : [];
  return { ...checkedScan(FORMAT, points, lines.length), wavelengthAng, notes };
}
