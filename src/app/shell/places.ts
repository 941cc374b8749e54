import { createStore } from 'zustand/vanilla';

/** What can be opened over the page, or in place of a part of it, and left again: by Escape, its button, or Back. */
export type Place =
  | 'find'
  | 'screen'
  | 'present'
  | 'look'
  | 'analysis'
  | 'md'
  | 'import'
  | 'export'
  | 'documents'
  | 'report';

interface Places {
  /** In the order in which they were opened. */
  readonly open: readonly Place[];
}

export const placesStore = createStore<Places>()(() => ({ open: [] }));

/** Places that would stand on each other: opening one closes these. */
const INSTEAD_OF: Partial<Record<Place, readonly Place[]>> = {
  find: ['screen'],
  screen: ['find'],
  look: ['analysis', 'md'],
  analysis: ['look'],
  md: ['look'],
};

export function openPlace(place: Place): void {
  placesStore.setState(({ open }) =>
    open.includes(place)
      ? {}
      : { open: [...open.filter((p) => !INSTEAD_OF[place]?.includes(p)), place] },
  );
}

export function closePlace(place: Place): void {
  placesStore.setState(({ open }) =>
    open.includes(place) ? { open: open.filter((p) => p !== place) } : {},
  );
}

export const togglePlace = (place: Place): void =>
  placesStore.getState().open.includes(place) ? closePlace(place) : openPlace(place);
