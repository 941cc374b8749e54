import { EpistackError } from '#core/errors.ts';

/** An image as a file holds it: grey values, and the size of a pixel where the file tells it. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** width · height, rows from the top. */
  readonly values: Float32Array;
  /** Edge of a pixel, Å; null where the file does not say. */
  readonly pixelAng: number | null;
  /** What a reader should know: how colours became grey, how many pages were left out. */
  readonly notes: readonly string[];
}

/** Inflates a zlib stream, up to so many bytes; throws for a damaged one. */
export type Inflate = (bytes: Uint8Array, most: number) => Uint8Array;

/** Pixels along an edge, and in all, that are read at most. */
const MOST_EDGE = 16_384;
const MOST_PIXELS = 64_000_000;

/** @throws `micrograph` */
export function refuseImage(format: string, reason: string): never {
  throw new EpistackError({ code: 'micrograph', format, reason });
}

/** @throws `micrograph` for a size that is none, or too large to be read */
export function checkSize(format: string, width: number, height: number): void {
  if (!(width >= 1 && height >= 1)) refuseImage(format, `its size is ${width} × ${height} pixels`);
  if (width > MOST_EDGE || height > MOST_EDGE || width * height > MOST_PIXELS)
    refuseImage(
      format,
      `${width} × ${height} pixels are too many: up to ${MOST_EDGE} along an edge and ${MOST_PIXELS / 1e6} million in all are read. Cut a part out, or save it smaller`,
    );
}

/** Luma of sRGB primaries (ITU-R BT.601). */
export const greyOf = (r: number, g: number, b: number): number =>
  0.299 * r + 0.587 * g + 0.114 * b;

export const COLOUR_NOTE = 'Colours were turned into grey values.';
