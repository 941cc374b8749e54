import { COVALENT_RADIUS_ANG } from '#core/crystal/elements.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import { heightsOf, type Slab } from './slab.ts';

/** Atoms closer than the sum of their covalent radii times this are bonded; layers are farther apart. */
const BONDED = 1.2;
/** Room that keeps a slab's periodic images apart, Å. */
const PADDING_ANG = 30;

/**
 * True when a slab cuts no bond of its crystal: whole layers of a layered crystal, or a crystal that is a single
 * sheet. Such a slab is a material of its own, not a poor piece of the bulk. Every atom has as many bonded
 * neighbours as some atom of its element has in the crystal.
 */
export function isWholeLayers(slab: Slab): boolean {
  const { surface } = slab;
  const { lowAng, highAng } = heightsOf(slab);
  const box = Float64Array.from(surface.lattice);
  box.set([0, 0, highAng - lowAng + PADDING_ANG], 6);
  const bulk = bondCounts(surface.lattice, surface.numbers, surface.xyz);
  const whole = new Set(bulk.map((count, i) => `${surface.numbers[i]} ${count}`));
  return bondCounts(box, slab.numbers, slab.xyz).every(
    (count, i) => count > 0 && whole.has(`${slab.numbers[i]} ${count}`),
  );
}

function bondCounts(lattice: Float64Array, numbers: Uint8Array, xyz: Float64Array): number[] {
  const radius = (i: number) => COVALENT_RADIUS_ANG[numbers[i]!]!;
  const counts = Array.from(numbers, () => 0);
  const longest = 2 * BONDED * Math.max(...counts.map((_, i) => radius(i)));
  forEachPair(lattice, xyz, longest, (i, j, _image, ang) => {
    if (!(ang < BONDED * (radius(i) + radius(j)))) return;
    counts[i]!++;
    counts[j]!++;
  });
  return counts;
}
