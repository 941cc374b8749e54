import { inverse, mulRow } from '#core/math/mat3.ts';
import { add, dot, sub, type Vec3 } from '#core/math/vec3.ts';
import type { DrawnAtoms } from './buffers.ts';
import { placeOf } from './contacts.ts';

/** The shortest of all vectors that differ from `d` by a lattice vector, Å. */
export function nearestImage(d: Vec3, lattice: Float64Array): Vec3 {
  const f = mulRow(d, inverse(lattice));
  let best = d;
  let least = Infinity;
  // Rounding alone finds the nearest image only in a reduced cell; search ±1 around it.
  for (let u = -1; u <= 1; u++)
    for (let v = -1; v <= 1; v++)
      for (let w = -1; w <= 1; w++) {
        const cells: Vec3 = [u - Math.round(f[0]), v - Math.round(f[1]), w - Math.round(f[2])];
        const image = add(d, mulRow(cells, lattice));
        const square = dot(image, image);
        if (square < least - 1e-9) {
          least = square;
          best = image;
        }
      }
  return best;
}

/**
 * Places of the picked atoms, each the image nearest to the one before: the chain along which a
 * distance, an angle or a torsion is measured. Relative to the scene's origin, Å.
 */
export function chain(
  selection: readonly number[],
  drawn: DrawnAtoms,
  xyz: ArrayLike<number>,
): Vec3[] {
  const out: Vec3[] = [];
  for (const atom of selection) {
    if (3 * atom + 2 >= xyz.length) continue;
    const place = placeOf(drawn, xyz, atom);
    const last = out.at(-1);
    out.push(last ? add(last, nearestImage(sub(place, last), drawn.lattice)) : place);
  }
  return out;
}
