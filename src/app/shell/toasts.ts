import { createStore } from 'zustand/vanilla';

/** How long a message is shown. */
const SHOWN_MS = 6000;

interface Toasts {
  /** The message on screen, or null. */
  readonly text: string | null;
}

export const toastStore = createStore<Toasts>()(() => ({ text: null }));

let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a message for a few seconds, replacing the previous one. */
export function say(text: string): void {
  clearTimeout(timer);
  toastStore.setState({ text });
  timer = setTimeout(() => toastStore.setState({ text: null }), SHOWN_MS);
}
