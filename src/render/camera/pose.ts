import { row } from '#core/math/mat3.ts';
import { add, type Cart, dot, scale, sub, threeOf, unit, type Vec3 } from '#core/math/vec3.ts';
import { MOST_PADDING, TAN_HALF_FOV } from '#render/style.ts';
import type { Pose, ScenePadding, ViewDirection } from '#render/types.ts';

export interface Basis {
  readonly right: Vec3;
  readonly up: Vec3;
  /** From the target to the camera. */
  readonly back: Vec3;
}

/** Right-handed screen axes in the frame of the structure. Defined at the poles too. */
export function basisOf(pose: Pick<Pose, 'azimuthRad' | 'elevationRad'>): Basis {
  const [ca, sa] = [Math.cos(pose.azimuthRad), Math.sin(pose.azimuthRad)];
  const [ce, se] = [Math.cos(pose.elevationRad), Math.sin(pose.elevationRad)];
  return { right: [-sa, ca, 0], up: [-se * ca, -se * sa, ce], back: [ce * ca, ce * sa, se] };
}

const rad = (deg: number) => (deg * Math.PI) / 180;

/** Turn of the oblique view about z, away from looking along b, and its height over the plane. */
const OBLIQUE = { turnRad: rad(22), elevationRad: rad(8), ofSheetsRad: rad(32) };
/** Atoms within this height are sheets, Å: seen from the side they would be lines. */
const SHEETS_ANG = 10;

/**
 * Angles at which a direction points at the eye, z up; straight from above or below, `up` points up.
 * @param towards unit vector from the atoms to the eye
 */
export function anglesTowards(
  [x, y, z]: Vec3,
  up: Vec3,
): Pick<Pose, 'azimuthRad' | 'elevationRad'> {
  if (Math.hypot(x, y) < 1e-6) {
    const sign = z > 0 ? -1 : 1;
    return {
      azimuthRad: Math.atan2(sign * up[1], sign * up[0]),
      elevationRad: (-sign * Math.PI) / 2,
    };
  }
  return { azimuthRad: Math.atan2(y, x), elevationRad: Math.asin(Math.min(1, Math.max(-1, z))) };
}

/**
 * Angles of a named view. Along a: b to the right. Along b: a to the right. Along c: from above, b
 * up. Oblique: as along b, turned so that +a comes nearer; onto sheets, such as graphene on another, from higher up.
 * @param xyz 3N, Å; empty where only the cell counts
 */
export function anglesOf(
  direction: ViewDirection,
  lattice: ArrayLike<number>,
  xyz: ArrayLike<number> = [],
): Pick<Pose, 'azimuthRad' | 'elevationRad'> {
  const [a, b, c] = [unit(row(lattice, 0)), unit(row(lattice, 1)), unit(row(lattice, 2))];
  const towards = (v: Vec3) => anglesTowards(v, b);
  switch (direction) {
    case 'a':
      return towards(a);
    case 'b':
      return towards(scale(b, -1));
    case 'c':
      return towards(c);
    case 'oblique': {
      const along = towards(scale(b, -1));
      return {
        azimuthRad: along.azimuthRad + OBLIQUE.turnRad,
        elevationRad: areSheets(xyz) ? OBLIQUE.ofSheetsRad : OBLIQUE.elevationRad,
      };
    }
    default:
      return direction satisfies never;
  }
}

/** Whether a stack is no more than a few sheets of atoms. */
export function areSheets(xyz: ArrayLike<number>): boolean {
  let [low, high] = [Infinity, -Infinity];
  for (let z = 2; z < xyz.length; z += 3) {
    low = Math.min(low, xyz[z]!);
    high = Math.max(high, xyz[z]!);
  }
  return xyz.length > 0 && high - low < SHEETS_ANG;
}

/** Nobody sees a smaller angle. */
const SAME_RAD = 1e-3;

/** Whether two cameras look the same way, full turns aside. */
export function areSameAngles(
  a: Pick<Pose, 'azimuthRad' | 'elevationRad'>,
  b: Pick<Pose, 'azimuthRad' | 'elevationRad'>,
): boolean {
  const turn = Math.sin((a.azimuthRad - b.azimuthRad) / 2);
  return Math.abs(turn) < SAME_RAD && Math.abs(a.elevationRad - b.elevationRad) < SAME_RAD;
}

/** Spheres to fit, relative to `origin`: 4 numbers each, as in `DrawnAtoms`. */
export interface FitContent {
  readonly count: number;
  readonly spheres: Float32Array;
  readonly origin: Cart;
  /** Multiplies the radii. */
  readonly scale: number;
  /** Where the spheres are drawn again: the farthest of these shifts, Å. */
  readonly shifts: readonly Vec3[];
  /** Other points that the picture must hold, relative to `origin`, Å. */
  readonly points: readonly Vec3[];
}

export interface FitFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly paddingPx: ScenePadding;
  readonly perspective: boolean;
}

/** Half height of the picture when there is no atom to measure, and the least one, Å. */
const EMPTY_HALF_HEIGHT = 10;
const LEAST_HALF_HEIGHT = 2;

