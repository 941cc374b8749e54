import { hypot } from '#core/math/hypot.ts';
import { inverse, mulRow, row } from '#core/math/mat3.ts';
import type { Structure } from './structure.ts';

/** A bulk crystal leaves no flat gap like this: layered ones have 3 to 4 Å, a slab in vacuum 10 and more. */
export const EMPTY_LAYER_ANG = 6;

/** A flat gap without atoms across the whole cell. */
export interface EmptyLayer {
  /** The cell vector that leads through it: 0 for a, 1 for b, 2 for c. */
  readonly axis: 0 | 1 | 2;
  /** Its thickness along the normal of the other two vectors, Å. */
  readonly ang: number;
}

/** The widest empty layer along each cell vector, where it is wider than a bulk crystal's. */
export function emptyLayers({
  lattice,
  xyz,
  numbers,
}: Pick<Structure, 'lattice' | 'xyz' | 'numbers'>): readonly EmptyLayer[] {
  const inv = inverse(lattice);
  return ([0, 1, 2] as const).flatMap((axis) => {
    const height = 1 / hypot(inv[axis]!, inv[3 + axis]!, inv[6 + axis]!);
    const at = Float64Array.from(numbers, (_, i) => {
      const f = mulRow(row(xyz, i), inv)[axis]!;
      return f - Math.floor(f);
    }).sort();
    let widest = at[0]! + 1 - at.at(-1)!;
    for (let i = 1; i < at.length; i++) widest = Math.max(widest, at[i]! - at[i - 1]!);
    const ang = widest * height;
    return ang > EMPTY_LAYER_ANG ? [{ axis, ang }] : [];
  });
}

/**
 * The Miller indices of a sheet or slab that its file keeps in vacuum: those of the one axis that leads through
 * the vacuum. Null for a bulk crystal, and for a wire or a molecule, which have no plane.
 */
export function sheetPlane(structure: Parameters<typeof emptyLayers>[0]): readonly number[] | null {
  const layers = emptyLayers(structure);
  return layers.length === 1 ? [0, 1, 2].map((k) => Number(k === layers[0]!.axis)) : null;
}
