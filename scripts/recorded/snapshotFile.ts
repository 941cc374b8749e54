import { gzipSync } from 'node:zlib';
import { composition, type Structure } from '#core/crystal/structure.ts';
import { inverse, mulRow } from '#core/math/mat3.ts';

export interface Frame {
  readonly step: number;
  readonly xyz: Float64Array;
}

/**
 * XDATCAR.gz: direct coordinates, not folded back into the cell.
 * @see https://www.vasp.at/wiki/index.php/XDATCAR
 */
export function snapshotFile(
  { lattice, numbers }: Structure,
  title: string,
  snapshots: readonly Frame[],
): Buffer {
  const counts = composition(numbers);
  const toFrac = inverse(lattice);
  const lines = [
    title,
    '  1.0',
    ...[0, 3, 6].map((i) => row(lattice.subarray(i, i + 3))),
    ` ${Object.keys(counts).join(' ')}`,
    ` ${Object.values(counts).join(' ')}`,
  ];
  snapshots.forEach(({ xyz }, n) => {
    lines.push(`Direct configuration=${String(n + 1).padStart(6)}`);
    for (let i = 0; i < numbers.length; i++)
      lines.push(row(mulRow([xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!], toFrac)));
  });
  return gzipped(`${lines.join('\n')}\n`);
}

/** Lines of one length, so that a reader can jump from frame to frame. */
function row(v: ArrayLike<number>): string {
  return Array.from(v, (x) => x.toFixed(6).padStart(11)).join('');
}

/** The same bytes on every machine: no time, no name of the system. */
function gzipped(text: string): Buffer {
  const bytes = gzipSync(text, { level: 9 });
  bytes.fill(0, 4, 8);
  bytes[9] = 255;
  return bytes;
}

/** JSON with one array a line: readable, and small. */
export const compactJson = (value: object): string =>
  `${JSON.stringify(value, null, 1).replace(/\[\s+([-\d.,\s]+?)\s+\]/g, (_, items: string) => `[${items.replace(/\s+/g, ' ')}]`)}\n`;
