import { type RefCallback, type RefObject, useCallback, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import {
  closePlace,
  type Menu,
  openPlace,
  type Place,
  placesStore,
  togglePlace,
} from '#app/shell/places.ts';

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

interface OpenMenu {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly buttonRef: RefObject<HTMLButtonElement | null>;
}

/**
 * What a popover needs that is a place: Back closes it.
 * @param holds places that are opened from it; its button takes the focus where theirs are gone with it. The same array
 *   at every call
 */
export function useMenu(menu: Menu, holds: readonly Place[] = NONE): OpenMenu {
  const buttonRef = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const removals = [menu, ...holds].map((place) => addOpener(place, buttonRef.current!));
    return () => {
      for (const remove of removals) remove();
    };
  }, [menu, holds]);
  // What is no longer on the page is not open.
  useEffect(() => () => closePlace(menu), [menu]);
  const onOpen = useCallback(
    (isOpen: boolean) => (isOpen ? openPlace(menu) : closePlace(menu)),
    [menu],
  );
  return { isOpen: usePlace(menu), onOpen, buttonRef };
}

const NONE: readonly Place[] = [];

/** Puts the focus on the button that opens a place, or on the menu that holds it. */
export function focusOpener(place: Place): void {
  [...(openers.get(place) ?? [])].find((button) => button.checkVisibility())?.focus();
}
