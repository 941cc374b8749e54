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
import { polar2 } from '#core/math/plane2.ts';
import { unit, type Vec3 } from '#core/math/vec3.ts';
import type { Built } from '#core/recipe/build.ts';
import { surfaceFrame } from '#core/surface/surfaceFrame.ts';

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
  const { crystal, spec, supercell } = slabs[slab]!;
  const toSurface = transpose(surfaceFrame(crystal, slabs[slab]!.slab.surface));
  const [[a, b], [c, d]] = deformation(supercell, cell);
  const strain = fromRows([a, b, 0], [c, d, 0], [0, 0, 1 + (spec.normalStrain ?? 0)]);
  return mul(mul(crystal.lattice, toSurface), strain);
}

/**
 * How a slab's crystal is turned in the stack, its strain left out: the rotation part of what fits it onto the cell.
 * @returns 3×3 that takes components on the crystal's axes to those in the frame of the stack: v′ = T v
 */
export function turnInStack(
  { slabs, cell }: Pick<Built, 'slabs' | 'cell'>,
  slab: number,
): Float64Array {
  const { crystal, supercell, slab: cut } = slabs[slab]!;
  const { angleRad } = polar2(deformation(supercell, cell));
  const [c, s] = [Math.cos(angleRad), Math.sin(angleRad)];
  return mul(fromRows([c, -s, 0], [s, c, 0], [0, 0, 1]), surfaceFrame(crystal, cut.surface));
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
