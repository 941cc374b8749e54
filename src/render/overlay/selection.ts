import { minimumImage } from '#core/analysis/geometry.ts';
import { add, sub, type Vec3 } from '#core/math/vec3.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import { placeOf } from '#render/stage/contactLines.ts';

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
    out.push(last ? add(last, minimumImage(sub(place, last), drawn.lattice)) : place);
  }
  return out;
}
