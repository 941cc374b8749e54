import { useEffect } from 'react';

let keys: string[] = [];

/** The keys that were pressed while the palette was being fetched, as `KeyboardEvent.key` has them. They are then gone. */
export function takeTypedAhead(): readonly string[] {
  const taken = keys;
  keys = [];
  return taken;
}

/** Those that are no letter and still mean something to the palette. */
const NAMED = ['Backspace', 'ArrowDown', 'ArrowUp', 'Enter'];

/** Stands in for the palette while it is being fetched: keys are meant for it and are no keys of the page. */
export function TypedAhead() {
  useEffect(() => {
    // What was typed for a palette that was closed before it came.
    keys = [];
    const isKept = (e: KeyboardEvent) =>
      !e.ctrlKey && !e.metaKey && !e.altKey && (e.key.length === 1 || NAMED.includes(e.key));
    const keep = (e: KeyboardEvent) => {
      if (!isKept(e)) return;
      keys.push(e.key);
      e.preventDefault();
      e.stopPropagation();
    };
    // Firefox presses a button when Space is let go, also where the key that went down was taken.
    const letGo = (e: KeyboardEvent) => isKept(e) && e.preventDefault();
    window.addEventListener('keydown', keep, true);
    window.addEventListener('keyup', letGo, true);
    return () => {
      window.removeEventListener('keydown', keep, true);
      window.removeEventListener('keyup', letGo, true);
    };
  }, []);
  return null;
}
