import { createStore, useStore } from 'zustand';
import type { Match } from '#core/match/match.ts';

/**
 * The match under the pointer or the focus. It is kept outside React's state, so that a row, a point and two
 * drawings follow the pointer without rendering the table. It stays when the pointer leaves.
 */
export const pointedStore = createStore<{ readonly match: Match | null }>()(() => ({
  match: null,
}));

export const pointAt = (match: Match | null): void => pointedStore.setState({ match });

export const usePointed = (): Match | null => useStore(pointedStore, (s) => s.match);
