import { createStore } from 'zustand/vanilla';
import { openPlace } from '#app/shell/places.ts';

/** What the panel of atoms shows. */
export type AtomsTab = 'atom' | 'selection' | 'edit' | 'measured' | 'bonds' | 'view';

/** The panel itself is open or not by its place. */
export const atomsTabStore = createStore<{ readonly tab: AtomsTab }>()(() => ({ tab: 'atom' }));

export function openAtoms(tab: AtomsTab): void {
  atomsTabStore.setState({ tab });
  openPlace('atoms');
}
