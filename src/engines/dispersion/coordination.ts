import { forEachWithin, type Images } from './images.ts';

/** Steepness of counting, and how much wider than covalent radii neighbours are counted (Grimme et al. 2010). */
const STEEPNESS = 16;
const WIDTH = 4 / 3;

/** How much a neighbour at a distance counts. @param radii sum of covalent radii */
const counted = (distance: number, radii: number): number =>
  1 / (1 + Math.exp(-STEEPNESS * ((WIDTH * radii) / distance - 1)));

/** Fractional coordination number of each atom. @param radii covalent radius of each, in the images' unit */
export function coordinationNumbers(
  images: Images,
  radii: Float64Array,
  reach: number,
): Float64Array {
  const numbers = new Float64Array(images.count);
  forEachWithin(images, reach, (i, j, _x, _y, _z, square) => {
    const part = counted(Math.sqrt(square), radii[i]! + radii[j]!);
    numbers[i]! += part;
    numbers[j]! += part;
  });
  return numbers;
}

/**
 * Adds what a change of the coordination numbers does to the energy.
 * @param byNumber derivative of the energy by each coordination number
 * @param add i, j, vector from i to j's image, and the derivative by it divided by its length
 */
export function throughCoordination(
  images: Images,
  radii: Float64Array,
  reach: number,
  byNumber: Float64Array,
  add: (i: number, j: number, x: number, y: number, z: number, slope: number) => void,
): void {
  forEachWithin(images, reach, (i, j, x, y, z, square) => {
    const distance = Math.sqrt(square);
    const sum = radii[i]! + radii[j]!;
    const part = counted(distance, sum);
    const slope = (-part * (1 - part) * STEEPNESS * WIDTH * sum) / square;
    add(i, j, x, y, z, ((byNumber[i]! + byNumber[j]!) * slope) / distance);
  });
}
