import { createStore } from 'zustand/vanilla';

/** How long a message stands. */
const SHOWN_MS = 6000;

interface Toasts {
  /** What was said last, or null when it has been shown for long enough. */
  readonly text: string | null;
}

export const toastStore = createStore<Toasts>()(() => ({ text: null }));

let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a message for a few seconds, in place of the one before. */
export function say(text: string): void {
  clearTimeout(timer);
  toastStore.setState({ text });
  timer = setTimeout(() => toastStore.setState({ text: null }), SHOWN_MS);
}
