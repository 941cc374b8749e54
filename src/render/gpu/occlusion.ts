import { forEachPair } from '#core/crystal/neighbors.ts';
import { hypot } from '#core/math/hypot.ts';
import { fromRows, inverse, mulRow, row } from '#core/math/mat3.ts';
import { scale, type Vec3 } from '#core/math/vec3.ts';
import { countsOf } from './block.ts';
import type { DrawnAtoms } from './buffers.ts';

/** Neighbours farther away take no notable part of the light, Å. */
const REACH_ANG = 5.5;

const NONE: Vec3 = [0, 0, 0];

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
    const shift = image[0] || image[1] || image[2] ? mulRow(image, cell) : NONE;
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

/** The lattice along which the picture is repeated; along the others it ends, and no image is within reach. */
function litCell({ lattice, block }: DrawnAtoms, xyz: ArrayLike<number>): Float64Array {
  const inv = inverse(lattice);
  const rows = countsOf(block).map((n, k): Vec3 => {
    const axis = row(lattice, k);
    if (n > 1) return axis;
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < xyz.length; i += 3) {
      const f = xyz[i]! * inv[k]! + xyz[i + 1]! * inv[3 + k]! + xyz[i + 2]! * inv[6 + k]!;
      low = Math.min(low, f);
      high = Math.max(high, f);
    }
    // Columns of the inverse are the reciprocal vectors, whose length is one over the height of the cell.
    const reach = REACH_ANG * hypot(inv[k]!, inv[3 + k]!, inv[6 + k]!);
    return scale(axis, Math.max(0, high - low) + 1.01 * reach);
  });
  return fromRows(rows[0]!, rows[1]!, rows[2]!);
}
