import { createStore } from 'zustand/vanilla';
import { openAnalysis } from '#app/analysis/analysisPanel.ts';
import type { StereogramChoices } from '#core/orientation/stereogram.ts';

/** z, the normal of the interface, at the viewer. */
export const STRAIGHT_VIEW = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);

interface OrientationChoices extends StereogramChoices {
  /** Interface from the bottom, counted from 0. */
  readonly at: number;
}

/** The tab of the orientation relation: kept while the page is open, no part of the document. */
export const orientationStore = createStore<OrientationChoices>()(() => ({
  at: 0,
  kind: 'plane',
  maxIndex: 2,
  hasCircles: true,
  hasNet: false,
  chosen: null,
  view: STRAIGHT_VIEW,
}));

/** The id of the tab in the analysis. */
export const ORIENTATION_TAB = 'orientation';

/** Opens the analysis on the tab of the orientation relation. */
export const openOrientation = (): void => openAnalysis(ORIENTATION_TAB);
