import { createStore } from 'zustand/vanilla';
import type { IntVec3 } from '#core/math/integer.ts';

/** A lattice plane or direction that is drawn among the atoms. */
export interface DrawnIndices {
  /** Whose axes: a slab's crystal from the substrate up, or null for the cell of the picture. */
  readonly slab: number | null;
  readonly kind: 'uvw' | 'hkl';
  readonly indices: IntVec3;
}

/** Plane lattices that are drawn over an interface, as seen from above. */
export interface LatticeSheet {
  /** Points as built with the lattice of coincidence, or as they are without strain with their moiré. */
  readonly points: 'none' | 'coincidence' | 'moire';
  /** Lines of misfit dislocations, where the cell is wide enough for one. */
  readonly dislocations: boolean;
  /** Which interface, from the substrate up. */
  readonly at: number;
}

export const NO_SHEET: LatticeSheet = { points: 'none', dislocations: false, at: 0 };

export const isBlank = ({ points, dislocations }: LatticeSheet): boolean =>
  points === 'none' && !dislocations;

export interface ViewOnly {
  /** How far each slab is drawn above its place over the one below, Å. */
  readonly liftAng: number;
  readonly drawn: readonly DrawnIndices[];
  readonly sheet: LatticeSheet;
}

export const AS_IT_IS: ViewOnly = { liftAng: 0, drawn: [], sheet: NO_SHEET };

/** What is drawn otherwise than it is, for the eye. No part of the document. */
export const viewOnlyStore = createStore<ViewOnly>()(() => AS_IT_IS);

export const liftFilms = (liftAng: number): void => viewOnlyStore.setState({ liftAng });

export const drawIndices = (more: DrawnIndices): void =>
  viewOnlyStore.setState(({ drawn }) => ({ drawn: [...drawn, more] }));

export const eraseIndices = (index: number): void =>
  viewOnlyStore.setState(({ drawn }) => ({ drawn: drawn.filter((_, k) => k !== index) }));

export const drawSheet = (part: Partial<LatticeSheet>): void =>
  viewOnlyStore.setState(({ sheet }) => ({ sheet: { ...sheet, ...part } }));
