import { type NeighbourLimits, plainLimits } from '#core/crystal/coordination/limits.ts';
import { type Neighbour, neighboursOf } from '#core/crystal/coordination/neighbours.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { inverse, mulRow } from '#core/math/mat3.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import type { Built } from '#core/recipe/build.ts';
import { type BondValence, bondValence } from './bondValence.ts';
import { bulkCounts, limitsIn } from './coordination.ts';
import { interfaceDistances } from './interfaceDistance.ts';

/** What is known of one atom. */
export interface AtomFacts {
  readonly atom: number;
  readonly cartAng: Vec3;
  readonly frac: Vec3;
  readonly neighbours: readonly Neighbour[];
  readonly valence: BondValence | null;
  /** Null for atoms of a file, of which no crystal is known. */
  readonly inStack: {
    /** Index of its slab, from the substrate up. */
    readonly slab: number;
    /** Its atomic plane, counted from 1 at the bottom of the slab, and how many the slab has. */
    readonly plane: number;
    readonly planes: number;
    /** e; null where it is not known. */
    readonly charge: number | null;
    /** Neighbours of the same atom in its own crystal; null for one that was added by hand. */
    readonly bulkNeighbours: number | null;
    /** Å along the normal; null for a slab alone. */
    readonly fromInterfaceAng: number | null;
  } | null;
}

type Atoms = Pick<Structure, 'lattice' | 'numbers' | 'xyz'>;

/**
 * @param atoms where they are now, in a frame perhaps; of the same number as those of the stack
 * @param built the stack that they are of; null for atoms of a file
 */
export function atomFacts(atoms: Atoms, built: Built | null, atom: number): AtomFacts {
  const { lattice, numbers, xyz } = atoms;
  const cartAng: Vec3 = [xyz[3 * atom]!, xyz[3 * atom + 1]!, xyz[3 * atom + 2]!];
  const charges = built?.charges ?? [];
  const limits = built === null ? plainLimits(numbers) : limitsIn(built);
  const neighbours = neighboursOf(atoms, charges, limits, atom);
  return {
    atom,
    cartAng,
    frac: mulRow(cartAng, inverse(lattice)),
    neighbours,
    valence: bondValence(numbers, charges, atom, neighbours),
    inStack: built && inStack(built, atom, limits),
  };
}

function inStack(built: Built, atom: number, limits: NeighbourLimits): AtomFacts['inStack'] {
  const slab = built.structure.layer[atom]!;
  const charge = built.charges[atom]!;
  return {
    slab,
    plane: built.plane[atom]! + 1,
    planes: built.slabs[slab]!.slab.sequence.length,
    charge: Number.isNaN(charge) ? null : charge,
    bulkNeighbours: bulkCounts(built, slab, limits)[built.site[atom]!] ?? null,
    fromInterfaceAng: interfaceDistances(built)?.[atom] ?? null,
  };
}
