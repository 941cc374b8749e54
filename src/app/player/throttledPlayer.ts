import { createStore } from 'zustand/vanilla';
import { type PlayerState, playerStore } from './player.ts';

/** While it plays, words and buttons hear of frames no more often than this; the picture does not wait. */
const THROTTLE_MS = 120;

/** The player for React: each change at once while it rests, a few times a second while it plays. */
export const throttledPlayer = createStore<PlayerState>()(() => playerStore.getState());

let timer: ReturnType<typeof setTimeout> | null = null;
let toldMs = 0;

function tell(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  toldMs = performance.now();
  throttledPlayer.setState(playerStore.getState(), true);
}

playerStore.subscribe((now, before) => {
  const waitMs = now.playing && before.playing ? toldMs + THROTTLE_MS - performance.now() : 0;
  if (waitMs <= 0) tell();
  else timer ??= setTimeout(tell, waitMs);
});
