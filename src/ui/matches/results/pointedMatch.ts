import { createStore, useStore } from 'zustand';
import type { Match } from '#core/match/match.ts';

/**
 * The match under the cursor or the focus: apart from React's state, so that a row, a point and two drawings
 * follow the hand while the table stands still. It stays when the hand leaves.
 */
export const pointedStore = createStore<{ readonly match: Match | null }>()(() => ({
  match: null,
}));

export const pointAt = (match: Match | null): void => pointedStore.setState({ match });

export const usePointed = (): Match | null => useStore(pointedStore, (s) => s.match);
