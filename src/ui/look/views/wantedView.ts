import { createStore } from 'zustand/vanilla';
import { drawSheet, type LatticeSheet, viewOnlyStore } from '#app/look/viewOnly.ts';
import type { SceneView } from '#render/types.ts';
import type { LatticeView } from './latticeView.ts';

type WantedView = Omit<SceneView, 'request'> & Partial<Pick<LatticeView, 'isAlone'>>;

/** A view that something else than the buttons at the picture asks for. A new object is a new request. */
export const wantedViewStore = createStore<{ readonly view: WantedView | null }>()(() => ({
  view: null,
}));

/** Lattice points over the picture: where there were none before, seen from above, as from its side a plane is a line. */
export function drawPoints(points: LatticeSheet['points']): void {
  const isStart = viewOnlyStore.getState().sheet.points === 'none' && points !== 'none';
  drawSheet({ points });
  if (isStart) wantedViewStore.setState({ view: { direction: 'c' } });
}
