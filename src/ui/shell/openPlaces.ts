import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { closePlace, type Place, placesStore } from '#app/shell/places.ts';
import { addLayer } from '#ui/kit/overlay/layers.ts';
import { focusOpener } from '#ui/state/places.ts';

/**
 * What all open places have in common: Escape closes the one opened last, also while its code is being fetched, and
 * however one was closed, the focus goes back to the button that opened it.
 * @param onClosed told of each place that was closed
 */
export function useOpenPlaces(onClosed: (place: Place) => void): void {
  const open = useStore(placesStore, (s) => s.open);
  const before = useRef(open);
  useEffect(() => {
    const closed = before.current.filter((place) => !open.includes(place));
    const isOpened = open.some((place) => !before.current.includes(place));
    before.current = open;
    for (const place of closed) onClosed(place);
    const last = closed.at(-1);
    // What was opened instead has taken the focus.
    if (last !== undefined && !isOpened) {
      if (!BY_KEY.includes(last)) focusOpener(last);
      if (document.activeElement === document.body) focusLast();
    }
  }, [open, onClosed]);
  useEffect(followEscape, []);
  useEffect(followFocus, []);
}

/** Opened by a key anywhere: they leave the focus where it was. */
const BY_KEY: readonly Place[] = ['palette', 'shortcuts'];

/** What had the focus, the last first. */
let recent: readonly HTMLElement[] = [];
const MOST_RECENT = 12;

/** @returns stops */
function followFocus(): () => void {
  const follow = ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement)
      recent = [target, ...recent.filter((e) => e !== target && e.isConnected)].slice(
        0,
        MOST_RECENT,
      );
  };
  document.addEventListener('focusin', follow);
  return () => document.removeEventListener('focusin', follow);
}

/** For what is opened by name and has no button of its own: back to where the focus was, or to the picture. */
function focusLast(): void {
  const before = recent.find((e) => e.isConnected && e.checkVisibility());
  (before ?? document.querySelector<HTMLElement>('[role="application"]'))?.focus();
}

/** @returns stops */
function followEscape(): () => void {
  const layers = new Map<Place, () => void>();
  const remove = (place: Place) => {
    layers.get(place)?.();
    layers.delete(place);
  };
  const follow = ({ open }: { readonly open: readonly Place[] }) => {
    for (const place of layers.keys()) if (!open.includes(place)) remove(place);
    for (const place of open)
      if (!layers.has(place))
        layers.set(
          place,
          addLayer({ onEscape: () => closePlace(place), yieldsToFields: place !== 'present' }),
        );
  };
  follow(placesStore.getState());
  const stop = placesStore.subscribe(follow);
  return () => {
    stop();
    for (const place of layers.keys()) remove(place);
  };
}
