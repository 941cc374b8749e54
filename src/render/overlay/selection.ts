import { minimumImage } from '#core/analysis/geometry.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { mulRow } from '#core/math/mat3.ts';
import { add, sub, type Vec3 } from '#core/math/vec3.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import { atomPlace } from '#render/stage/contactLines.ts';

/**
 * Places of the picked atoms: the chain along which a distance, an angle or a torsion is measured. Relative to the
 * scene's origin, Å. None where one of them is hidden: a mark would hang in empty space.
 * @param cells the image of each that is meant; null: each the image nearest to the one before
 */
export function chain(
  selection: readonly number[],
  cells: readonly IntVec3[] | null,
  drawn: DrawnAtoms,
  xyz: ArrayLike<number>,
): Vec3[] {
  const out: Vec3[] = [];
  for (const [k, atom] of selection.entries()) {
    if (3 * atom + 2 >= xyz.length) continue;
    if (drawn.spheres[4 * atom + 3] === 0) return [];
    const place = atomPlace(drawn, xyz, atom);
    if (cells !== null) {
      out.push(add(place, mulRow(cells[k]!, drawn.lattice)));
      continue;
    }
    const last = out.at(-1);
    out.push(last ? add(last, minimumImage(sub(place, last), drawn.lattice)) : place);
  }
  return out;
}
