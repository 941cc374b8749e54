import { RADIANS } from '#core/diffraction/powder.ts';
import { fromRows, inverse, type Mat3, mul, mulCol, mulRow } from '#core/math/mat3.ts';
import { cross, dot, norm, scale, sub, unit, type Vec3 } from '#core/math/vec3.ts';

/** How a specimen lies under the beam. */
export interface ViewAngles {
  /** Turns the picture counter-clockwise, degrees. */
  readonly rotationDeg: number;
  /** Tilt of the goniometer about the x axis of the picture: the upper half comes towards the viewer. Degrees. */
  readonly alphaDeg: number;
  /** Tilt about the y axis, which is carried along by α: the right half goes away from the viewer. Degrees. */
  readonly betaDeg: number;
}

export const UNTILTED: ViewAngles = { rotationDeg: 0, alphaDeg: 0, betaDeg: 0 };

/**
 * Rotation from the frame of a specimen into that of the picture: x to the right, y up, z towards the viewer, from where
 * the electrons come. Rows act on columns: picture = R · specimen.
 */
export interface View {
  /** With the goniometer's tilt. */
  readonly rotation: Mat3;
  /** Without it: z is the zone axis. */
  readonly untilted: Mat3;
  /** From the zone axis to the beam, degrees: cos τ = cos α cos β. */
  readonly tiltDeg: number;
}

/**
 * The view along a direction.
 * @param axis of the specimen's frame: points at the viewer
 * @param up of the specimen's frame: its part across the axis points up in the picture; where there is none another is taken
 */
export function viewAlong(axis: Vec3, up: Vec3, angles: ViewAngles = UNTILTED): View {
  const z = unit(axis);
  const across = (v: Vec3) => sub(v, scale(z, dot(v, z)));
  const candidates: readonly Vec3[] = [up, [0, 0, 1], [0, 1, 0]];
  const y = unit(candidates.map(across).find((v, k) => norm(v) > 1e-3 * norm(candidates[k]!))!);
  const untilted = mul(aboutZ(angles.rotationDeg), fromRows(cross(y, z), y, z));
  const tilt = mul(aboutX(angles.alphaDeg), aboutY(angles.betaDeg));
  const cosine = Math.cos(angles.alphaDeg * RADIANS) * Math.cos(angles.betaDeg * RADIANS);
  return {
    rotation: mul(tilt, untilted),
    untilted,
    tiltDeg: Math.acos(Math.min(1, cosine)) / RADIANS,
  };
}

const turn = (deg: number): readonly [number, number] => [
  Math.cos(deg * RADIANS),
  Math.sin(deg * RADIANS),
];
function aboutX(deg: number): Mat3 {
  const [c, s] = turn(deg);
  return [1, 0, 0, 0, c, -s, 0, s, c];
}
function aboutY(deg: number): Mat3 {
  const [c, s] = turn(deg);
  return [c, 0, s, 0, 1, 0, -s, 0, c];
}
function aboutZ(deg: number): Mat3 {
  const [c, s] = turn(deg);
  return [c, -s, 0, s, c, 0, 0, 0, 1];
}

/** Cartesian direction of a zone axis [uvw]. @param axes 3×3 rows, Å */
export const zoneVector = (axes: Mat3, uvw: Vec3): Vec3 => mulRow(uvw, axes);

/** Reciprocal vector of (hkl), 1/Å, of length 1/d. @param axes 3×3 rows, Å */
export const planeVector = (axes: Mat3, hkl: Vec3): Vec3 => mulCol(inverse(axes), hkl);
