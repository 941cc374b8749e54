import { createStore } from 'zustand/vanilla';
import { openPlace } from '#app/shell/places.ts';

/** The element whose colour takes the focus as soon as the panel stands; null for none. */
export const askedElementStore = createStore<{ readonly symbol: string | null }>()(() => ({
  symbol: null,
}));

/** Opens the panel of the look where this element has its colour and radius. */
export function openElement(symbol: string): void {
  askedElementStore.setState({ symbol });
  openPlace('look');
}
