import type { Damping, PairDamping } from './damping.ts';
import { type Images, isUpper, rowWithin } from './images.ts';

/** Sums over all images of one pair of atoms, in atomic units. */
export interface PairSums {
  /** −energy/C6. */
  energy: number;
  /** Of its derivative by the square of the distance, times the vector: x, y, z. */
  readonly slope: Float64Array;
  /** The same, times the vector again: xx, xy, xz, yy, yz, zz. */
  readonly virial: Float64Array;
  /** For the row of images that is summed. */
  readonly range: Float64Array;
}

export const noSums = (): PairSums => ({
  energy: 0,
  slope: new Float64Array(3),
  virial: new Float64Array(6),
  range: new Float64Array(5),
});

/**
 * Sums over the images of atom j around atom i, of an atom's own images over one of each two that lie opposite. This is where
 * the time goes, and so both dampings stand in one loop.
 * bj: 1/(r⁶ + f⁶) + s8 (C8/C6)/(r⁸ + f⁸).
 * zero: r⁻⁶/(1 + 6 (r/(sr6 R0))⁻¹⁴) + s8 (C8/C6) r⁻⁸/(1 + 6 (r/(sr8 R0))⁻¹⁶).
 */
export function sumOverImages(
  images: Images,
  i: number,
  j: number,
  reach: number,
  damping: Damping,
  { eighth, six, eight }: PairDamping,
  out: PairSums,
): void {
  const isBecke = damping === 'bj';
  const { rows } = images;
  const [stepX, stepY, stepZ] = images.step;
  const { range } = out;
  let [energy, sx, sy, sz] = [0, 0, 0, 0];
  let [xx, xy, xz, yy, yz, zz] = [0, 0, 0, 0, 0, 0];
  for (let t = 0; t < rows.length; t += 3) {
    rowWithin(images, i, j, t, reach, range);
    const last = range[4]!;
    for (let k = range[3]!; k <= last; k++) {
      const x = range[0]! + k * stepX;
      const y = range[1]! + k * stepY;
      const z = range[2]! + k * stepZ;
      if (i === j && !isUpper(x, y, z)) continue;
      const u = x * x + y * y + z * z;
      const u2 = u * u;
      const u4 = u2 * u2;
      let slope: number;
      if (isBecke) {
        const p = 1 / (u * u2 + six);
        const q = 1 / (u4 + eight);
        energy += p + eighth * q;
        slope = -3 * u2 * p * p - 4 * eighth * u * u2 * q * q;
      } else {
        const u7 = u4 * u2 * u;
        const u8 = u4 * u4;
        const p = 1 / (u7 + six);
        const q = 1 / (u8 + eight);
        energy += u4 * (p + eighth * q);
        slope = u * u2 * ((4 * six - 3 * u7) * p * p + 4 * eighth * (eight - u8) * q * q);
      }
      const [ax, ay, az] = [slope * x, slope * y, slope * z];
      sx += ax;
      sy += ay;
      sz += az;
      xx += ax * x;
      xy += ax * y;
      xz += ax * z;
      yy += ay * y;
      yz += ay * z;
      zz += az * z;
    }
  }
  out.energy = energy;
  const { slope, virial } = out;
  slope[0] = sx;
  slope[1] = sy;
  slope[2] = sz;
  virial[0] = xx;
  virial[1] = xy;
  virial[2] = xz;
  virial[3] = yy;
  virial[4] = yz;
  virial[5] = zz;
}
