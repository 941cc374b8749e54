import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { glideStore, pauseGlide, startGlide, stopGlide } from '#app/story/glide.ts';
import { endStory, goTo, tell } from '#app/story/playing.ts';
import { storyOf } from '#app/story/readStory.ts';
import type { Vec2 } from '#core/math/plane2.ts';

let nowMs = 0;
let frames: Map<number, (now: number) => void>;
let moves: Vec2[];

beforeEach(() => {
  nowMs = 5000;
  frames = new Map();
  moves = [];
  let id = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  vi.stubGlobal('requestAnimationFrame', (tick: (now: number) => void) => {
    frames.set(++id, tick);
    return id;
  });
  vi.stubGlobal('cancelAnimationFrame', (which: number) => void frames.delete(which));
  stopGlide();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Draws the next frame after so many seconds. */
function pass(seconds: number): void {
  nowMs += 1000 * seconds;
  const due = [...frames.values()];
  frames.clear();
  for (const tick of due) tick(nowMs);
}
const start = () => startGlide([0.5, -0.25], 2, (shift) => void moves.push(shift));
const last = () => moves.at(-1)!.map((x) => Number(x.toFixed(9)));

test('a film goes the whole way and comes back', () => {
  start();
  expect(glideStore.getState().isOn).toBe(true);
  pass(1);
  expect(last()).toEqual([0.25, -0.125]);
  pass(1);
  expect(last()).toEqual([0.5, -0.25]);
  pass(2);
  expect(last().map(Math.abs)).toEqual([0, 0]);
});

test('after a pause it goes on from where it was; stopped, it begins at its start', () => {
  start();
  pass(1);
  pauseGlide();
  expect(glideStore.getState().isOn).toBe(false);
  pass(7);
  expect(moves).toHaveLength(1);
  start();
  pass(1);
  expect(last()).toEqual([0.5, -0.25]);
  stopGlide();
  start();
  pass(1);
  expect(last()).toEqual([0.25, -0.125]);
});

test('started twice, one glides', () => {
  start();
  start();
  pass(1);
  expect(moves).toHaveLength(1);
});

test('the next step of a story stops it, and so does its end', () => {
  const steps = [{ title: 'One', start: { preset: 'ge-si' } }, { title: 'Two' }];
  tell(storyOf(JSON.stringify({ epistackStory: 1, title: 'T', steps })));
  start();
  pass(1);
  goTo(1);
  expect(glideStore.getState().isOn).toBe(false);
  pass(1);
  expect(moves).toHaveLength(1);
  start();
  pass(1);
  expect(last()).toEqual([0.25, -0.125]);
  endStory();
  expect(glideStore.getState().isOn).toBe(false);
});
