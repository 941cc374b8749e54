import { type RefCallback, type RefObject, useCallback, useEffect } from 'react';
import { useStore } from 'zustand';
import { type Place, placesStore, togglePlace } from '#app/shell/places.ts';

export const usePlace = (place: Place): boolean =>
  useStore(placesStore, (s) => s.open.includes(place));

/** The buttons on the page that open a place: where the focus goes when it is closed. */
const openers = new Map<Place, Set<HTMLElement>>();

function addOpener(place: Place, button: HTMLElement): () => void {
  const buttons = openers.get(place) ?? new Set();
  openers.set(place, buttons.add(button));
  return () => void buttons.delete(button);
}

interface PlaceButton {
  readonly ref: RefCallback<HTMLButtonElement>;
  readonly 'aria-expanded': boolean;
  readonly onClick: () => void;
}

/** What a button needs that opens and closes a place. */
export function usePlaceButton(place: Place): PlaceButton {
  const ref = useCallback(
    (button: HTMLButtonElement | null) => (button === null ? undefined : addOpener(place, button)),
    [place],
  );
  return { ref, 'aria-expanded': usePlace(place), onClick: () => togglePlace(place) };
}

/** Says that a menu holds the buttons of these places: it takes the focus where they are gone with it. */
export function useMenuOf(places: readonly Place[], button: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const removals = places.map((place) => addOpener(place, button.current!));
    return () => {
      for (const remove of removals) remove();
    };
  }, [places, button]);
}

/** Puts the focus on the button that opens a place, or on the menu that holds it. */
export function focusOpener(place: Place): void {
  [...(openers.get(place) ?? [])].find((button) => button.checkVisibility())?.focus();
}
