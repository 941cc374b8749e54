import { expect, test } from 'vitest';
import { meanOver } from '#core/analysis/series.ts';

test('a mean is over the frames from the first up to, and without, the last', () => {
  const values = [10, 1, 2, 6, 10];
  expect(meanOver(values, 1, 4)).toBe(3);
  expect(meanOver(values, 2, 3)).toBe(2);
  expect(meanOver(values, 2, 2)).toBeNaN();
});
