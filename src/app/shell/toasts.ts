import { createStore } from 'zustand/vanilla';

/** How long a message is shown. */
const SHOWN_MS = 6000;

interface Toasts {
  /** The message on screen, or null. */
  readonly text: string | null;
}

export const toastStore = createStore<Toasts>()(() => ({ text: null }));

let timer: ReturnType<typeof setTimeout> | undefined;
let isHeld = false;
/** The last message since they are held back. */
let waiting: string | null = null;

/** Shows a message for a few seconds, replacing the previous one. */
export function say(text: string): void {
  if (isHeld) {
    waiting = text;
    return;
  }
  clearTimeout(timer);
  toastStore.setState({ text });
  timer = setTimeout(() => toastStore.setState({ text: null }), SHOWN_MS);
}

/** Shows no message, not the present one either, while a lecture is given. @returns ends that, and shows the last one */
export function holdMessages(): () => void {
  isHeld = true;
  waiting = toastStore.getState().text;
  clearTimeout(timer);
  toastStore.setState({ text: null });
  return () => {
    isHeld = false;
    if (waiting !== null) say(waiting);
  };
}
