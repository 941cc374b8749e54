import type { PlaneStrain } from '#core/match/strain.ts';
import { type Mat2, mul2 } from '#core/math/plane2.ts';

// One deformation, other numbers for it: U is the stretch that takes a slab's own cell to the shared one.

const stretchOf = ({ xx, yy, xy }: PlaneStrain): Mat2 => [
  [1 + xx, xy],
  [xy, 1 + yy],
];

/** E = ½ (U² − 1). */
export function greenLagrange(strain: PlaneStrain): PlaneStrain {
  const u = stretchOf(strain);
  const square = mul2(u, u);
  return { xx: (square[0][0] - 1) / 2, yy: (square[1][1] - 1) / 2, xy: square[0][1] / 2 };
}

/** Logarithmic (true) strain along an axis, ln(1 + ε), for a stretch ε along it. */
export const logarithmic = (strain: number): number => Math.log1p(strain);

/**
 * The size of a strain as one number without sign, √(⅔ e:e) with e the strain less its mean, where the strain along the
 * normal is taken to be zero.
 */
export function vonMises({ xx, yy, xy }: PlaneStrain): number {
  const mean = (xx + yy) / 3;
  const [x, y, z] = [xx - mean, yy - mean, -mean];
  return Math.sqrt((2 / 3) * (x * x + y * y + z * z + 2 * xy * xy));
}
