import { createStore } from 'zustand/vanilla';
import { type PlayerState, playerStore } from './player.ts';

/** Shortest time between updates of text and buttons while playing; the picture gets every frame. */
const THROTTLE_MS = 120;

/** A throttled copy of the player's state for React: every change while paused, a few a second while playing. */
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
