import { EpistackError } from '#core/errors.ts';
import { powerOfTwo } from '#core/math/fft.ts';
import { emptyGrid, fft2 } from '#core/math/fft2.ts';
import { mapTuple } from '#core/math/vec3.ts';

/** An image in grey values: computed here, or a person's own micrograph once its pixels have a size. */
export interface GreyImage {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Edge of a square pixel, Å. */
  readonly pixelAng: number;
  /** width · height, rows from the top. */
  readonly values: Float32Array;
}

/** A rectangle of an image in pixels from its upper left corner. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a region is multiplied with before it is transformed: Hann lets spots stand alone, none draws crosses through them. */
export type WindowKind = 'hann' | 'none';

/** Power of the Fourier transform of a region of an image. */
export interface Spectrum {
  /** Columns and rows, a power of two. */
  readonly size: number;
  /**
   * |Σ w (I − Ī) e^(−2πi g·r)|²/(Σ w)², size · size, rows from the top: frequency zero at column and row size/2, x to the
   * right, y up.
   */
  readonly power: Float32Array;
  /** From one column or row to the next, 1/Å. */
  readonly stepPerAng: number;
  /** What the region can tell apart: one over its longer and its shorter edge, 1/Å. */
  readonly resolutionPerAng: readonly [number, number];
  readonly window: WindowKind;
}

/** The smallest edge of a region, pixels. */
export const LEAST_REGION = 16;
/** Edge of a transform over that of its region, at least: between, a power of two is used. */
const FILLED_UP = 1.4;
/** The largest edge of a transform, pixels. */
const MOST_SIZE = 4096;

export const wholeImage = ({ width, height }: GreyImage): Region => ({ x: 0, y: 0, width, height });

/** A region within an image: cut at its edges, in whole pixels. */
export function regionWithin(image: GreyImage, region: Region): Region {
  const clamp = (v: number, most: number) => Math.min(most, Math.max(0, Math.round(v)));
  const [x, y] = [clamp(region.x, image.width), clamp(region.y, image.height)];
  return {
    x,
    y,
    width: clamp(region.x + region.width, image.width) - x,
    height: clamp(region.y + region.height, image.height) - y,
  };
}

/**
 * Fourier transform of a region: its mean is taken away, it is multiplied with the window and filled up with zeros, so that the place of a spot can be read between the pixels.
 * @throws `setting` for a region too small or outside of the image; `too-large`
 */
export function spectrumOf(
  image: GreyImage,
  region: Region = wholeImage(image),
  window: WindowKind = 'hann',
): Spectrum {
  const { x, y, width, height } = regionWithin(image, region);
  if (!(width >= LEAST_REGION && height >= LEAST_REGION))
    throw new EpistackError({
      code: 'setting',
      field: 'region',
      expected: `a rectangle in the image of at least ${LEAST_REGION} × ${LEAST_REGION} pixels`,
    });
  const longer = Math.max(width, height);
  const size = powerOfTwo(Math.ceil(FILLED_UP * longer));
  if (size > MOST_SIZE)
    throw new EpistackError({
      code: 'too-large',
      what: 'pixels along an edge of a transform',
      count: longer,
      limit: MOST_SIZE,
    });
  const [wx, wy] = [weights(width, window), weights(height, window)];
  let [sum, weight] = [0, 0];
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++) {
      const w = wx[i]! * wy[j]!;
      weight += w;
      sum += w * image.values[(y + j) * image.width + x + i]!;
    }
  const mean = sum / weight;
  // What differs from the mean by less than numbers of 32 bits can is its rounding: a flat region has no spots.
  const rounding = 1e-9 * Math.abs(mean);
  const grid = emptyGrid(size, size);
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++) {
      const off = image.values[(y + j) * image.width + x + i]! - mean;
      grid.re[j * size + i] = Math.abs(off) < rounding ? 0 : wx[i]! * wy[j]! * off;
    }
  fft2(grid);
  const power = new Float32Array(size * size);
  const half = size / 2;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const from = ((row + half) % size) * size + ((column + half) % size);
      power[row * size + column] = (grid.re[from]! ** 2 + grid.im[from]! ** 2) / weight ** 2;
    }
  const edges = [longer, Math.min(width, height)] as const;
  return {
    size,
    power,
    stepPerAng: 1 / (size * image.pixelAng),
    resolutionPerAng: mapTuple(edges, (n) => 1 / (n * image.pixelAng)),
    window,
  };
}

function weights(n: number, window: WindowKind): Float64Array {
  if (window === 'none') return new Float64Array(n).fill(1);
  return Float64Array.from({ length: n }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / n) ** 2);
}
