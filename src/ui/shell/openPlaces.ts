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
    if (last !== undefined && !isOpened) focusOpener(last);
  }, [open, onClosed]);
  useEffect(followEscape, []);
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
