import type { FreeCell } from '#core/crystal/crystal.ts';
import type { IntMat2 } from '#core/math/plane2.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import type { Material } from '#core/recipe/crystals/library.ts';
import type { Relaxed } from '#core/recipe/recipe.ts';

type Indices = readonly [number, number, number];

/** A crystal of the library, or one that the recipe carries (those begin with "@"). */
export interface CrystalSpec {
  readonly material: string;
  /** Free lattice constants, Å and degrees. */
  readonly cell: FreeCell;
}

/** A face of the core. The core's symmetry makes the others of its family, unless it is single. */
export interface FacetSpec {
  readonly hkl: Indices;
  /** From the centre. Either this, or `energy` with the `sizeNm` of the core. */
  readonly distanceNm?: number;
  /** Surface energy, in any unit: Wulff's distances are in proportion to it. */
  readonly energy?: number;
  readonly single?: true;
  /** Elements of the outermost plane: the face goes back to the first one that holds just these. */
  readonly species?: readonly string[];
}

/** What the particle begins with. */
export interface CoreSpec extends CrystalSpec {
  /** Fractions of the cell: what stands in the middle of the particle. */
  readonly centre: Vec3;
  readonly facets: readonly FacetSpec[];
  /** With energies: twice the distance of the face of least energy. */
  readonly sizeNm?: number;
  /** A sphere that cuts whatever is farther out, nm across. */
  readonly sphereNm?: number;
}

/** Which region a second crystal fills. Heights are from the facet. */
export type CapShape =
  | { readonly kind: 'hemisphere'; readonly radiusNm: number }
  /** Part of a sphere: a circle of this radius on the facet, and less high than a hemisphere. */
  | { readonly kind: 'cap'; readonly radiusNm: number; readonly heightNm: number }
  /** Along the direction of the orientation, across it, and up. */
  | {
      readonly kind: 'plate';
      readonly lengthNm: number;
      readonly widthNm: number;
      readonly heightNm: number;
    }
  /** All around the core. */
  | { readonly kind: 'shell'; readonly thicknessNm: number }
  /** A cylinder with the core in its middle, along the direction of the orientation. */
  | { readonly kind: 'rod'; readonly radiusNm: number; readonly lengthNm: number };

/** Whether a shape goes around the core, which then has no single plane in contact. */
export const isAround = ({ kind }: CapShape): boolean => kind === 'shell' || kind === 'rod';

/** A second crystal that takes the core's lengths near the face, and its own beyond. */
export interface CoherentSpec {
  /** Planes up to this height over the lowest are strained, nm. */
  readonly depthNm: number;
  /** Supercells that lie on each other: rows in primitive in-plane cells of the two planes. */
  readonly cells: { readonly core: IntMat2; readonly cap: IntMat2 };
}

/** A second crystal on one facet of the core, or around it. */
export interface CapSpec extends CrystalSpec {
  readonly shape: CapShape;
  /** The facet of the core, one of those that its `facets` make, or any plane for a shell or rod. */
  readonly facet: Indices;
  /** The plane of this crystal that lies on it. */
  readonly plane: Indices;
  /** Directions in these planes that are parallel. */
  readonly directions: { readonly core: Indices; readonly cap: Indices };
  /** Distance from the outermost plane of the core to the innermost plane of this crystal, Å. */
  readonly gapAng: number;
  /** Shift of this crystal along and across the direction, Å. */
  readonly shiftAng: readonly [number, number];
  /** Absent: it keeps its own lengths everywhere. */
  readonly coherent?: CoherentSpec;
}

/** A nanocrystal as a document: decisions only, nothing that a search found. */
export interface NanocrystalRecipe {
  readonly epistackNanocrystal: 1;
  readonly title: string;
  readonly core: CoreSpec;
  readonly cap: CapSpec | null;
  /** Atoms with fewer bonded neighbours than this are left out, again and again; 0 keeps all. */
  readonly leastNeighbours: number;
  /** Ions of the sign in excess are taken away, the least bonded first, until the charge is 0. */
  readonly neutral: boolean;
  /** Empty space around the particle in its periodic box, on every side. */
  readonly marginNm: number;
  readonly crystals?: readonly Material[];
  /** Where a relaxation has moved the atoms, from their places in the crystals; the particle as a whole stays and is not turned. */
  readonly relaxed?: Relaxed;
}
