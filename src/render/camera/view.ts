import { add, type Cart, dot, scale, sub, unit, type Vec3 } from '#core/math/vec3.ts';
import { TAN_HALF_FOV } from '#render/style.ts';
import type { Pose } from '#render/types.ts';
import { type Basis, basisOf } from './pose.ts';

/** A camera as numbers. All points are relative to the scene's origin, Å; the screen is in CSS px. */
export interface View extends Basis {
  readonly eye: Vec3;
  readonly halfHeightAng: number;
  readonly perspective: boolean;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The eye stands where a lens gives the plane of the target its size; the other projection too. */
export function viewFrom(
  pose: Pose,
  origin: Cart,
  screen: { readonly widthPx: number; readonly heightPx: number; readonly perspective: boolean },
): View {
  const basis = basisOf(pose);
  const half = pose.halfHeightAng;
  const aside = add(
    scale(basis.right, pose.shift[0] * half),
    scale(basis.up, pose.shift[1] * half),
  );
  const middle = add(sub(pose.target, origin), aside);
  return {
    ...basis,
    ...screen,
    eye: add(middle, scale(basis.back, half / TAN_HALF_FOV)),
    halfHeightAng: half,
  };
}

/** A point on the screen: x and y in CSS px, the size of 1 Å there in px, and the depth in Å. */
export type ScreenPoint = [x: number, y: number, pxPerAng: number, depthAng: number];

/** Projects a point into `out`, which is returned: the caller's loop allocates nothing. */
export function project(
  view: View,
  x: number,
  y: number,
  z: number,
  out: ScreenPoint,
): ScreenPoint {
  const { eye, right, up, back } = view;
  const dx = x - eye[0];
  const dy = y - eye[1];
  const dz = z - eye[2];
  const depth = -(dx * back[0] + dy * back[1] + dz * back[2]);
  const half = view.perspective ? depth * TAN_HALF_FOV : view.halfHeightAng;
  const px = view.heightPx / (2 * half);
  out[0] = view.widthPx / 2 + px * (dx * right[0] + dy * right[1] + dz * right[2]);
  out[1] = view.heightPx / 2 - px * (dx * up[0] + dy * up[1] + dz * up[2]);
  out[2] = px;
  out[3] = depth;
  return out;
}

export interface Ray {
  readonly origin: Vec3;
  /** Unit. */
  readonly direction: Vec3;
  /** Where it begins. Parallel rays have no beginning: the eye may stand among the atoms. */
  readonly startAng: number;
}

/** The ray under a point of the screen. */
export function rayAt(view: View, xPx: number, yPx: number): Ray {
  const x = (2 * xPx - view.widthPx) / view.heightPx;
  const y = 1 - (2 * yPx) / view.heightPx;
  const across = add(scale(view.right, x), scale(view.up, y));
  if (view.perspective)
    return {
      origin: view.eye,
      direction: unit(sub(scale(across, TAN_HALF_FOV), view.back)),
      startAng: 0,
    };
  return {
    origin: add(view.eye, scale(across, view.halfHeightAng)),
    direction: scale(view.back, -1),
    startAng: -Infinity,
  };
}

/** Depth of a point along the view, Å from the eye. */
export const depthOf = (view: View, p: Vec3): number => -dot(sub(p, view.eye), view.back);
