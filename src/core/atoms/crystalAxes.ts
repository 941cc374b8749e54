import { deformation } from '#core/match/strain.ts';
import {
  fromRows,
  inverse,
  type Mat3,
  mul,
  mulCol,
  mulRow,
  row,
  transpose,
} from '#core/math/mat3.ts';
import { cross, unit, type Vec3 } from '#core/math/vec3.ts';
import type { Built } from '#core/recipe/build.ts';

/** A direction of a lattice: [uvw], or the normal of (hkl). */
export interface LatticeDirection {
  readonly kind: 'uvw' | 'hkl';
  readonly indices: Vec3;
}

/**
 * The conventional cell of a slab's crystal as it lies in the stack: turned, and strained as the slab is.
 * @returns 3×3 rows, Å, in the frame of the stack
 */
export function axesInStack({ slabs, cell }: Pick<Built, 'slabs' | 'cell'>, slab: number): Mat3 {
  const { crystal, spec, supercell, slab: cut } = slabs[slab]!;
  const { plane, directions } = cut.surface;
  // The frame of the surface in that of the crystal: x along its first in-plane vector, z the normal.
  const x = unit(mulRow(directions[0], crystal.lattice));
  const z = normalOf(crystal.lattice, plane.coprime);
  const toSurface = transpose(fromRows(x, cross(z, x), z));
  const [[a, b], [c, d]] = deformation(supercell, cell);
  const strain = fromRows([a, b, 0], [c, d, 0], [0, 0, 1 + (spec.normalStrain ?? 0)]);
  return mul(mul(crystal.lattice, toSurface), strain);
}

/** Unit normal of (hkl): along h a* + k b* + l c*. */
const normalOf = (axes: Mat3, hkl: Vec3): Vec3 => unit(mulCol(inverse(axes), hkl));

/**
 * Where a direction of a lattice points.
 * @param axes 3×3 rows, Å
 * @returns unit vector
 */
export const pointing = (axes: Mat3, { kind, indices }: LatticeDirection): Vec3 =>
  kind === 'uvw' ? unit(mulRow(indices, axes)) : normalOf(axes, indices);

/** The first in-plane vector of a slab's crystal as it lies in the stack: a view along it shows the interface edge-on. */
export function alongInterface(
  built: Pick<Built, 'slabs' | 'cell'>,
  slab: number,
): LatticeDirection {
  const [indices] = built.slabs[slab]!.slab.surface.directions;
  return { kind: 'uvw', indices };
}

/** The rows of a lattice as axes, for a* b* c* of the cell of the stack. */
export const reciprocal = (axis: 0 | 1 | 2): LatticeDirection => ({
  kind: 'hkl',
  indices: row([1, 0, 0, 0, 1, 0, 0, 0, 1], axis),
});
