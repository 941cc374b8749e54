import { expect, test } from 'vitest';
import { meanStepFs } from '#app/trajectory/trajectorySource.ts';

test('the time between frames is that of the whole over its steps, where times are known', () => {
  const step = (timesFs: Float64Array | null, count = timesFs?.length ?? 9) =>
    meanStepFs({ timesFs, count });
  expect(step(Float64Array.of(10, 30, 50))).toBe(20);
  expect(step(Float64Array.of(0, 1, 5, 9))).toBe(3);
  expect(step(null)).toBeNull();
  expect(step(Float64Array.of(4))).toBeNull();
});
