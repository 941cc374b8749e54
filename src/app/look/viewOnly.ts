import { createStore } from 'zustand/vanilla';
import type { IntVec3 } from '#core/math/integer.ts';

/** A lattice plane or direction that is drawn among the atoms. */
export interface DrawnIndices {
  /** Whose axes: a slab's crystal from the substrate up, or null for the cell of the picture. */
  readonly slab: number | null;
  readonly kind: 'uvw' | 'hkl';
  readonly indices: IntVec3;
}

interface ViewOnly {
  /** How far each slab is drawn above its place over the one below, Å. */
  readonly liftAng: number;
  readonly drawn: readonly DrawnIndices[];
}

/** What is drawn otherwise than it is, for the eye. No part of the document, and not kept for the next visit. */
export const viewOnlyStore = createStore<ViewOnly>()(() => ({ liftAng: 0, drawn: [] }));

export const MOST_LIFT_ANG = 20;
export const liftFilms = (liftAng: number): void => viewOnlyStore.setState({ liftAng });

export const drawIndices = (more: DrawnIndices): void =>
  viewOnlyStore.setState(({ drawn }) => ({ drawn: [...drawn, more] }));

export const eraseIndices = (index: number): void =>
  viewOnlyStore.setState(({ drawn }) => ({ drawn: drawn.filter((_, k) => k !== index) }));
