import type { FreeCell } from '#core/crystal/crystal.ts';
import type { IntMat2, Vec2 } from '#core/math/plane2.ts';
import type { Material, OwnElastic } from '#core/recipe/crystals/library.ts';
import type { HandEdit } from '#core/recipe/handEdits/handEdit.ts';
import type { InPlaneCell, Removal } from '#core/surface/slab.ts';

/** How one crystal is cut. Decisions only: nothing here is a search or a result. */
export interface SlabSpec {
  /** Id of a library crystal, or of one that the recipe carries (those begin with "@"). */
  readonly material: string;
  /** Free lattice constants, Å and degrees; kept here so that a link never changes with the library. */
  readonly cell: FreeCell;
  readonly hkl: readonly number[];
  readonly planes: number;
  /** What planes are sets of. Absent: atoms of one height, whatever molecule is cut by that. */
  readonly planesOf?: 'units';
  /** Plane of the period at the slab's reference face: the substrate's top, a film's bottom. */
  readonly termination: number;
  readonly remove: readonly Removal[];
  /** What the supercell matrix counts in. */
  readonly inPlane: InPlaneCell;
  /** Rows: the supercell vectors in in-plane cell vectors, det > 0. */
  readonly matrix: IntMat2;
  /** Out-of-plane strain that the slab is given, a fraction: heights grow by 1 + it. Absent: 0. */
  readonly normalStrain?: number;
}

export interface SubstrateStep {
  readonly kind: 'substrate';
  readonly slab: SlabSpec;
}
export interface FilmStep {
  readonly kind: 'film';
  readonly slab: SlabSpec;
  /** Lateral shift of the film in fractions of the interface cell. */
  readonly registryShift: readonly [number, number];
  /** d₀: lowest atom of this slab minus highest atom of the one below, Å. */
  readonly separationAng: number;
}
export interface VacuumStep {
  readonly kind: 'vacuum';
  /** Total empty length along c, Å; half of it lies below the stack, half above. */
  readonly vacuumAng: number;
}
/** Instead of vacuum: the stack repeats along c without end, one more interface at the cell's wall. */
export interface SuperlatticeStep {
  readonly kind: 'superlattice';
  /** Lowest atom of the next period's substrate minus highest atom of the top slab, Å. */
  readonly separationAng: number;
}
export type Step = SubstrateStep | FilmStep | VacuumStep | SuperlatticeStep;

/** Positions taken over from a relaxation; gone as soon as the stack itself is changed. */
export interface Relaxed {
  /** By what: engine, potential, protocol. */
  readonly note: string;
  /** 3N displacements from the rigid stack in the order of the built atoms, in 0.001 Å, to 0.01 of it. */
  readonly milliAng: readonly number[];
}

/** How many outer atomic planes are frozen: of the lowest slab from below, of the highest from above. */
export interface OuterPlanes {
  readonly bottom: number;
  readonly top: number;
}

/** Which atoms a relaxation or a run must leave where they are. */
export type Freeze =
  | { readonly kind: 'none' }
  /** Atoms farther than this from every interface, Å along c; none of a slab alone. */
  | { readonly kind: 'beyond'; readonly distanceAng: number }
  /** Whole atomic planes at the two outer faces of the stack. */
  | ({ readonly kind: 'planes' } & OuterPlanes);

/** What is strained so that the slabs fit: `filmShare` 1 strains films only, 0 the substrate only. */
export type StrainPolicy =
  | { readonly who: 'film' }
  | { readonly who: 'substrate' }
  | { readonly who: 'shared'; readonly filmShare: number };

export const filmShareOf = (policy: StrainPolicy): number =>
  policy.who === 'film' ? 1 : policy.who === 'substrate' ? 0 : policy.filmShare;

/** The document. A substrate, any number of films upward, then the vacuum or the superlattice's closing gap. */
export interface Recipe {
  readonly epistack: 1;
  readonly title: string;
  /** The preset it began as: where the page finds the paper's numbers and the recorded trajectory. */
  readonly preset: string | null;
  readonly strained: StrainPolicy;
  readonly steps: readonly Step[];
  /** Crystals that the library does not hold, so that a link stays whole. */
  readonly crystals?: readonly Material[];
  readonly relaxed?: Relaxed;
  /** Elastic constants that a person has given, one entry a crystal. They change no atom. */
  readonly elastic?: readonly OwnElastic[];
  /** Which atoms stay where they are in what is computed from this stack. Absent: none. */
  readonly freeze?: Exclude<Freeze, { readonly kind: 'none' }>;
  /** Changes of single atoms, in order, made after the slabs are stacked and before a relaxation. Absent: none. */
  readonly edits?: readonly HandEdit[];
}

export const freezeOf = ({ freeze }: Recipe): Freeze => freeze ?? { kind: 'none' };

export const substrateOf = (recipe: Recipe): SubstrateStep => recipe.steps[0] as SubstrateStep;
export const filmsOf = (recipe: Recipe): readonly FilmStep[] =>
  recipe.steps.filter((s): s is FilmStep => s.kind === 'film');
export const closingOf = (recipe: Recipe): VacuumStep | SuperlatticeStep =>
  recipe.steps.at(-1) as VacuumStep | SuperlatticeStep;

/** Empty length between the top slab and the next period, Å: the vacuum, or a superlattice's gap. */
export function emptyAng(recipe: Recipe): number {
  const last = closingOf(recipe);
  return last.kind === 'vacuum' ? last.vacuumAng : last.separationAng;
}

/**
 * How far the slab above an interface is shifted against the one below, in fractions of the interface
 * cell. A recipe keeps each film's shift against the cell, not against the slab that it lies on.
 * @param at slabs of the interface, counted from the bottom
 */
export function relativeShift(
  recipe: Recipe,
  at: { readonly lower: number; readonly upper: number },
): Vec2 {
  const shiftOf = (slab: number): Vec2 =>
    slab === 0 ? [0, 0] : filmsOf(recipe)[slab - 1]!.registryShift;
  const [below, above] = [shiftOf(at.lower), shiftOf(at.upper)];
  return [above[0] - below[0], above[1] - below[1]];
}
