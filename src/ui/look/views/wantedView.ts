import { createStore } from 'zustand/vanilla';
import type { SceneView } from '#render/types.ts';
import type { LatticeView } from './latticeView.ts';

type WantedView = Omit<SceneView, 'request'> & Partial<Pick<LatticeView, 'isAlone'>>;

/** A view that something else than the buttons at the picture asks for. A new object is a new request. */
export const wantedViewStore = createStore<{ readonly view: WantedView | null }>()(() => ({
  view: null,
}));
