import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPace } from '#render/stage/pace.ts';
import { CORNERS, LONGEST_FRAME_MS, REST_MS, SLOW_FRAME_MS } from '#render/style.ts';

/** A graphics card that is done with each frame after this long, and of which the pace asks nothing else. */
function card(state: { frameMs: number }): WebGL2RenderingContext {
  const done = new Map<object, number>();
  return {
    SIGNALED: 1,
    fenceSync: () => {
      const fence = {};
      done.set(fence, performance.now() + state.frameMs);
      return fence;
    },
    flush: () => undefined,
    getSyncParameter: (fence: object) => (performance.now() >= done.get(fence)! ? 1 : 0),
    deleteSync: (fence: object) => done.delete(fence),
  } as unknown as WebGL2RenderingContext; // what it is asked for, and nothing else
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function turning(frameMs: number) {
  const state = { frameMs };
  const told: boolean[] = [];
  const pace = createPace((coarse) => told.push(coarse));
  const gl = card(state);
  return {
    told,
    state,
    pace,
    turn: (waitMs: number) => {
      pace.turn();
      pace.drew(gl, { corners: 800, isWhole: true });
      vi.advanceTimersByTime(waitMs);
    },
  };
}

test.each([2 * SLOW_FRAME_MS, 500, 3000])(
  'two frames of %i ms tell that this machine is slow, and rest brings the whole picture back',
  (ms) => {
    const { told, turn } = turning(ms);
    turn(ms + 50);
    expect(told).toEqual([]);
    turn(ms + 50);
    turn(ms + 50);
    expect(told).toEqual([true]);
    vi.advanceTimersByTime(REST_MS);
    expect(told).toEqual([true, false]);
  },
);

test('a frame that also uploads does not make a fast machine slow', () => {
  const { told, turn, state } = turning(900);
  turn(1000);
  state.frameMs = 8;
  for (let k = 0; k < 5; k++) turn(20);
  expect(told).toEqual([]);
});

test('it does not go back and forth while it turns, however fast the rough frames are', () => {
  const { told, turn, state } = turning(800);
  turn(900);
  turn(900);
  state.frameMs = 5;
  for (let k = 0; k < 20; k++) turn(REST_MS - 20);
  expect(told).toEqual([true]);
});

test('moves that come while a frame is drawn do not keep it rough for ever', () => {
  const { told, turn } = turning(800);
  turn(900);
  turn(900);
  for (let k = 0; k < 10; k++) turn(30);
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([true, false]);
});

test('of very many corners a picture in rest has what takes a second, and fewer while it turns', () => {
  const MS_A_CORNER = 0.004;
  const state = { frameMs: 0 };
  const told: boolean[] = [];
  const pace = createPace((coarse) => told.push(coarse));
  const gl = card(state);
  const draw = (uploadMs = 0) => {
    const corners = Math.min(1e6, pace.mostCorners());
    state.frameMs = corners * MS_A_CORNER + uploadMs;
    pace.drew(gl, { corners, isWhole: false });
    vi.advanceTimersByTime(state.frameMs + 50);
    return corners;
  };
  expect(draw(900)).toBe(CORNERS.untimed);
  // The first frame also uploads: another is asked for whatever it says.
  expect(told).toEqual([false]);
  draw();
  // A frame is found done up to 4 ms late.
  const atRest = draw();
  expect(atRest / (LONGEST_FRAME_MS.atRest / MS_A_CORNER)).toBeGreaterThan(0.9);
  expect(atRest / (LONGEST_FRAME_MS.atRest / MS_A_CORNER)).toBeLessThanOrEqual(1);
  for (let k = 0; k < 3; k++) {
    pace.turn();
    if (k < 2) draw();
  }
  expect(pace.isCoarse()).toBe(true);
  expect(pace.mostCorners()).toBe(CORNERS.least);
});

test('a machine that turns out to be fast draws all of very many without being turned', () => {
  const state = { frameMs: 3 };
  const told: boolean[] = [];
  const pace = createPace((coarse) => told.push(coarse));
  pace.drew(card(state), { corners: CORNERS.untimed, isWhole: false });
  vi.advanceTimersByTime(50);
  expect(told).toEqual([false]);
  expect(pace.mostCorners()).toBeGreaterThan(1e7);
});

test('a small picture is never timed in rest, nor cut', () => {
  const { told, pace, state } = turning(5000);
  pace.drew(card(state), { corners: 900, isWhole: true });
  vi.advanceTimersByTime(6000);
  expect(told).toEqual([]);
  expect(pace.mostCorners()).toBe(CORNERS.untimed);
});
