/** What keys that were typed ahead come to. */
interface Replayed {
  readonly text: string;
  /** How many entries down the arrows went since the text was changed last. */
  readonly down: number;
  /** Enter was pressed: what was typed after it was meant for what it opened. */
  readonly isEntered: boolean;
}

/** @param keys as `KeyboardEvent.key` has them, in the order in which they were pressed */
export function replayed(keys: readonly string[]): Replayed {
  let text = '';
  let down = 0;
  for (const key of keys) {
    if (key === 'Enter') return { text, down, isEntered: true };
    if (key === 'ArrowDown') down++;
    else if (key === 'ArrowUp') down--;
    else {
      text = key === 'Backspace' ? text.slice(0, -1) : text + key;
      down = 0;
    }
  }
  return { text, down, isEntered: false };
}
