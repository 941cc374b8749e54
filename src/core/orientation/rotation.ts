import type { Mat3 } from '#core/math/mat3.ts';
import { norm, scale, type Vec3 } from '#core/math/vec3.ts';

const DEGREE = Math.PI / 180;

/** A turn about an axis, right-handed. */
export interface AxisAngle {
  /** Unit vector; z for no turn at all. */
  readonly axis: Vec3;
  /** 0 … 180. */
  readonly angleDeg: number;
}

/** Unit quaternion, the scalar part first and not negative. */
export type Quaternion = readonly [w: number, x: number, y: number, z: number];

/** The quaternion of a rotation matrix whose columns act on column vectors: v′ = R v. */
export function quaternionOf(r: Mat3): Quaternion {
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = Array.from(r) as [
    ...[number, number, number, number, number, number, number, number, number],
  ];
  // Four times the squares of w, x, y, z: the largest is divided by, so that no digit is lost near 180°.
  const squares = [1 + xx + yy + zz, 1 + xx - yy - zz, 1 - xx + yy - zz, 1 - xx - yy + zz];
  const largest = squares.indexOf(Math.max(...squares));
  const raw = [
    [squares[0]!, zy - yz, xz - zx, yx - xy],
    [zy - yz, squares[1]!, xy + yx, xz + zx],
    [xz - zx, xy + yx, squares[2]!, yz + zy],
    [yx - xy, xz + zx, yz + zy, squares[3]!],
  ][largest]!;
  const length = Math.hypot(...raw);
  const first = raw.find((x) => Math.abs(x) > 1e-12 * length)!;
  const sign = Math.abs(raw[0]!) > 1e-12 * length ? Math.sign(raw[0]!) : Math.sign(first);
  // Each row above has four numbers.
  return raw.map((x) => (sign * x) / length + 0) as unknown as Quaternion;
}

export function axisAngleOf(r: Mat3): AxisAngle {
  const [w, x, y, z] = quaternionOf(r);
  const sine = norm([x, y, z]);
  if (sine < 1e-9) return { axis: [0, 0, 1], angleDeg: 0 };
  return {
    axis: scale([x, y, z], 1 / sine),
    angleDeg: (2 * Math.atan2(sine, w)) / DEGREE,
  };
}

/** Euler angles, degrees: φ1 and φ2 in [0, 360), Φ in [0, 180]. */
export interface BungeAngles {
  readonly phi1: number;
  readonly Phi: number;
  readonly phi2: number;
}

/**
 * Euler angles after Bunge: the first frame is turned about its z by φ1, about its new x by Φ, about its new z by φ2,
 * and lies then on the second one. R = Z(φ1) X(Φ) Z(φ2) takes components in the second frame to those in the first;
 * Bunge's matrix g is its transpose. Where Φ is 0 or 180° only φ1 ± φ2 has a meaning, and φ2 is given as 0.
 * @param r columns are the axes of the second frame in the first
 */
export function bungeAnglesOf(r: Mat3): BungeAngles {
  const sine = Math.hypot(r[2]!, r[5]!);
  const Phi = Math.atan2(sine, r[8]!) / DEGREE;
  if (sine < 1e-7) return { phi1: turn(Math.atan2(r[3]!, r[0]!)), Phi, phi2: 0 };
  return {
    phi1: turn(Math.atan2(r[2]!, -r[5]!)),
    Phi,
    phi2: turn(Math.atan2(r[6]!, r[7]!)),
  };
}

/** Degrees in [0, 360), rounding below 360 counted as 0. */
function turn(rad: number): number {
  const deg = rad / DEGREE;
  const positive = deg < 0 ? deg + 360 : deg;
  return 360 - positive < 1e-9 ? 0 : positive + 0;
}

/** The rotation about a unit axis. */
export function rotationAbout([x, y, z]: Vec3, rad: number): Float64Array {
  const [c, s] = [Math.cos(rad), Math.sin(rad)];
  const d = 1 - c;
  return Float64Array.of(
    c + x * x * d,
    x * y * d - z * s,
    x * z * d + y * s,
    y * x * d + z * s,
    c + y * y * d,
    y * z * d - x * s,
    z * x * d - y * s,
    z * y * d + x * s,
    c + z * z * d,
  );
}
