import { createStore } from 'zustand/vanilla';

/** What can be opened over the page, or in place of a part of it, and left again: by Escape, its button, or Back. */
export type Place =
  | 'find'
  | 'screen'
  | 'present'
  | 'look'
  | 'atoms'
  | 'analysis'
  | 'md'
  | 'import'
  | 'export'
  | 'documents'
  | 'report'
  | 'palette'
  | 'shortcuts'
  | 'story'
  | 'nanocrystal'
  | 'microscope'
  | 'full-screen'
  | Menu;

/** A menu stands over what is open, and is closed by whatever is opened next. */
export type Menu = (typeof MENUS)[number];
export const MENUS = ['export-menu', 'more', 'playback', 'colour-range', 'views'] as const;

const isMenu = (place: Place): boolean => (MENUS as readonly Place[]).includes(place);

interface Places {
  /** In the order in which they were opened. */
  readonly open: readonly Place[];
}

export const placesStore = createStore<Places>()(() => ({ open: [] }));

/** Places that would stand on each other: opening one closes these. */
const INSTEAD_OF: Partial<Record<Place, readonly Place[]>> = {
  find: ['screen'],
  screen: ['find'],
  look: ['atoms', 'analysis', 'md', 'story'],
  atoms: ['look', 'analysis', 'md', 'story'],
  analysis: ['look', 'atoms', 'story'],
  md: ['look', 'atoms', 'story'],
  story: ['look', 'atoms', 'analysis', 'md'],
};

/** Dialogs as large as the page: what opens on the page itself would stand behind them. */
const ROOMS: readonly Place[] = ['nanocrystal', 'microscope'];

const yields = (open: Place, place: Place): boolean =>
  isMenu(open) ||
  INSTEAD_OF[place]?.includes(open) === true ||
  (ROOMS.includes(open) && (place === 'present' || place in INSTEAD_OF));

export function openPlace(place: Place): void {
  placesStore.setState(({ open }) =>
    open.includes(place)
      ? {}
      : {
          open: [...open.filter((p) => !yields(p, place)), place],
        },
  );
}

export function closePlace(place: Place): void {
  placesStore.setState(({ open }) =>
    open.includes(place) ? { open: open.filter((p) => p !== place) } : {},
  );
}

export const togglePlace = (place: Place): void =>
  placesStore.getState().open.includes(place) ? closePlace(place) : openPlace(place);
