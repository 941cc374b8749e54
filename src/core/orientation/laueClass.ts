import type { Crystal } from '#core/crystal/crystal.ts';
import { pointGroup } from '#core/match/pointGroup.ts';
import { det } from '#core/math/mat3.ts';

/**
 * The proper rotations of a crystal's Laue class, the point group with inversion added: what diffraction and poles
 * without a sense can tell apart. Zinc blende has the 24 of the cube.
 * @returns 3×3 matrices that act on Cartesian column vectors in the crystal's own axes; the identity first
 */
export function laueRotations(crystal: Crystal): readonly Float64Array[] {
  const known = found.get(crystal);
  if (known !== undefined) return known;
  const out = new Map<string, Float64Array>();
  for (const operation of pointGroup(crystal)) {
    const hand = det(operation) < 0 ? -1 : 1;
    const proper = operation.map((x) => hand * x + 0);
    out.set(Array.from(proper, (x) => Math.round(1e3 * x) + 0).join(), proper);
  }
  const rotations = [...out.values()];
  found.set(crystal, rotations);
  return rotations;
}

const found = new WeakMap<Crystal, readonly Float64Array[]>();
