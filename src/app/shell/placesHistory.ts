import { type Place, placesStore } from './places.ts';

/** What an entry of the browser's history says of the page. */
interface Entry {
  readonly places: readonly Place[];
  /** Entries of this page below it. */
  readonly depth: number;
  /** Places of the entry below, or null where that is no entry of this visit. */
  readonly under: readonly Place[] | null;
}

/** A table needs its file again: Forward does not bring it back. */
const GONE: readonly Place[] = ['screen'];

let isTyped = false;

/** Whether the address was typed or pasted just now, and not met again by Back or Forward. */
export const wasTyped = (): boolean => isTyped;

/**
 * Makes each place that is opened one entry of the browser's history, so that Back closes it and Forward opens it
 * again. The address, and with it the link of the document, stays as it is.
 * @returns stops
 */
export function watchPlaces(): () => void {
  const { history } = window;
  // Waits for the browser to arrive at the entry below: until then no entry can be written.
  let isTravelling = false;
  const first = entryOf(history.state);
  let at: Entry = { places: [], depth: first?.depth ?? 0, under: null };
  const write = (entry: Entry, how: 'pushState' | 'replaceState'): void => {
    at = entry;
    history[how](entry, '');
  };
  write(at, 'replaceState');

  const sync = (): void => {
    const { open } = placesStore.getState();
    if (isTravelling || isSame(open, at.places)) return;
    const isMore = open.length > at.places.length && at.places.every((p) => open.includes(p));
    if (isMore) write({ places: open, depth: at.depth + 1, under: at.places }, 'pushState');
    else if (at.under !== null && isSame(open, at.under)) {
      isTravelling = true;
      history.back();
    } else write({ ...at, places: open }, 'replaceState');
  };

  const onPopState = (e: PopStateEvent): void => {
    const entry = entryOf(e.state);
    const { open } = placesStore.getState();
    isTyped = entry === null;
    if (isTravelling) {
      isTravelling = false;
      at = entry ?? { places: [], depth: 0, under: null };
    } else if (entry === null) {
      // An address that was typed or pasted: a new entry, on which everything stays open.
      write({ places: open, depth: at.depth + 1, under: null }, 'replaceState');
    } else {
      const isForward = entry.depth > at.depth;
      at = entry;
      // Back only closes: what was open there may have been closed since by its own button.
      const places = entry.places.filter(
        (p) => open.includes(p) || (isForward && !GONE.includes(p)),
      );
      placesStore.setState({ open: places });
    }
    sync();
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
