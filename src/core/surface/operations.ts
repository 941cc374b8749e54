import { type MotionTest, motionTest, rarestAtoms, translations } from '#core/crystal/motions.ts';
import { hypot } from '#core/math/hypot.ts';
import { inverse, type Mat3, mulCol, mulRow, row } from '#core/math/mat3.ts';
import { type IntMat2, reduceCell } from '#core/math/plane2.ts';
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
  // Images of the vectors of a reduced cell are near; those of a sheared one are far.
  const [[ax, ay], [bx, by]] = reduceCell([
    [lattice[0]!, lattice[1]!],
    [lattice[3]!, lattice[4]!],
  ]).cell;
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

function keepsLattice(lattice: Float64Array, inv: Float64Array, linear: Float64Array): boolean {
  const step = mulRow(mulCol(linear, [lattice[6]!, lattice[7]!, lattice[8]!]), inv);
  return step.every((x) => Math.abs(x - Math.round(x)) < 100 * METRIC);
}

/** Those of the given maps that keep the whole lattice, whose third vector is out of the plane. */
const latticeMaps = (lattice: Float64Array): readonly Float64Array[] => {
  const inv = inverse(lattice);
  return planarMaps(lattice, false).filter((linear) => keepsLattice(lattice, inv, linear));
};

/**
 * Which planes the crystal's symmetry carries into which, the outward normal kept.
 * @param planes atom indices of each plane
 * @returns for each plane the first one that an operation takes to it; itself when there is no earlier one
 */
export function firstEquivalents(
  numbers: Uint8Array,
  xyz: Float64Array,
  lattice: Float64Array,
  planes: readonly (readonly number[])[],
): readonly number[] {
  const planeOf = new Int32Array(numbers.length);
  for (const [p, atoms] of planes.entries()) for (const i of atoms) planeOf[i] = p;
  const classOf = Int32Array.from(planes.keys());
  const firstOf = (p: number): number => {
    let q = p;
    while (classOf[q] !== q) q = classOf[q]!;
    return q;
  };
  const join = (images: Int32Array) => {
    for (const [p, atoms] of planes.entries()) {
      const q = planeOf[images[atoms[0]!]!]!;
      if (planes[q]!.length !== atoms.length) continue;
      const [one, other] = [firstOf(p), firstOf(q)];
      classOf[Math.max(one, other)] = Math.min(one, other);
    }
  };
  const test = motionTest({ numbers, xyz, lattice }, COINCIDE_ANG);
  const targets = rarestAtoms(numbers);
  const from = targets[0]!;
  // One operation for each map of directions, and the translations, make all others.
  translations(xyz, test, from, targets).generators.forEach(join);
  for (const linear of latticeMaps(lattice)) {
    const images = firstImages(xyz, test, linear, from, targets);
    if (images !== null) join(images);
  }
  return Array.from(planes.keys(), firstOf);
}

/** What the first operation with this linear part that takes an atom to one of the targets does to all atoms. */
function firstImages(
  xyz: Float64Array,
  test: MotionTest,
  linear: Float64Array,
  from: number,
  targets: readonly number[],
): Int32Array | null {
  for (const target of targets) {
    const images = test({ linear, shift: shiftTo(xyz, linear, from, target) });
    if (images !== null) return images;
  }
  return null;
}

/** The shift with which a linear map takes one atom to another. */
export function shiftTo(xyz: ArrayLike<number>, linear: Mat3, from: number, target: number): Vec3 {
  const turned = mulCol(linear, row(xyz, from));
  const [x, y, z] = row(xyz, target);
  return [x - turned[0], y - turned[1], z - turned[2]];
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
  const rarest = rarestAtoms(numbers);
  const from = rarest[0]!;
  const sameHeight = rarest.filter((i) => {
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
  const test = motionTest({ numbers, xyz, lattice }, COINCIDE_ANG);
  return latticeMaps(lattice)
    .filter((linear) => firstImages(xyz, test, linear, from, sameHeight) !== null)
    .map((linear) => [image(linear, 0), image(linear, 1)]);
}
