import { row } from '#core/math/mat3.ts';
import { add, scale, sub, type Vec3 } from '#core/math/vec3.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import type { SceneBox } from '#render/types.ts';

const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/** A point on an upright edge of the cell, at a height or at a fraction of c. Relative to the scene's origin, Å. */
function upright({ lattice, origin }: DrawnAtoms, corner: number, alongC: number): Vec3 {
  const [u, v] = CORNERS[corner]!;
  const across = add(scale(row(lattice, 0), u), scale(row(lattice, 1), v));
  return sub(add(across, scale(row(lattice, 2), alongC)), origin);
}

/** Fractions of c at which floor and lid are drawn. */
function ends({ lattice }: DrawnAtoms, box: SceneBox | null): readonly [number, number] {
  const height = lattice[8]!;
  return box && height > 0 ? [box.floorAng / height, box.lidAng / height] : [0, 1];
}

/** Floor, then lid, four corners each. */
export function boxCorners(drawn: DrawnAtoms, box: SceneBox | null): readonly Vec3[] {
  return ends(drawn, box).flatMap((t) => CORNERS.map((_, k) => upright(drawn, k, t)));
}

/** Half the height of a break mark, and how far it leaves the edge, Å. */
const BREAK_ANG = 0.45;
const BREAK_ASIDE_ANG = 0.5;

/** Points of the four upright edges from the floor up, at each break with a zigzag that is one from whatever side it is seen. */
export function boxPosts(drawn: DrawnAtoms, box: SceneBox | null): readonly (readonly Vec3[])[] {
  const height = drawn.lattice[8]!;
  const [floor, lid] = ends(drawn, box);
  const a = row(drawn.lattice, 0);
  const aside = scale([a[0], a[1], 0], BREAK_ASIDE_ANG / Math.hypot(a[0], a[1]));
  const across: Vec3 = [-aside[1], aside[0], 0];
  return CORNERS.map((_, corner) => {
    const at = (zAng: number) => upright(drawn, corner, zAng / height);
    return [
      upright(drawn, corner, floor),
      ...(box?.breaksAng ?? []).flatMap((zAng) => [
        at(zAng - BREAK_ANG),
        add(at(zAng - 0.6 * BREAK_ANG), aside),
        add(at(zAng - 0.2 * BREAK_ANG), across),
        sub(at(zAng + 0.2 * BREAK_ANG), aside),
        sub(at(zAng + 0.6 * BREAK_ANG), across),
        at(zAng + BREAK_ANG),
      ]),
      upright(drawn, corner, lid),
    ];
  });
}
