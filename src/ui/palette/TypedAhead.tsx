import { useEffect } from 'react';

let text = '';

/** What was typed while the palette was being fetched. */
export const typedAhead = (): string => text;

export const forgetTypedAhead = (): void => {
  text = '';
};

/** Stands in for the palette while it is being fetched: letters are meant for it and are no keys of the page. */
export function TypedAhead() {
  useEffect(() => {
    const keep = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      if (e.key === 'Backspace') text = text.slice(0, -1);
      else if (e.key.length === 1) text += e.key;
      else if (e.key !== 'Enter') return;
      e.preventDefault();
      e.stopPropagation();
    };
    window.addEventListener('keydown', keep, true);
    return () => window.removeEventListener('keydown', keep, true);
  }, []);
  return null;
}
