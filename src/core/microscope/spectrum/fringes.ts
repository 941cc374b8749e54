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

/** Lattice fringes at a place: the spots of a small square around it. @param x pixels from the left @param y from the top @public */
export function fringesAt(
  image: GreyImage,
  x: number,
  y: number,
  aroundAng: number = AROUND_ANG,
): Fringes {
  const edge = Math.max(32, Math.round(aroundAng / image.pixelAng));
  const region = regionWithin(image, {
    x: x - edge / 2,
    y: y - edge / 2,
    width: edge,
    height: edge,
  });
  const spots = findSpots(spectrumOf(image, region), { ...SPOT_RULES, least: 0.02, most: 12 });
  return { region, spots: spots.filter(isUpper) };
}

/** One of each pair ±g: the upper one, of two beside the middle the right one. */
export const isUpper = ({ x, y }: Pick<Spot, 'x' | 'y'>): boolean => y > 0 || (y === 0 && x > 0);
