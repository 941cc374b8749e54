import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { playerStore } from '#app/player/player.ts';
import { throttledPlayer } from '#app/player/throttledPlayer.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  playerStore.setState({ playing: false, frame: null });
});
afterEach(() => vi.useRealTimers());
const frame = () => throttledPlayer.getState().frame;

test('a player that rests is told of at once', () => {
  for (const k of [1, 2, 3]) {
    playerStore.setState({ frame: k });
    expect(frame()).toBe(k);
  }
});

test('one that plays is told of a few times a second, with its last frame when it stops', () => {
  let told = 0;
  const stop = throttledPlayer.subscribe(() => told++);
  playerStore.setState({ playing: true, frame: 0 });
  expect(frame()).toBe(0);
  told = 0;
  for (let k = 1; k <= 60; k++) {
    vi.advanceTimersByTime(1000 / 60);
    playerStore.setState({ frame: k });
  }
  expect(told).toBeGreaterThanOrEqual(6);
  expect(told).toBeLessThanOrEqual(9);
  playerStore.setState({ frame: 99, playing: false });
  expect(frame()).toBe(99);
  expect(throttledPlayer.getState().playing).toBe(false);
  stop();
});

test('a frame that came within the pause is told of when it ends', () => {
  playerStore.setState({ playing: true, frame: 0 });
  playerStore.setState({ frame: 1 });
  expect(frame()).toBe(0);
  vi.advanceTimersByTime(130);
  expect(frame()).toBe(1);
});
