import { createStore } from 'zustand/vanilla';
import { openPlace } from '#app/shell/places.ts';

/** What the panel of atoms shows. */
export type AtomsTab = 'atom' | 'selection' | 'edit' | 'measured' | 'bonds' | 'view';

interface AtomsTabState {
  readonly tab: AtomsTab;
  /** A part of the tab that takes the focus as soon as it stands. */
  readonly asked: 'clip' | null;
}

/** The panel itself is open or not by its place. */
export const atomsTabStore = createStore<AtomsTabState>()(() => ({ tab: 'atom', asked: null }));

export function openAtoms(tab: AtomsTab): void {
  atomsTabStore.setState({ tab, asked: null });
  openPlace('atoms');
}

/** Opens the panel where planes cut a part of the picture away. */
export function openClip(): void {
  atomsTabStore.setState({ tab: 'view', asked: 'clip' });
  openPlace('atoms');
}
