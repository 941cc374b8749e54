import type { IntVec3 } from '#core/math/integer.ts';
import { mulRow } from '#core/math/mat3.ts';
import { sub } from '#core/math/vec3.ts';
import { cellsOf } from '#render/gpu/block.ts';
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
): { readonly sphere: number; readonly distanceAng: number } | null {
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
  return hit < 0 ? null : { sphere: hit, distanceAng: nearest };
}

/** An atom's image, and how far along a ray it is met, Å. */
export type SeenImage = AtomImage & { readonly distanceAng: number };

/** Bodies around atoms, where some are drawn. */
export interface DrawnBodies {
  /** The centre of the first on a ray. */
  readonly onRay: (ray: Ray) => SeenImage | null;
  /** Balls are seen through them. */
  readonly glassy: boolean;
}

/**
 * The atom that a ray meets first, or the centre of the body that it meets before, and in which cell, those of repeated pictures too; null for none.
 * @param atomScale multiplies the radii
 */
export function atomOnRay(
  drawn: DrawnAtoms,
  atomScale: number,
  ray: Ray,
  bodies: DrawnBodies | null = null,
): AtomImage | null {
  let nearest: SeenImage | null = null;
  for (const copy of cellsOf(drawn.block)) {
    const origin = sub(ray.origin, mulRow(copy, drawn.lattice));
    const hit = sphereOnRay(drawn, atomScale, { ...ray, origin });
    if (hit === null || (nearest && hit.distanceAng >= nearest.distanceAng)) continue;
    nearest = { ...imageOf(drawn, hit.sphere, copy), distanceAng: hit.distanceAng };
  }
  if (bodies !== null && !(nearest && bodies.glassy)) {
    const body = bodies.onRay(ray);
    if (body && !(nearest && nearest.distanceAng < body.distanceAng)) nearest = body;
  }
  return nearest && { atom: nearest.atom, cells: nearest.cells };
}

/** The atom that a sphere of a copy shows, and in which cell. */
const imageOf = (
  { source, shift }: Pick<DrawnAtoms, 'source' | 'shift'>,
  sphere: number,
  copy: IntVec3,
): AtomImage => ({
  atom: source[sphere]!,
  cells: [
    copy[0] + shift[3 * sphere]!,
    copy[1] + shift[3 * sphere + 1]!,
    copy[2] + shift[3 * sphere + 2]!,
  ],
});
