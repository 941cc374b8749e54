import { hypot } from '#core/math/hypot.ts';
import { inverse, mulCol, mulRow } from '#core/math/mat3.ts';
import type { IntMat2 } from '#core/math/plane2.ts';
import type { Vec3 } from '#core/math/vec3.ts';

/** Atoms mapped to within this distance coincide, Å. */
export const COINCIDE_ANG = 0.05;
/** Relative tolerance for two cell metrics to be the same. */
const METRIC = 1e-4;

/**
 * Linear maps of the plane that keep an in-plane lattice, with z kept or reversed. 3×3, columns act on
 * Cartesian column vectors.
 */
export function planarMaps(lattice: Float64Array, flip: boolean): readonly Float64Array[] {
  const [ax, ay, bx, by] = [lattice[0]!, lattice[1]!, lattice[3]!, lattice[4]!];
  const scale = hypot(ax, ay) * hypot(bx, by);
  const [aa, ab, bb] = [ax * ax + ay * ay, ax * bx + ay * by, bx * bx + by * by];
  const near = (x: number, y: number) => Math.abs(x - y) < METRIC * scale;
  const out: Float64Array[] = [];
  const range = [-2, -1, 0, 1, 2];
  const vectors = range.flatMap((i) =>
    range.map((j) => [i * ax + j * bx, i * ay + j * by] as const),
  );
  const d = ax * by - ay * bx;
  for (const u of vectors) {
    if (!near(u[0] * u[0] + u[1] * u[1], aa)) continue;
    for (const v of vectors) {
      if (!near(v[0] * v[0] + v[1] * v[1], bb) || !near(u[0] * v[0] + u[1] * v[1], ab)) continue;
      // Columns: the map takes a to u and b to v.
      out.push(
        Float64Array.of(
          (u[0] * by - v[0] * ay) / d,
          (v[0] * ax - u[0] * bx) / d,
          0,
          (u[1] * by - v[1] * ay) / d,
          (v[1] * ax - u[1] * bx) / d,
          0,
          0,
          0,
          flip ? -1 : 1,
        ),
      );
    }
  }
  return out;
}

/** True when x → linear·x + t, t taking atom `from` to some atom of `targets`, maps the crystal onto itself. */
export function mapsOnto(
  numbers: Uint8Array,
  xyz: Float64Array,
  lattice: Float64Array,
  linear: Float64Array,
  from: number,
  targets: readonly number[],
): boolean {
  const inv = inverse(lattice);
  if (!keepsLattice(lattice, inv, linear)) return false;
  const at = (i: number): Vec3 => [xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!];
  const moved = Array.from(numbers, (_, i) => mulCol(linear, at(i)));
  return targets.some((j) => {
    if (numbers[j] !== numbers[from]) return false;
    const shift = [0, 1, 2].map((k) => at(j)[k]! - moved[from]![k]!);
    return moved.every((p, i) =>
      numbers.some((z, m) => {
        if (z !== numbers[i]) return false;
        const q = at(m);
        const d = mulRow(
          [p[0] + shift[0]! - q[0], p[1] + shift[1]! - q[1], p[2] + shift[2]! - q[2]],
          inv,
        );
        const e = mulRow(d.map((x) => x - Math.round(x)) as unknown as Vec3, lattice);
        return hypot(...e) < COINCIDE_ANG;
      }),
    );
  });
}

function keepsLattice(lattice: Float64Array, inv: Float64Array, linear: Float64Array): boolean {
  const step = mulRow(mulCol(linear, [lattice[6]!, lattice[7]!, lattice[8]!]), inv);
  return step.every((x) => Math.abs(x - Math.round(x)) < 100 * METRIC);
}

/**
 * Which planes the crystal's symmetry carries into which, the outward normal kept.
 * @param planes atom indices of each plane
 * @returns `maps[i][j]` true when an operation takes plane i to plane j
 */
export function normalOperations(
  numbers: Uint8Array,
  xyz: Float64Array,
  lattice: Float64Array,
  planes: readonly (readonly number[])[],
): readonly (readonly boolean[])[] {
  const maps = planarMaps(lattice, false);
  return planes.map((from, i) =>
    planes.map(
      (to, j) =>
        i === j ||
        (from.length === to.length &&
          maps.some((linear) => mapsOnto(numbers, xyz, lattice, linear, from[0]!, to))),
    ),
  );
}

/**
 * True when some operation turns the slab over onto itself: its two faces are equivalent and it has no
 * dipole along the normal.
 * @param lattice rows a, b in the plane and a third, empty direction that holds the slab with room to spare
 */
export function isSymmetricSlab(
  numbers: Uint8Array,
  xyz: Float64Array,
  lattice: Float64Array,
): boolean {
  const all = Array.from(numbers, (_, i) => i);
  return planarMaps(lattice, true).some((linear) =>
    mapsOnto(numbers, xyz, lattice, linear, 0, all),
  );
}

/**
 * The point group of a surface with its termination: maps that keep the normal and every height (no screw or
 * glide along the normal, which would change the plane that ends the crystal).
 * @param lattice rows a, b in the plane and one step whose z is the period
 * @returns matrices of the in-plane rows, `row_i → Σ m_ij row_j`, det ±1, the identity among them
 */
export function layerOperations(
  numbers: Uint8Array,
  xyz: Float64Array,
  lattice: Float64Array,
): readonly IntMat2[] {
  const period = lattice[8]!;
  const from = rarestAtom(numbers);
  const sameHeight = Array.from(numbers, (_, i) => i).filter((i) => {
    const periods = (xyz[3 * i + 2]! - xyz[3 * from + 2]!) / period;
    return Math.abs(periods - Math.round(periods)) * period < COINCIDE_ANG;
  });
  const inv = inverse(lattice);
  const image = (linear: Float64Array, i: number) => {
    const [m, n] = mulRow(
      mulCol(linear, [lattice[3 * i]!, lattice[3 * i + 1]!, lattice[3 * i + 2]!]),
      inv,
    );
    return [Math.round(m) + 0, Math.round(n) + 0] as const;
  };
  return planarMaps(lattice, false)
    .filter((linear) => mapsOnto(numbers, xyz, lattice, linear, from, sameHeight))
    .map((linear) => [image(linear, 0), image(linear, 1)]);
}

/** First atom of the element with the fewest atoms: the fewest images to try. */
export function rarestAtom(numbers: Uint8Array): number {
  const counts = new Map<number, number>();
  for (const z of numbers) counts.set(z, (counts.get(z) ?? 0) + 1);
  const [rarest] = [...counts].reduce((a, b) => (b[1] < a[1] ? b : a));
  return numbers.indexOf(rarest);
}
