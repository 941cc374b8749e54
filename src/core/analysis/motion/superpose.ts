import { mulCol, row } from '#core/math/mat3.ts';
import type { Vec3 } from '#core/math/vec3.ts';

/** A rigid motion onto a reference: `moved = rotation · (x − from) + to`. */
export interface Superposition {
  /** 3×3, det +1, acts on column vectors. */
  readonly rotation: Float64Array;
  /** Centre of the atoms before and after, Å. */
  readonly from: Vec3;
  readonly to: Vec3;
  /** Root mean square distance that is left, Å. */
  readonly rmsAng: number;
}

/**
 * The rigid motion that brings positions nearest to a reference; a proper rotation, never a mirror.
 * Positions must be unwrapped. In a periodic cell only a shift leaves the cell as it is: ask for
 * `rotate` on molecules and clusters.
 * @param xyz 3N Å
 * @param reference 3N Å
 * @param atoms which of them count
 * @see Horn, J. Opt. Soc. Am. A 1987, 4, 629, doi 10.1364/JOSAA.4.000629
 */
export function superpose(
  xyz: ArrayLike<number>,
  reference: ArrayLike<number>,
  atoms: readonly number[],
  rotate: boolean,
): Superposition {
  const from = centroid(xyz, atoms);
  const to = centroid(reference, atoms);
  const rotation = rotate
    ? bestRotation(xyz, reference, atoms, from, to)
    : Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  let sum = 0;
  for (const i of atoms) {
    const moved = move(row(xyz, i), { rotation, from, to });
    sum += moved.reduce((s, x, j) => s + (x - reference[3 * i + j]!) ** 2, 0);
  }
  return { rotation, from, to, rmsAng: Math.sqrt(sum / Math.max(1, atoms.length)) };
}

/** Applies a superposition to one position. */
export function move(
  x: Vec3,
  { rotation, from, to }: Pick<Superposition, 'rotation' | 'from' | 'to'>,
): Vec3 {
  const turned = mulCol(rotation, [x[0] - from[0], x[1] - from[1], x[2] - from[2]]);
  return [turned[0] + to[0], turned[1] + to[1], turned[2] + to[2]];
}

function centroid(xyz: ArrayLike<number>, atoms: readonly number[]): Vec3 {
  const sum: [number, number, number] = [0, 0, 0];
  for (const i of atoms) for (let j = 0; j < 3; j++) sum[j]! += xyz[3 * i + j]! / atoms.length;
  return sum;
}

/** The unit quaternion that maximises the overlap is an eigenvector of a symmetric 4×4 matrix. */
function bestRotation(
  xyz: ArrayLike<number>,
  reference: ArrayLike<number>,
  atoms: readonly number[],
  from: Vec3,
  to: Vec3,
): Float64Array {
  const s = new Float64Array(9);
  for (const i of atoms)
    for (let j = 0; j < 3; j++)
      for (let k = 0; k < 3; k++)
        s[3 * j + k]! += (xyz[3 * i + j]! - from[j]!) * (reference[3 * i + k]! - to[k]!);
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = s as unknown as number[] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [w, x, y, z] = largestEigenvector([
    [xx + yy + zz, yz - zy, zx - xz, xy - yx],
    [yz - zy, xx - yy - zz, xy + yx, zx + xz],
    [zx - xz, xy + yx, -xx + yy - zz, yz + zy],
    [xy - yx, zx + xz, yz + zy, -xx - yy + zz],
  ]) as [number, number, number, number];
  return Float64Array.of(
    w * w + x * x - y * y - z * z,
    2 * (x * y - w * z),
    2 * (x * z + w * y),
    2 * (x * y + w * z),
    w * w - x * x + y * y - z * z,
    2 * (y * z - w * x),
    2 * (x * z - w * y),
    2 * (y * z + w * x),
    w * w - x * x - y * y + z * z,
  );
}

/** More sweeps than a 4×4 matrix ever needs. */
const MAX_SWEEPS = 50;

/** By Jacobi's rotations, which are exact to rounding for a symmetric matrix. */
function largestEigenvector(input: readonly (readonly number[])[]): number[] {
  const a = input.map((r) => [...r]);
  const n = a.length;
  const v = a.map((_, i) => a.map((_, j): number => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        off += Math.abs(a[p]![q]!);
        if (a[p]![q] === 0) continue;
        const theta = 0.5 * Math.atan2(2 * a[p]![q]!, a[q]![q]! - a[p]![p]!);
        const [c, sn] = [Math.cos(theta), Math.sin(theta)];
        for (let k = 0; k < n; k++) {
          const [x, y] = [a[k]![p]!, a[k]![q]!];
          a[k]![p] = c * x - sn * y;
          a[k]![q] = sn * x + c * y;
        }
        for (let k = 0; k < n; k++) {
          const [x, y] = [a[p]![k]!, a[q]![k]!];
          a[p]![k] = c * x - sn * y;
          a[q]![k] = sn * x + c * y;
          const [u, w] = [v[k]![p]!, v[k]![q]!];
          v[k]![p] = c * u - sn * w;
          v[k]![q] = sn * u + c * w;
        }
      }
    if (off === 0) break;
  }
  let best = 0;
  for (let k = 1; k < n; k++) if (a[k]![k]! > a[best]![best]!) best = k;
  return v.map((r) => r[best]!);
}
