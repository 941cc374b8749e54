import type { Crystal } from '#core/crystal/crystal.ts';
import { unitCellStructure } from '#core/crystal/crystal.ts';
import { primitiveCell } from '#core/crystal/primitive.ts';
import { det, fromRows, inverse, type Mat3, mul, mulRow, row, transpose } from '#core/math/mat3.ts';
import { add, dot, norm, scale, type Vec3 } from '#core/math/vec3.ts';
import { mapsOnto, rarestAtom } from '#core/surface/operations.ts';

/** Two lengths or angles of a lattice are equal below this relative difference. */
const METRIC = 1e-4;

/**
 * The rotations, proper and improper, that with some translation carry a crystal onto itself.
 * @returns 3×3 matrices that act on Cartesian column vectors in the crystal's own axes; the identity first
 */
export function pointGroup(crystal: Crystal): readonly Float64Array[] {
  const primitive = primitiveCell(crystal).crystal;
  const lattice = shortened(primitive.lattice);
  const { numbers, xyz } = unitCellStructure(primitive);
  const from = rarestAtom(numbers);
  const targets = Array.from(numbers, (_, i) => i).filter((i) => numbers[i] === numbers[from]);
  return latticeRotations(lattice)
    .filter((linear) => mapsOnto(numbers, xyz, lattice, linear, from, targets))
    .sort((p, q) => q[0]! + q[4]! + q[8]! - (p[0]! + p[4]! + p[8]!));
}

/** Rows made short by adding and subtracting each other, as far as that goes: near enough to reduced. */
function shortened(lattice: Mat3): Float64Array {
  const rows: [Vec3, Vec3, Vec3] = [row(lattice, 0), row(lattice, 1), row(lattice, 2)];
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = 0; i < 3; i++) {
      const [p, q] = [rows[(i + 1) % 3]!, rows[(i + 2) % 3]!];
      for (const s of STEPS)
        for (const t of STEPS) {
          const shorter = add(rows[i]!, add(scale(p, s), scale(q, t)));
          if (!(norm(shorter) < norm(rows[i]!) * (1 - METRIC))) continue;
          rows[i] = shorter;
          changed = true;
        }
    }
  }
  return fromRows(...rows);
}
const STEPS = [-1, 0, 1];

/** Isometries of a lattice: every choice of three lattice vectors with its metric is the image of its rows. */
function latticeRotations(lattice: Float64Array): readonly Float64Array[] {
  const rows = [row(lattice, 0), row(lattice, 1), row(lattice, 2)] as const;
  const range = [-2, -1, 0, 1, 2];
  const vectors = range.flatMap((i) =>
    range.flatMap((j) => range.map((k): Vec3 => mulRow([i, j, k], lattice))),
  );
  const images = rows.map((a) =>
    vectors.filter((v) => Math.abs(norm(v) - norm(a)) < METRIC * norm(a)),
  );
  const angled = (u: Vec3, v: Vec3, i: number, j: number) =>
    Math.abs(dot(u, v) - dot(rows[i]!, rows[j]!)) < METRIC * norm(u) * norm(v);
  const inv = inverse(lattice);
  const out: Float64Array[] = [];
  for (const u of images[0]!)
    for (const v of images[1]!) {
      if (!angled(u, v, 0, 1)) continue;
      for (const w of images[2]!)
        if (angled(u, w, 0, 2) && angled(v, w, 1, 2))
          // Row vectors: x · lattice⁻¹ · images; its transpose acts on columns.
          out.push(transpose(mul(inv, fromRows(u, v, w))));
    }
  return out;
}

export const isProper = (rotation: Mat3): boolean => det(rotation) > 0;
