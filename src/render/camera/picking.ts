import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import type { AtomImage } from '#render/types.ts';
import type { Ray } from './view.ts';

/**
 * The nearest sphere that a ray meets; null for none. A loop over all spheres
 * takes a few ms at a million, and no raycaster has to know about impostors.
 * @param atomScale multiplies the radii
 */
export function sphereOnRay(
  drawn: Pick<DrawnAtoms, 'count' | 'spheres'>,
  atomScale: number,
  ray: Ray,
): number | null {
  const [ox, oy, oz] = ray.origin;
  const [dx, dy, dz] = ray.direction;
  const { spheres } = drawn;
  let nearest = Infinity;
  let hit = -1;
  for (let k = 0; k < drawn.count; k++) {
    const x = spheres[4 * k]! - ox;
    const y = spheres[4 * k + 1]! - oy;
    const z = spheres[4 * k + 2]! - oz;
    const r = spheres[4 * k + 3]! * atomScale;
    const along = x * dx + y * dy + z * dz;
    // Distance from the ray by components: x² + y² + z² − along² loses digits far from the eye.
    const [px, py, pz] = [x - along * dx, y - along * dy, z - along * dz];
    const inside = r * r - (px * px + py * py + pz * pz);
    if (!(inside >= 0)) continue;
    const distance = along - Math.sqrt(inside);
    if (distance > ray.startAng && distance < nearest) {
      nearest = distance;
      hit = k;
    }
  }
  return hit < 0 ? null : hit;
}

/** The atom that a sphere shows, and in which cell. */
export const imageOf = (
  { source, shift }: Pick<DrawnAtoms, 'source' | 'shift'>,
  sphere: number,
): AtomImage => ({
  atom: source[sphere]!,
  cells: [shift[3 * sphere]!, shift[3 * sphere + 1]!, shift[3 * sphere + 2]!],
});
