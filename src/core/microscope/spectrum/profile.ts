import { csvRemark, csvRow } from '#core/io/text/csv.ts';
import type { GreyImage } from './spectrum.ts';

/** Grey along a line, averaged across it. */
export interface Profile {
  /** From its middle, Å; at even steps. */
  readonly alongAng: Float64Array;
  /** As the image has them; NaN where the line is out of the image. */
  readonly values: Float64Array;
}

/** What a line through a place of an image is. */
export interface ProfileLine {
  /** Its middle: pixels from the left, and from the top. */
  readonly x: number;
  readonly y: number;
  /** Counter-clockwise from the right, degrees. */
  readonly angleDeg: number;
  readonly lengthAng: number;
  /** Width over which it is averaged, Å. */
  readonly widthAng: number;
}

/**
 * The profile along a line: grey between pixels is bilinear, the mean of lines a pixel apart across the width.
 * @returns one value a half pixel
 */
export function profileAlong(image: GreyImage, line: ProfileLine): Profile {
  const { pixelAng } = image;
  const step = pixelAng / 2;
  const half = Math.floor(line.lengthAng / 2 / step);
  const across = Math.floor(line.widthAng / 2 / pixelAng);
  const angle = (line.angleDeg * Math.PI) / 180;
  // Rows grow downward.
  const [dx, dy] = [Math.cos(angle), -Math.sin(angle)];
  const alongAng = Float64Array.from({ length: 2 * half + 1 }, (_, k) => (k - half) * step);
  const values = alongAng.map((ang) => {
    const t = ang / pixelAng;
    let [sum, count] = [0, 0];
    for (let s = -across; s <= across; s++) {
      const grey = between(image, line.x + t * dx - s * dy, line.y + t * dy + s * dx);
      if (Number.isNaN(grey)) continue;
      sum += grey;
      count++;
    }
    return sum / count;
  });
  return { alongAng, values };
}

/** Grey between the middles of pixels; NaN out of the image. */
function between({ width, height, values }: GreyImage, x: number, y: number): number {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return Number.NaN;
  const [u, v] = [x - 0.5 - left, y - 0.5 - top];
  const at = (column: number, row: number) => values[row * width + column]!;
  return (
    (1 - v) * ((1 - u) * at(left, top) + u * at(left + 1, top)) +
    v * ((1 - u) * at(left, top + 1) + u * at(left + 1, top + 1))
  );
}

/** The profile as a table; what lies out of the image is left out. @param unit of the grey */
export function profileCsv({ alongAng, values }: Profile, unit: string, about: string): string {
  const rows = [...alongAng.keys()].filter((k) => !Number.isNaN(values[k]!));
  return [
    csvRemark(about),
    csvRow(['distance, Å', unit]),
    ...rows.map((k) =>
      csvRow([Number(alongAng[k]!.toFixed(4)), Number(values[k]!.toPrecision(6))]),
    ),
  ].join('');
}