/** The pose at these angles whose frame, less the padding, just holds all spheres and points. */
export function fitPose(
  angles: Pick<Pose, 'azimuthRad' | 'elevationRad'>,
  content: FitContent,
  frame: FitFrame,
): Pose {
  const { right, up, back } = basisOf(angles);
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  const { count, spheres } = content;
  for (const [i, [x, y, z]] of [right, up, back].entries()) {
    // Numbers alone: a particle has 100,000 atoms, and is fitted up to three times.
    let [least, most] = [Infinity, -Infinity];
    for (let s = 0; s < 4 * count; s += 4) {
      const at = spheres[s]! * x + spheres[s + 1]! * y + spheres[s + 2]! * z;
      const r = spheres[s + 3]! * content.scale;
      if (at - r < least) least = at - r;
      if (at + r > most) most = at + r;
    }
    [low[i], high[i]] = [least, most];
  }
  if (content.count > 0)
    [right, up, back].forEach((axis, i) => {
      const along = content.shifts.map((shift) => dot(shift, axis));
      low[i]! += Math.min(0, ...along);
      high[i]! += Math.max(0, ...along);
    });
  for (const point of content.points)
    [right, up, back].forEach((axis, i) => {
      low[i] = Math.min(low[i]!, dot(point, axis));
      high[i] = Math.max(high[i]!, dot(point, axis));
    });
  if (low[0] === Infinity)
    return { ...angles, target: content.origin, halfHeightAng: EMPTY_HALF_HEIGHT, shift: [0, 0] };
  const [width, height, depth] = low.map((l, i) => high[i]! - l) as [number, number, number];
  // On a small screen the padding shrinks with it, or the atoms would have no room at all.
  const { paddingPx, widthPx, heightPx } = frame;
  const across = (px: number) => Math.min(px, MOST_PADDING.width * widthPx);
  const [left, padRight] = [across(paddingPx.left), across(paddingPx.right)];
  const top = Math.min(paddingPx.top, MOST_PADDING.top * heightPx);
  const bottom = Math.min(paddingPx.bottom, MOST_PADDING.bottom * heightPx);
  const angPerPx = Math.max(
    width / (widthPx - left - padRight),
    height / (heightPx - top - bottom),
  );
  // The nearest atoms look larger through a lens than in the plane of the target.
  const lens = frame.perspective ? (depth / 2) * TAN_HALF_FOV : 0;
  const halfHeightAng = Math.max((angPerPx * heightPx) / 2 + lens, LEAST_HALF_HEIGHT);
  const centre = low.map((l, i) => (l + high[i]!) / 2) as [number, number, number];
  return {
    ...angles,
    target: add(
      content.origin,
      add(scale(right, centre[0]), add(scale(up, centre[1]), scale(back, centre[2]))),
    ),
    halfHeightAng,
    shift: [(padRight - left) / heightPx, (top - bottom) / heightPx],
  };
}

/**
 * A pose from which the picture can be turned about z: what fits each of these poses fits it at any azimuth.
 * @param turns poses that fit, all round
 */
export function aroundAll(
  angles: Pick<Pose, 'azimuthRad' | 'elevationRad'>,
  turns: readonly Pose[],
): Pose {
  const middle = threeOf(
    (x) => turns.reduce((sum, { target }) => sum + target[x]!, 0) / turns.length,
  );
  const halves = turns.map((pose) => {
    const { right, up } = basisOf(pose);
    const aside = sub(pose.target, middle);
    return pose.halfHeightAng + Math.max(Math.abs(dot(aside, right)), Math.abs(dot(aside, up)));
  });
  return {
    azimuthRad: angles.azimuthRad,
    elevationRad: angles.elevationRad,
    target: middle,
    halfHeightAng: Math.max(...halves),
    shift: turns[0]!.shift,
  };
}

/** Turns the camera; the elevation stops at the poles, so that z stays up. */
export const orbit = (pose: Pose, turnRad: number, riseRad: number): Pose => ({
  ...pose,
  azimuthRad: pose.azimuthRad + turnRad,
  elevationRad: Math.min(Math.PI / 2, Math.max(-Math.PI / 2, pose.elevationRad + riseRad)),
});

/** Moves the picture by a fraction of its half height, to the right and up. */
export function pan(pose: Pose, right: number, up: number): Pose {
  const basis = basisOf(pose);
  const move = add(scale(basis.right, -right), scale(basis.up, -up));
  return { ...pose, target: add(pose.target, scale(move, pose.halfHeightAng)) };
}

/** Closest and farthest zoom, Å in half a picture. */
const ZOOM_RANGE: readonly [number, number] = [1, 5000];

/**
 * Scales the picture about a point on the screen, which stays where it is.
 * @param factor of the half height: less than one comes nearer
 * @param at in half heights from the middle of the screen
 */
export function zoom(pose: Pose, factor: number, at: readonly [number, number]): Pose {
  const halfHeightAng = Math.min(
    ZOOM_RANGE[1],
    Math.max(ZOOM_RANGE[0], pose.halfHeightAng * factor),
  );
  const gain = pose.halfHeightAng - halfHeightAng;
  const { right, up } = basisOf(pose);
  const move = add(
    scale(right, (at[0] + pose.shift[0]) * gain),
    scale(up, (at[1] + pose.shift[1]) * gain),
  );
  return { ...pose, halfHeightAng, target: add(pose.target, move) };
}

/** Between two poses, turning the short way round. @param t 0..1 */
export function between(from: Pose, to: Pose, t: number): Pose {
  const mix = (a: number, b: number) => a + (b - a) * t;
  const turn = to.azimuthRad - from.azimuthRad;
  const short = turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
  return {
    target: [
      mix(from.target[0], to.target[0]),
      mix(from.target[1], to.target[1]),
      mix(from.target[2], to.target[2]),
    ],
    azimuthRad: from.azimuthRad + short * t,
    elevationRad: mix(from.elevationRad, to.elevationRad),
    // Geometric: zooming in and out feel the same.
    halfHeightAng: from.halfHeightAng * (to.halfHeightAng / from.halfHeightAng) ** t,
    shift: [mix(from.shift[0], to.shift[0]), mix(from.shift[1], to.shift[1])],
  };
}
