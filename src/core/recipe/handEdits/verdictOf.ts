import type { Built, BuiltSlab } from '#core/recipe/build.ts';
import { rigidBuilt } from '#core/recipe/edits/relaxed.ts';
import { aloneInCell, heightsOf, judgeSlab, type SlabVerdict } from '#core/surface/slab.ts';
import { turnsOver } from '#core/surface/turnsOver.ts';

/** What is asked of a slab of a stack: whether its faces are alike, and its dipole along the normal, e·Å. */
export type Verdict = Pick<SlabVerdict, 'symmetric' | 'dipoleEAng'>;

/** @param members the atoms of the slab */
export const verdictOf = (built: Built, slab: number, members: readonly number[]): Verdict =>
  built.byHand?.touched[slab] === true
    ? editedVerdict(built, members)
    : cutVerdict(built.slabs[slab]!, members.length);

/** Judges a slab as it was cut, by one primitive in-plane cell, of which it is a multiple. */
function cutVerdict({ slab }: BuiltSlab, atoms: number): Verdict {
  const { symmetric, dipoleEAng } = judgeSlab(slab);
  return {
    symmetric,
    dipoleEAng: dipoleEAng === null ? null : (dipoleEAng * atoms) / slab.numbers.length,
  };
}

/** Judges a slab whose atoms were edited by hand, where they are before any relaxation. */
function editedVerdict(built: Built, members: readonly number[]): Verdict {
  const { xyz, numbers, lattice } = rigidBuilt(built).structure;
  const alone = {
    numbers: Uint8Array.from(members, (i) => numbers[i]!),
    xyz: Float64Array.from(members.flatMap((i) => [...xyz.subarray(3 * i, 3 * i + 3)])),
  };
  const { lowAng, highAng } = heightsOf(alone);
  const moment = members.reduce(
    (sum, i, k) => sum + built.charges[i]! * (alone.xyz[3 * k + 2]! - (lowAng + highAng) / 2),
    0,
  );
  return {
    symmetric: turnsOver(aloneInCell({ ...alone, surface: { lattice } })),
    dipoleEAng: Number.isNaN(moment) ? null : moment,
  };
}
