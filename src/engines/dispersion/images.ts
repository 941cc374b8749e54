import { det, inverse, type Mat3, mulRow, row } from '#core/math/mat3.ts';
import { reducedCell } from '#core/math/reducedCell.ts';
import { add, cross, mapTuple, norm, scale, type Vec3 } from '#core/math/vec3.ts';

/** Atoms moved into one cell, and rows of its images that can come near. */
export interface Images {
  readonly count: number;
  /** 3N. */
  readonly xyz: Float64Array;
  /** The shortest vector of the lattice: each row goes on by it. */
  readonly step: Vec3;
  /** 3 for each row: where it begins. */
  readonly rows: Float64Array;
}

/**
 * @param lattice, xyz in any unit of length
 * @param reach in the same unit
 */
export function imagesWithin(lattice: Mat3, xyz: ArrayLike<number>, reach: number): Images {
  const { reduced } = reducedCell(lattice);
  const back = inverse(reduced);
  const count = xyz.length / 3;
  const inside = new Float64Array(xyz.length);
  for (let i = 0; i < count; i++) {
    const at = mapTuple(mulRow(row(xyz, i), back), (f) => f - Math.floor(f));
    inside.set(mulRow(at, reduced), 3 * i);
  }
  const vectors = [0, 1, 2].map((k) => row(reduced, k)).sort((p, q) => norm(p) - norm(q));
  const [step, second, third] = vectors as [Vec3, Vec3, Vec3];
  const volume = Math.abs(det(reduced));
  const most = (other: Vec3): number => Math.ceil((reach * norm(cross(step, other))) / volume) + 1;
  const [m, n] = [most(third), most(second)];
  const rows: number[] = [];
  for (let b = -m; b <= m; b++)
    for (let c = -n; c <= n; c++) rows.push(...add(scale(second, b), scale(third, c)));
  return { count, xyz: inside, step, rows: Float64Array.from(rows) };
}

/**
 * Visits each pair of an atom and an image closer than a distance: i < j with all images, i = j with one of each two
 * images that lie opposite.
 * @param visit i, j, vector from i to j's image, its square
 */
export function forEachWithin(
  images: Images,
  reach: number,
  visit: (i: number, j: number, x: number, y: number, z: number, square: number) => void,
): void {
  const { count, step, rows } = images;
  const range = new Float64Array(5);
  for (let i = 0; i < count; i++)
    for (let j = i; j < count; j++)
      for (let t = 0; t < rows.length; t += 3) {
        rowWithin(images, i, j, t, reach, range);
        // Five numbers: a typed array keeps no length in its type.
        const [x0, y0, z0, first, last] = range as unknown as [
          number,
          number,
          number,
          number,
          number,
        ];
        for (let k = first; k <= last; k++) {
          const [x, y, z] = [x0 + k * step[0], y0 + k * step[1], z0 + k * step[2]];
          if (i === j && !isUpper(x, y, z)) continue;
          visit(i, j, x, y, z, x * x + y * y + z * z);
        }
      }
}

/** Of two opposite vectors one is; no vector is not. */
export const isUpper = (x: number, y: number, z: number): boolean =>
  z > 0 || (z === 0 && (y > 0 || (y === 0 && x > 0)));

/**
 * Which images of a row lie within a distance.
 * @param out vector from i to where the row of j's images begins, and the first and last number of steps
 */
export function rowWithin(
  { xyz, step, rows }: Images,
  i: number,
  j: number,
  t: number,
  reach: number,
  out: Float64Array,
): void {
  const x = xyz[3 * j]! - xyz[3 * i]! + rows[t]!;
  const y = xyz[3 * j + 1]! - xyz[3 * i + 1]! + rows[t + 1]!;
  const z = xyz[3 * j + 2]! - xyz[3 * i + 2]! + rows[t + 2]!;
  const square = step[0] * step[0] + step[1] * step[1] + step[2] * step[2];
  const along = x * step[0] + y * step[1] + z * step[2];
  const inside = along * along - square * (x * x + y * y + z * z - reach * reach);
  const half = inside < 0 ? Number.NaN : Math.sqrt(inside);
  out[0] = x;
  out[1] = y;
  out[2] = z;
  out[3] = Math.ceil((-along - half) / square);
  // Without a first one there is no last one: a comparison with no number is false.
  out[4] = Math.floor((half - along) / square);
}
