import { type GreyImage, type Region, regionWithin, spectrumOf } from './spectrum.ts';
import { findSpots, SPOT_RULES, type Spot } from './spots.ts';

/** Lattice fringes around a place of an image. */
export interface Fringes {
  readonly region: Region;
  /** The strongest first, one of each pair ±g: fringes run across the direction of the spot, dAng apart. */
  readonly spots: readonly Spot[];
}

/** Edge of the square around the place that is transformed, Å: some ten fringes. */
const AROUND_ANG = 32;

/** The square around a place of an image, as far as it is in the image. @param x pixels from the left @param y from the top */
export function cutAround(
  image: GreyImage,
  x: number,
  y: number,
  aroundAng: number = AROUND_ANG,
): { readonly cut: GreyImage; readonly region: Region } {
  const edge = Math.max(32, Math.round(aroundAng / image.pixelAng));
  const region = regionWithin(image, {
    x: x - edge / 2,
    y: y - edge / 2,
    width: edge,
    height: edge,
  });
  const { width, height } = region;
  const values = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    const start = (region.y + row) * image.width + region.x;
    values.set(image.values.subarray(start, start + width), row * width);
  }
  return { cut: { width, height, pixelAng: image.pixelAng, values }, region };
}

/** The fringes in the whole of an image, the strongest first. */
export const fringesIn = (image: GreyImage): readonly Spot[] =>
  findSpots(spectrumOf(image), { ...SPOT_RULES, least: 0.02, most: 12 }).filter(isUpper);

/** Lattice fringes at a place: the spots of {@link cutAround}. @public */
export function fringesAt(image: GreyImage, x: number, y: number, aroundAng?: number): Fringes {
  const { cut, region } = cutAround(image, x, y, aroundAng);
  return { region, spots: fringesIn(cut) };
}

/** One of each pair ±g: the upper one, of two beside the middle the right one. */
export const isUpper = ({ x, y }: Pick<Spot, 'x' | 'y'>): boolean => y > 0 || (y === 0 && x > 0);
