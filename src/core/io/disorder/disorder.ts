import type { Symop } from '#core/io/cif/symop.ts';
import type { Vec3 } from '#core/math/vec3.ts';

// A crystal in which places are shared by several elements, or not always filled.

export interface Occupant {
  readonly z: number;
  /** Fraction of the places, over 0. */
  readonly occupancy: number;
}

/** One site of a file with all its images. */
export interface SharedSite {
  readonly label: string;
  /** One occupant with occupancy 1 for an ordered site. */
  readonly occupants: readonly Occupant[];
  /** The file names it as one of several alternatives: which. */
  readonly alternative: string | null;
}

/** As a file gives it. */
export interface DisorderedSites {
  /** 3×3, rows, Å. */
  readonly lattice: Float64Array;
  /** Fractions of every place of the cell. */
  readonly places: readonly Vec3[];
  /** Which site each place belongs to. */
  readonly siteOf: ArrayLike<number>;
  readonly sites: readonly SharedSite[];
  /**
   * For each place the first of those that it is an alternative of, where symmetry splits one atom over several places;
   * absent: none is split.
   */
  readonly splitOf?: ArrayLike<number>;
}

export interface Disordered extends DisorderedSites {
  /** Operations that the arrangement of places has; those that are alike by them are listed once. */
  readonly operations: readonly Symop[];
}

/** Largest deviation from 1 of a sum of occupancies that still means full. */
const FULL = 1e-2;

export const isOrdered = ({ occupants, alternative }: SharedSite): boolean =>
  alternative === null && occupants.length === 1 && occupants[0]!.occupancy >= 1 - 1e-3;

/** The part of a place that stays empty; what rounding of printed digits leaves counts as zero. */
export function emptyPart({ occupants }: SharedSite): number {
  const rest = 1 - occupants.reduce((sum, o) => sum + o.occupancy, 0);
  return rest > FULL ? rest : 0;
}

/** Whether the occupancies of a site are more than there is room for. */
export const isOverfull = ({ occupants }: SharedSite): boolean =>
  occupants.reduce((sum, o) => sum + o.occupancy, 0) > 1 + FULL;
