import { createStore } from 'zustand/vanilla';
import type { ScreenRow } from './screenTable.ts';
import type { ArrangedRows, ScreenSummary } from './screenTasks.ts';
import { DEFAULT_SCREEN_VIEW, type ScreenView } from './screenView.ts';

/** State of the table of screening results that is open. */
export interface Screening {
  /** Its name; null when none is open. */
  readonly file: string | null;
  readonly status: 'reading' | 'ready' | 'failed';
  readonly reason: string | null;
  /** It failed because its worker was lost: {@link readAgain} may help. */
  readonly isLost: boolean;
  /** 0 to 1. */
  readonly progress: number;
  readonly lines: number;
  readonly summary: ScreenSummary | null;
  readonly view: ScreenView;
  /** The rows of the view, for the plot; null until they are arranged. */
  readonly points: ScreenPoints | null;
  /** The rows near those on screen. */
  readonly window: { readonly from: number; readonly rows: readonly ScreenRow[] };
  /** The row under the cursor or the focus, and what is known of it. */
  readonly pointed: { readonly at: number; readonly row: ScreenRow | null } | null;
  /** Key of the candidate that was built last. */
  readonly built: string | null;
}

export interface ScreenPoints extends ArrangedRows {
  /** Id of the view that they belong to. */
  readonly id: number;
}

export const NO_SCREENING: Screening = {
  file: null,
  status: 'reading',
  reason: null,
  isLost: false,
  progress: 0,
  lines: 0,
  summary: null,
  view: DEFAULT_SCREEN_VIEW,
  points: null,
  window: { from: 0, rows: [] },
  pointed: null,
  built: null,
};

export const screeningStore = createStore<Screening>()(() => NO_SCREENING);
