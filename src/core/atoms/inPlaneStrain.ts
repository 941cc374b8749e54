import { forEachPair } from '#core/crystal/neighbors.ts';
import { deformation } from '#core/match/strain.ts';
import { inverse, type Mat3, mulRow } from '#core/math/mat3.ts';
import { type Cell2, det2, inverse2, type Mat2, polar2 } from '#core/math/plane2.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import type { Built, BuiltSlab } from '#core/recipe/build.ts';

/** Neighbours within this distance tell how the crystal around an atom is deformed, Å. */
const AROUND_ANG = 4.8;

/**
 * Mean in-plane strain around each atom against its own unstrained crystal, a fraction: half the trace of U − 1, U the
 * stretch of the plane, rotation removed. In a rigid stack it is that of the whole slab. Where positions were relaxed
 * it is that of the deformation which takes the atom's neighbours in the crystal to where they are now, by least
 * squares.
 * @returns N; NaN for an atom whose neighbours do not span the plane
 * @see Falk and Langer, Phys. Rev. E 57 (1998) 7192, doi 10.1103/PhysRevE.57.7192, for the fit
 */
export function inPlaneStrain(built: Built): Float64Array {
  const { recipe, structure, slabs, cell } = built;
  const rigid = slabs.map((slab) => deformationOf(slab, cell));
  const whole = rigid.map(({ plane }) => meanStretch(plane) - 1);
  if (recipe.relaxed === undefined)
    return Float64Array.from(structure.layer, (slab) => whole[slab]!);
  return fitted(
    built,
    rigid.map((d) => d.matrix),
  );
}

/** What takes vectors of the unstrained crystal to the rigid stack, in the plane and as a whole. */
function deformationOf({ supercell, spec }: BuiltSlab, cell: Cell2): { plane: Mat2; matrix: Mat3 } {
  const plane = deformation(supercell, cell);
  const [[a, b], [c, d]] = plane;
  return {
    plane,
    matrix: Float64Array.of(a, b, 0, c, d, 0, 0, 0, 1 + (spec.normalStrain ?? 0)),
  };
}

const meanStretch = (plane: Mat2): number => {
  const { stretch } = polar2(plane);
  return (stretch[0][0] + stretch[1][1]) / 2;
};

/** Sums over the neighbours of an atom: of reference times reference (3×3), and of reference times present (3×3). */
const SUMS = 18;

function fitted(built: Built, rigid: readonly Mat3[]): Float64Array {
  const { numbers, xyz, layer, lattice } = built.structure;
  const moved = built.recipe.relaxed!.milliAng;
  const before = xyz.map((x, k) => x - moved[k]! / 1000);
  const unstrained = rigid.map((m) => inverse(m));
  const sums = new Float64Array(SUMS * numbers.length);
  forEachPair(lattice, before, AROUND_ANG, (i, j, image) => {
    if (layer[i] !== layer[j] || i === j) return;
    const shift = mulRow(image, lattice);
    const at = (from: ArrayLike<number>): Vec3 => [
      from[3 * j]! - from[3 * i]! + shift[0],
      from[3 * j + 1]! - from[3 * i + 1]! + shift[1],
      from[3 * j + 2]! - from[3 * i + 2]! + shift[2],
    ];
    const reference = mulRow(at(before), unstrained[layer[i]!]!);
    const now = at(xyz);
    for (const atom of [i, j])
      for (let p = 0; p < 3; p++)
        for (let q = 0; q < 3; q++) {
          sums[SUMS * atom + 3 * p + q]! += reference[p]! * reference[q]!;
          sums[SUMS * atom + 9 + 3 * p + q]! += reference[p]! * now[q]!;
        }
  });
  return Float64Array.from(numbers, (_, i) =>
    strainFrom(sums.subarray(SUMS * i, SUMS * i + 9), sums.subarray(SUMS * i + 9, SUMS * i + 18)),
  );
}

/** Neighbours that span less than this share of what they could say nothing across it. */
const FLAT = 1e-3;

function strainFrom(reference: Mat3, present: Mat3): number {
  const plane: Mat2 = [
    [reference[0]!, reference[1]!],
    [reference[3]!, reference[4]!],
  ];
  const inPlane = reference[0]! + reference[4]!;
  if (!(det2(plane) > FLAT * inPlane * inPlane)) return Number.NaN;
  // The metric C of the plane after the deformation F: C = F·Fᵀ of row vectors, its root is U.
  const rows = isSpatial(reference)
    ? columnsSolved(reference, present)
    : flatSolved(plane, present);
  const [u, v] = rows;
  const metric: Mat2 = [
    [dot3(u, u), dot3(u, v)],
    [dot3(u, v), dot3(v, v)],
  ];
  return rootTrace(metric) / 2 - 1;
}

const dot3 = (u: Vec3, v: Vec3) => u[0] * v[0] + u[1] * v[1] + u[2] * v[2];

/** tr √C = √(tr C + 2 √det C). */
const rootTrace = (c: Mat2): number => Math.sqrt(c[0][0] + c[1][1] + 2 * Math.sqrt(det2(c)));

function isSpatial(m: Mat3): boolean {
  const trace = m[0]! + m[4]! + m[8]!;
  const along = m[8]! - schur(m);
  return along > FLAT * trace;
}

/** What of the normal direction the plane already explains. */
function schur(m: Mat3): number {
  const inv = inverse2([
    [m[0]!, m[1]!],
    [m[3]!, m[4]!],
  ]);
  const [x, y] = [m[2]!, m[5]!];
  return x * (inv[0][0] * x + inv[0][1] * y) + y * (inv[1][0] * x + inv[1][1] * y);
}

/** The first two rows of F = (ΣrᵀR)⁻¹ ΣrᵀX: images of the in-plane unit vectors. */
function columnsSolved(reference: Mat3, present: Mat3): readonly [Vec3, Vec3] {
  const inv = inverse(reference);
  const rowOf = (k: number): Vec3 =>
    mulRow([inv[3 * k]!, inv[3 * k + 1]!, inv[3 * k + 2]!], present);
  return [rowOf(0), rowOf(1)];
}

/** The same for one flat layer, whose atoms say nothing of the normal. */
function flatSolved(plane: Mat2, present: Mat3): readonly [Vec3, Vec3] {
  const inv = inverse2(plane);
  const rowOf = (k: 0 | 1): Vec3 => [
    inv[k][0] * present[0]! + inv[k][1] * present[3]!,
    inv[k][0] * present[1]! + inv[k][1] * present[4]!,
    inv[k][0] * present[2]! + inv[k][1] * present[5]!,
  ];
  return [rowOf(0), rowOf(1)];
}
