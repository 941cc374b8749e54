import {
  countNeighbours,
  type NeighbourLimits,
  neighbourLimits,
} from '#core/crystal/coordination/limits.ts';
import type { Built } from '#core/recipe/build.ts';

/** Neighbours of each atom, and of the same atom in its own crystal. */
export interface Coordination {
  /** N: neighbours in the stack, those in another slab included. */
  readonly now: Uint16Array;
  /** N: neighbours in the unstrained bulk crystal; 0 for an atom that was added by hand. */
  readonly bulk: Uint16Array;
}

/** The longest distances between neighbours in a stack. */
export const limitsIn = ({ structure, slabs }: Built): NeighbourLimits =>
  neighbourLimits(
    structure.numbers,
    slabs.map(({ slab }) => slab.surface),
  );

/** Counts neighbours as the crystals of the stack have them, see {@link neighbourLimits}. */
export function coordination(built: Built): Coordination {
  const { structure, charges, slabs, site } = built;
  const limits = limitsIn(built);
  const counts = slabs.map((_, slab) => bulkCounts(built, slab, limits));
  return {
    now: countNeighbours(structure, charges, limits),
    bulk: Uint16Array.from(site, (s, i) => counts[structure.layer[i]!]![s] ?? 0),
  };
}

/** Neighbours of each site in the crystal of a slab. */
export function bulkCounts({ slabs }: Built, slab: number, limits: NeighbourLimits): Uint16Array {
  const { surface } = slabs[slab]!.slab;
  return countNeighbours(surface, surface.charges ?? [], limits);
}
