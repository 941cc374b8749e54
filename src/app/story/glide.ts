import { createStore } from 'zustand/vanilla';
import type { Vec2 } from '#core/math/plane2.ts';

/** Whether a film glides over the substrate, on a step of a story that shows it. */
export const glideStore = createStore<{ readonly isOn: boolean }>()(() => ({ isOn: false }));

/** Request for the next frame; 0 while nothing glides. */
let timer = 0;
let before = 0;
let at = 0;

/**
 * Part of the way after a time, there and back without a jerk at the ends: 0 at the start, 1 after `seconds`, 0 after
 * twice as long.
 */
export const glided = (elapsedS: number, seconds: number): number =>
  (1 - Math.cos((Math.PI * elapsedS) / seconds)) / 2;

/**
 * Lets a film glide there and back, from where it stopped before.
 * @param move shows it shifted by so much
 */
export function startGlide(
  by: readonly [number, number],
  seconds: number,
  move: (shift: Vec2) => void,
): void {
  pauseGlide();
  glideStore.setState({ isOn: true });
  before = performance.now();
  const tick = (now: number) => {
    at += (now - before) / 1000;
    before = now;
    const part = glided(at, seconds);
    move([part * by[0], part * by[1]]);
    timer = requestAnimationFrame(tick);
  };
  timer = requestAnimationFrame(tick);
}

export function pauseGlide(): void {
  if (timer !== 0) cancelAnimationFrame(timer);
  timer = 0;
  glideStore.setState({ isOn: false });
}

/** The next glide begins at its start. */
export function stopGlide(): void {
  pauseGlide();
  at = 0;
}
