import { MENUS, type Place, placesStore } from './places.ts';

/** What an entry of the browser's history says of the page. */
interface Entry {
  readonly places: readonly Place[];
  /** Entries of this page below it. */
  readonly depth: number;
  /** Places of the entry below, or null where that is no entry of this visit. */
  readonly under: readonly Place[] | null;
}

/** What Forward does not bring back: a table needs its file again, and a menu was only on the way to something. */
const GONE: readonly Place[] = ['screen', ...MENUS];

let isTyped = false;

/** Whether the address was typed or pasted just now, and not met again by Back or Forward. */
export const wasTyped = (): boolean => isTyped;

/**
 * Makes each place that is opened one entry of the browser's history, so that Back closes it and Forward opens it
 * again. A place that is closed otherwise leaves its entry to the next one, and Back goes past it. The address, and
 * with it the link of the document, stays as it is.
 * @returns stops
 */
export function watchPlaces(): () => void {
  const { history } = window;
  let at: Entry = { places: [], depth: entryOf(history.state)?.depth ?? 0, under: null };
  const write = (entry: Entry, how: 'pushState' | 'replaceState'): void => {
    at = entry;
    history[how](entry, '');
  };
  write(at, 'replaceState');

  const sync = (): void => {
    const { open } = placesStore.getState();
    if (isSame(open, at.places)) return;
    const isMore = open.length > at.places.length && at.places.every((p) => open.includes(p));
    const isSpent = at.under !== null && isSame(at.places, at.under);
    if (isMore && !isSpent)
      write({ places: open, depth: at.depth + 1, under: at.places }, 'pushState');
    else write({ ...at, places: open }, 'replaceState');
  };

  const onPopState = (e: PopStateEvent): void => {
    const entry = entryOf(e.state);
    const { open } = placesStore.getState();
    isTyped = entry === null;
    if (entry === null) {
      // An address that was typed or pasted: a new entry, on which everything stays open.
      write({ places: open, depth: at.depth + 1, under: null }, 'replaceState');
      return;
    }
    const left = at;
    const isForward = entry.depth > left.depth;
    at = entry;
    // Back only closes: what was open there may have been closed since by its own button.
    const places = entry.places.filter((p) => open.includes(p) || (isForward && !GONE.includes(p)));
    placesStore.setState({ open: places });
    sync();
    // Nothing to be seen was left with this entry.
    if (entry.depth < left.depth && left.under !== null && isSame(places, open)) history.back();
  };
  const stop = placesStore.subscribe(sync);
  window.addEventListener('popstate', onPopState);
  return () => {
    stop();
    window.removeEventListener('popstate', onPopState);
  };
}

function entryOf(state: unknown): Entry | null {
  if (typeof state !== 'object' || state === null || !('places' in state)) return null;
  return state as Entry;
}

const isSame = (p: readonly Place[], q: readonly Place[]): boolean =>
  p.length === q.length && p.every((place, k) => place === q[k]);
