import type { IntMat2 } from '#core/math/plane2.ts';
import type { Vec3 } from '#core/math/vec3.ts';

/**
 * Where the crystal of a slab has an atom: its element, and fractions of the conventional cell from the crystal's own
 * origin. An atom keeps its place when it is moved; one that is added has the place where it was put.
 */
export type AtomPlace = readonly [element: string, x: number, y: number, z: number];

/** Atoms of one slab, and how that slab was cut when they were named: in another cut these places mean other atoms. */
export interface SlabAtoms {
  /** Counted from the substrate, 0. */
  readonly slab: number;
  readonly material: string;
  readonly hkl: readonly number[];
  /** Rows in primitive in-plane cells. Any rows of the same lattice are the same supercell. */
  readonly supercell: IntMat2;
  readonly at: readonly AtomPlace[];
}

export type OuterFace = 'top' | 'bottom';

/** What ends a dangling bond. */
export type Cap =
  /** An atom of hydrogen. */
  | 'H'
  /** Hydrogen with the nuclear charge that completes the bond, as pseudopotentials of it have. */
  | 'pseudo-H';

/** One change of single atoms, made after the stack is built. */
export type HandEdit =
  | { readonly kind: 'delete'; readonly atoms: readonly SlabAtoms[] }
  | {
      readonly kind: 'replace';
      readonly atoms: readonly SlabAtoms[];
      readonly element: string;
      /** Formal charge, e; absent: as the crystals have it, or the usual one. */
      readonly chargeE?: number;
    }
  | {
      readonly kind: 'move';
      readonly atoms: readonly SlabAtoms[];
      /** In the frame of the stack. */
      readonly byAng: Vec3;
    }
  | { readonly kind: 'add'; readonly atoms: readonly SlabAtoms[]; readonly chargeE?: number }
  | { readonly kind: 'passivate'; readonly atoms: readonly SlabAtoms[]; readonly cap: Cap }
  | { readonly kind: 'passivate'; readonly face: OuterFace; readonly cap: Cap };

export const atomsOf = (edit: HandEdit): readonly SlabAtoms[] =>
  'atoms' in edit ? edit.atoms : [];

/** How many atoms an edit names. */
export const namedAtoms = (edit: HandEdit): number =>
  atomsOf(edit).reduce((sum, { at }) => sum + at.length, 0);
