import { highest, lowest } from '#core/math/extremes.ts';
import { MAX_PLANES, type SlabCut } from './slab.ts';
import type { Surface } from './surface.ts';

/** What a slab of whole planes is, without its atoms. */
export interface GrownSlab {
  readonly planes: number;
  readonly isStoichiometric: boolean;
  /** Formal charge per primitive in-plane cell, e; null when oxidation states are unknown. */
  readonly chargeE: number | null;
  /** Dipole of the formal charges along the normal about the mid-height, per in-plane cell, e·Å. */
  readonly dipoleEAng: number | null;
  /** Highest minus lowest atom, Å. */
  readonly thicknessAng: number;
  /** The planes read the same from both faces: no slab turns over onto itself without that. */
  readonly isPalindrome: boolean;
}

/** The slabs with 1, 2, … planes from one termination, nothing removed. */
export type Grow = (
  cut: Pick<SlabCut, 'termination' | 'face'>,
  most?: number,
) => readonly GrownSlab[];

/**
 * Slabs of a surface, each made from the one with a plane less: cutting each of them anew would take time for all of
 * its atoms.
 */
export function slabGrower(surface: Surface): Grow {
  const { planes, numbers, charges, xyz, lattice } = surface;
  const periodAng = lattice[8]!;
  const elements = [...new Set(numbers)];
  const countsOf = (atoms: Iterable<number>) => {
    const counts = elements.map(() => 0);
    for (const i of atoms) counts[elements.indexOf(numbers[i]!)]! += 1;
    return counts;
  };
  const bulk = countsOf(numbers.keys());
  const kinds = planes.map(({ atoms }) => {
    const heights = atoms.map((a) => xyz[3 * a.index + 2]! - a.lower * periodAng);
    const charged = atoms.map((a) => charges?.[a.index] ?? 0);
    const counts = countsOf(atoms.map((a) => a.index));
    return {
      atoms: atoms.length,
      counts,
      composition: counts.join(' '),
      chargeE: charged.reduce((sum, q) => sum + q, 0),
      momentEAng: charged.reduce((sum, q, i) => sum + q * heights[i]!, 0),
      lowAng: lowest(heights),
      highAng: highest(heights),
    };
  });
  return ({ termination, face }, most = MAX_PLANES) => {
    const counts = elements.map(() => 0);
    let [atoms, chargeE, momentEAng] = [0, 0, 0];
    let [lowAng, highAng] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const compositions: string[] = [];
    return Array.from({ length: most }, (_, p): GrownSlab => {
      // Planes of a period are counted downward: a slab from its bottom grows towards lower ranks.
      const rank = face === 'bottom' ? termination - p : termination + p;
      const periods = Math.floor(rank / planes.length);
      const kind = kinds[rank - periods * planes.length]!;
      const fallAng = periods * periodAng;
      for (const [e, n] of kind.counts.entries()) counts[e]! += n;
      atoms += kind.atoms;
      chargeE += kind.chargeE;
      momentEAng += kind.momentEAng - fallAng * kind.chargeE;
      lowAng = Math.min(lowAng, kind.lowAng - fallAng);
      highAng = Math.max(highAng, kind.highAng - fallAng);
      compositions.push(kind.composition);
      return {
        planes: p + 1,
        isStoichiometric: counts.every((n, e) => n * numbers.length === bulk[e]! * atoms),
        chargeE: charges && chargeE,
        dipoleEAng: charges && momentEAng - (chargeE * (lowAng + highAng)) / 2,
        thicknessAng: highAng - lowAng,
        isPalindrome: isPalindrome(compositions),
      };
    });
  };
}

const isPalindrome = (names: readonly string[]): boolean => {
  for (let i = 0, j = names.length - 1; i < j; i++, j--) if (names[i] !== names[j]) return false;
  return true;
};
