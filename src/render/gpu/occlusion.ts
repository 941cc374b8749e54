import { forEachPair } from '#core/crystal/neighbors.ts';
import { fromRows, mulRow, row } from '#core/math/mat3.ts';
import { norm, scale, type Vec3 } from '#core/math/vec3.ts';
import { countsOf } from './block.ts';
import type { DrawnAtoms } from './buffers.ts';

/** Neighbours farther away take no notable part of the light, Å. */
const REACH_ANG = 6.5;

/**
 * How much of the light from a direction n neighbours take from each sphere, in the first two orders: w + xyz · n.
 * A neighbour of radius r at the distance d covers (r/d)² / 2 of a hemisphere that faces it; where the picture is not
 * repeated, light comes in from outside.
 * @param xyz 3N Cartesian, Å
 * @param atomScale multiplies the radii
 * @param out 4 per sphere
 */
export function writeOcclusion(
  drawn: DrawnAtoms,
  xyz: ArrayLike<number>,
  atomScale: number,
  out: Float32Array,
): void {
  out.fill(0);
  const { spheres } = drawn;
  const radius = (i: number) => spheres[4 * i + 3]! * atomScale;
  const cell = litCell(drawn, xyz);
  forEachPair(cell, xyz, REACH_ANG, (i, j, image, ang) => {
    if (i === j) return;
    const shift = mulRow(image, cell);
    const distance = Math.max(ang, 1e-3);
    const [p, q] = [(radius(j) / distance) ** 2, (radius(i) / distance) ** 2];
    for (let x = 0; x < 3; x++) {
      const towards = (xyz[3 * j + x]! + shift[x]! - xyz[3 * i + x]!) / distance;
      out[4 * i + x]! += 0.5 * p * towards;
      out[4 * j + x]! -= 0.5 * q * towards;
    }
    out[4 * i + 3]! += 0.25 * p;
    out[4 * j + 3]! += 0.25 * q;
  });
  for (let k = xyz.length / 3; k < drawn.count; k++)
    out.copyWithin(4 * k, 4 * drawn.source[k]!, 4 * drawn.source[k]! + 4);
}

/** The lattice along which the picture is repeated; along the others no image is near. */
function litCell({ lattice, block }: DrawnAtoms, xyz: ArrayLike<number>): Float64Array {
  let reach = 2 * REACH_ANG;
  for (let k = 0; k < xyz.length; k++) reach = Math.max(reach, 2 * Math.abs(xyz[k]!) + REACH_ANG);
  const rows = countsOf(block).map((n, k): Vec3 => {
    const axis = row(lattice, k);
    return n > 1 ? axis : scale(axis, Math.max(1, (4 * reach) / norm(axis)));
  });
  return fromRows(rows[0]!, rows[1]!, rows[2]!);
}
