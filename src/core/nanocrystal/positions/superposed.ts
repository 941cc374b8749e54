import { mulRow } from '#core/math/mat3.ts';
import { mapTuple, type Vec3 } from '#core/math/vec3.ts';

/** More than the power iteration ever takes: it stops where nothing changes any more. */
const MOST_TURNS = 10_000;

/**
 * Positions moved and turned as a whole onto a reference: of all rigid motions the one with the least sum of squares. It
 * takes the drift and the rotation of a free particle out of what its atoms have done.
 * @param positions, reference 3N, any unit; at least one atom
 * @returns 3N, a new array: `(positions − their mean) · rotation + mean of the reference`
 * @see Horn, J. Opt. Soc. Am. A 1987, 4, 629
 */
export function superposed(
  positions: ArrayLike<number>,
  reference: ArrayLike<number>,
): Float64Array {
  const [from, to] = [meanOf(positions), meanOf(reference)];
  /** Sums of products, row by component of the positions. */
  const s = new Float64Array(9);
  for (let k = 0; k < positions.length; k += 3)
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++)
        s[3 * i + j]! += (positions[k + i]! - from[i]!) * (reference[k + j]! - to[j]!);
  const rotation = rotationOf(s);
  const out = new Float64Array(positions.length);
  for (let k = 0; k < positions.length; k += 3) {
    const turned = mulRow(
      mapTuple([0, 1, 2], (j) => positions[k + j]! - from[j]!),
      rotation,
    );
    for (let j = 0; j < 3; j++) out[k + j] = turned[j]! + to[j]!;
  }
  return out;
}

function meanOf(xyz: ArrayLike<number>): Vec3 {
  const sum = [0, 0, 0];
  for (let k = 0; k < xyz.length; k++) sum[k % 3]! += xyz[k]!;
  return mapTuple([0, 1, 2], (j) => (3 * sum[j]!) / xyz.length);
}

/** Acts on rows. The quaternion is the eigenvector of the largest eigenvalue, found by power iteration. */
function rotationOf(s: Float64Array): Float64Array {
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = Array.from(s) as [
    ...[number, number, number, number, number, number, number, number, number],
  ];
  const matrix = [
    [xx + yy + zz, yz - zy, zx - xz, xy - yx],
    [yz - zy, xx - yy - zz, xy + yx, zx + xz],
    [zx - xz, xy + yx, yy - xx - zz, yz + zy],
    [xy - yx, zx + xz, yz + zy, zz - xx - yy],
  ];
  // Shifted by no less than its norm, the largest eigenvalue is also the largest in size.
  const shift = Math.max(...matrix.map((row) => row.reduce((sum, x) => sum + Math.abs(x), 0)));
  // Not exactly on an axis: a start at right angles to what is looked for would never leave it.
  let q = [1, 1e-3, 2e-3, 3e-3];
  for (let turn = 0; turn < MOST_TURNS && shift > 0; turn++) {
    const next = matrix.map((row, i) => row.reduce((sum, x, j) => sum + x * q[j]!, shift * q[i]!));
    const length = Math.hypot(...next);
    const change = Math.max(...next.map((x, i) => Math.abs(x / length - q[i]!)));
    q = next.map((x) => x / length);
    if (change < 1e-16) break;
  }
  const [w, x, y, z] = (shift > 0 ? q : [1, 0, 0, 0]) as [number, number, number, number];
  const n = 1 / (w * w + x * x + y * y + z * z);
  // The transpose of the matrix that acts on columns.
  return Float64Array.of(
    ...[1 - 2 * n * (y * y + z * z), 2 * n * (x * y + w * z), 2 * n * (x * z - w * y)],
    ...[2 * n * (x * y - w * z), 1 - 2 * n * (x * x + z * z), 2 * n * (y * z + w * x)],
    ...[2 * n * (x * z + w * y), 2 * n * (y * z - w * x), 1 - 2 * n * (x * x + y * y)],
  );
}
