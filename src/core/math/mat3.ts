import { cross, dot, type Vec3 } from './vec3.ts';

/** 3×3, row-major. A lattice is three row vectors. */
export type Mat3 = ArrayLike<number>;

export const row = (m: Mat3, i: number): Vec3 => [m[3 * i]!, m[3 * i + 1]!, m[3 * i + 2]!];

export const fromRows = (a: Vec3, b: Vec3, c: Vec3): Float64Array =>
  Float64Array.of(...a, ...b, ...c);

/** Row vector times matrix: fractions → Cartesian when `m` is a lattice. */
export const mulRow = (v: Vec3, m: Mat3): Vec3 => [
  v[0] * m[0]! + v[1] * m[3]! + v[2] * m[6]!,
  v[0] * m[1]! + v[1] * m[4]! + v[2] * m[7]!,
  v[0] * m[2]! + v[1] * m[5]! + v[2] * m[8]!,
];

/** Matrix times column vector. */
export const mulCol = (m: Mat3, v: Vec3): Vec3 => [
  dot(row(m, 0), v),
  dot(row(m, 1), v),
  dot(row(m, 2), v),
];

export function mul(a: Mat3, b: Mat3): Float64Array {
  const out = new Float64Array(9);
  for (let i = 0; i < 3; i++) out.set(mulRow(row(a, i), b), 3 * i);
  return out;
}

export const transpose = (m: Mat3): Float64Array =>
  Float64Array.of(m[0]!, m[3]!, m[6]!, m[1]!, m[4]!, m[7]!, m[2]!, m[5]!, m[8]!);

/** Signed volume of the rows; positive for a right-handed set. */
export const det = (m: Mat3): number => dot(row(m, 0), cross(row(m, 1), row(m, 2)));

/** Inverse: `mulRow(mulRow(v, m), inverse(m)) = v`. The caller has checked that det ≠ 0. */
export function inverse(m: Mat3): Float64Array {
  const [a, b, c] = [row(m, 0), row(m, 1), row(m, 2)];
  const d = det(m);
  const bc = cross(b, c);
  const ca = cross(c, a);
  const ab = cross(a, b);
  return Float64Array.of(
    bc[0] / d,
    ca[0] / d,
    ab[0] / d,
    bc[1] / d,
    ca[1] / d,
    ab[1] / d,
    bc[2] / d,
    ca[2] / d,
    ab[2] / d,
  );
}
