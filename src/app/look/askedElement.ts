import { createStore } from 'zustand/vanilla';
import { openPlace } from '#app/shell/places.ts';
import type { LookSettings } from './presets.ts';

/** The element whose colour takes the focus as soon as the panel stands; null for none. */
export const askedElementStore = createStore<{ readonly symbol: string | null }>()(() => ({
  symbol: null,
}));

/** Opens the panel of the look where this element has its colour and radius. */
export function openElement(symbol: string): void {
  askedElementStore.setState({ symbol });
  openPlace('look');
}

/** The setting whose field takes the focus as soon as the panel stands; null for none. */
export const askedSettingStore = createStore<{ readonly setting: keyof LookSettings | null }>()(
  () => ({ setting: null }),
);

/** Opens the panel of the look at the field of this setting. */
export function openSetting(setting: keyof LookSettings): void {
  askedSettingStore.setState({ setting });
  openPlace('look');
}
