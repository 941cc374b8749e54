import { COVALENT_RADIUS_ANG } from '#core/crystal/elements.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';

/** Atoms closer than this multiple of their covalent radii overlap: 0.75 is well under any bond. */
export const OVERLAP_FACTOR = 0.75;

export interface AtomPair {
  readonly i: number;
  readonly j: number;
  readonly distanceAng: number;
}

export interface CloseContacts {
  /** The shortest distance among atoms nearer than 3.7 Å (1.5 times the largest radius); null if none is. */
  readonly closest: AtomPair | null;
  /** Pairs nearer than OVERLAP_FACTOR times their radii, the worst (relative) first. */
  readonly overlaps: readonly AtomPair[];
}

/** One pass over near pairs, periodic images included. */
export function closeContacts(structure: Structure): CloseContacts {
  const { numbers, lattice, xyz } = structure;
  let closest: AtomPair | null = null;
  const overlaps: (AtomPair & { readonly ratio: number })[] = [];
  forEachPair(lattice, xyz, 3.7, (i, j, _image, distanceAng) => {
    if (closest === null || distanceAng < closest.distanceAng) closest = { i, j, distanceAng };
    const sum = COVALENT_RADIUS_ANG[numbers[i]!]! + COVALENT_RADIUS_ANG[numbers[j]!]!;
    const ratio = distanceAng / sum;
    if (ratio < OVERLAP_FACTOR) overlaps.push({ i, j, distanceAng, ratio });
  });
  overlaps.sort((p, q) => p.ratio - q.ratio);
  return {
    closest,
    overlaps: overlaps.map(({ i, j, distanceAng }) => ({ i, j, distanceAng })),
  };
}
