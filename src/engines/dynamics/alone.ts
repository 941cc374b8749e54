import type { Structure } from '#core/crystal/structure.ts';
import type { DispersionChoice } from '#engines/dispersion/damping.ts';

/**
 * Empty space between a particle and its images, Å, however it turns: more than any force here reaches (50.2 of the
 * dispersion term, 12 of the Coulomb sum, 10 of the pair forms, 6 of the network; some of a potential file of one's own).
 */
export const ALONE_GAP_ANG = 60;

/** The dispersion term holds two numbers for each pair of atoms: so many atoms take 1 GB. */
export const MOST_DISPERSION_ATOMS = 8000;

/**
 * A particle in the middle of a cubic box in which it can turn: the cell of a run that is to have no periodicity.
 * @returns the same atoms in the same order, moved as a whole
 */
export function aloneInBox(structure: Structure): Structure {
  const { xyz } = structure;
  const middle = [0, 0, 0];
  for (let k = 0; k < xyz.length; k++) middle[k % 3]! += (3 * xyz[k]!) / xyz.length;
  let farthest = 0;
  for (let k = 0; k < xyz.length; k += 3)
    farthest = Math.max(
      farthest,
      Math.hypot(xyz[k]! - middle[0]!, xyz[k + 1]! - middle[1]!, xyz[k + 2]! - middle[2]!),
    );
  const edge = 2 * farthest + ALONE_GAP_ANG;
  return {
    ...structure,
    lattice: Float64Array.of(edge, 0, 0, 0, edge, 0, 0, 0, edge),
    xyz: xyz.map((x, k) => x - middle[k % 3]! + edge / 2),
  };
}

/** Measured: 4,657 atoms took 0.59 GB in Node 20, most of it the edges of the graph. */
const UNIVERSAL_BYTES_PER_ATOM = 125e3;

/** About what an evaluation by the universal potential takes of the memory. */
export const universalBytes = (atoms: number, dispersion: DispersionChoice): number =>
  atoms * UNIVERSAL_BYTES_PER_ATOM + (dispersion === 'none' ? 0 : 16 * atoms * atoms);
