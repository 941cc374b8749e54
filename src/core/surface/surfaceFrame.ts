import type { Crystal } from '#core/crystal/crystal.ts';
import { fromRows, inverse, mulCol, mulRow } from '#core/math/mat3.ts';
import { cross, unit } from '#core/math/vec3.ts';
import type { Surface } from './surface.ts';

/** Axes of the frame of a surface in that of its crystal, in rows: x along its first in-plane vector, z the normal. */
export function surfaceFrame(
  { lattice }: Pick<Crystal, 'lattice'>,
  { plane, directions }: Pick<Surface, 'plane' | 'directions'>,
): Float64Array {
  const x = unit(mulRow(directions[0], lattice));
  // The normal of (hkl) is along h a* + k b* + l c*.
  const z = unit(mulCol(inverse(lattice), plane.coprime));
  return fromRows(x, cross(z, x), z);
}
