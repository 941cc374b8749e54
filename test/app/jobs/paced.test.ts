import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { paced } from '#app/jobs/paced.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first goes at once, what comes meanwhile goes together and in order, and nothing is lost', () => {
  const told: (readonly number[])[] = [];
  const { add } = paced<number>((parts) => told.push(parts));
  add(1);
  expect(told).toEqual([[1]]);
  for (const n of [2, 3, 4]) add(n);
  expect(told).toEqual([[1]]);
  vi.advanceTimersByTime(200);
  expect(told).toEqual([[1], [2, 3, 4]]);
  vi.advanceTimersByTime(200);
  add(5);
  expect(told).toEqual([[1], [2, 3, 4], [5]]);
});

test('the page rests between two hand-overs however fast the parts come', () => {
  let times = 0;
  const { add } = paced<number>(() => times++);
  for (let ms = 0; ms < 1000; ms += 2) {
    add(ms);
    vi.advanceTimersByTime(2);
  }
  expect(times).toBeLessThanOrEqual(20);
  expect(times).toBeGreaterThan(10);
});

test('what waits is handed on when asked for, and forgotten when dropped', () => {
  const told: (readonly number[])[] = [];
  const { add, flush, drop } = paced<number>((parts) => told.push(parts));
  add(1);
  add(2);
  flush();
  expect(told).toEqual([[1], [2]]);
  add(3);
  drop();
  vi.advanceTimersByTime(500);
  expect(told).toEqual([[1], [2]]);
});
