import { parseNumber, refuse, splitLines } from '#core/io/text/text.ts';
import { checkedScan, type Measured } from './scan.ts';

const FORMAT = 'pattern in columns';
/** Most lines of text before the numbers, which are taken as a header. */
const MOST_HEAD_LINES = 500;

/**
 * 2θ in degrees and intensity, and perhaps an error that is not used; commas, semicolons, tabs or blanks between. Lines
 * of text before the first numbers and those that begin with # ! ; or ' are remarks.
 * @throws `parse` with the line
 */
export function readColumns(text: string): Measured {
  const lines = splitLines(text);
  const points: { line: number; angle: number; value: number }[] = [];
  for (const [k, raw] of lines.entries()) {
    const content = raw.trim();
    if (content === '' || /^[#!;'"*]/.test(content)) continue;
    const cells = content
      .split(content.includes(';') ? ';' : /[,\s]+/)
      .map((cell) => cell.trim())
      .filter((cell, n) => cell !== '' || n < 2);
    const [angle, value] = cells.map(parseNumber);
    const isRow = angle !== undefined && value !== undefined;
    if (!isRow && points.length === 0 && k < MOST_HEAD_LINES) {
      if (cells.length >= 2 && cells.every((cell) => /^-?\d+,\d+$/.test(cell)))
        refuse(FORMAT, k + 1, 'a point before the decimals, not a comma');
      continue;
    }
    if (!isRow) refuse(FORMAT, k + 1, 'two numbers: 2θ in degrees and an intensity');
    points.push({ line: k + 1, angle, value });
  }
  return { ...checkedScan(FORMAT, points, lines.length), wavelengthAng: null, notes: [] };
}
