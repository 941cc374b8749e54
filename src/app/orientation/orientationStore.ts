import { createStore } from 'zustand/vanilla';
import { readTabCopy, writeTabCopy } from '#app/shell/tabCopy.ts';
import { type OrientationChoices, readOrientation } from './orientationChoices.ts';

const KEY = 'epistack.orientation';

/** The tab of the orientation relation: kept for this tab, over a reload too, no part of the document. */
export const orientationStore = createStore<OrientationChoices>()(() =>
  readOrientation(readTabCopy('sessionStorage', KEY)),
);
orientationStore.subscribe((choices) =>
  writeTabCopy('sessionStorage', KEY, {
    ...choices,
    view: Array.from({ length: 9 }, (_, k) => choices.view[k]),
  }),
);

/** The id of the tab in the analysis. */
export const ORIENTATION_TAB = 'orientation';
