import { expect, test } from 'vitest';
import { runName } from '#app/md/kept/offeredRuns.ts';
import { whenText } from '#ui/documents/whenText.ts';

const now = new Date(2026, 2, 1, 10, 5).getTime();
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();

test('times of a list are told by day, the same in every language', () => {
  expect(whenText(at(2026, 2, 1, 9, 4), now)).toBe('today, 09:04');
  expect(whenText(at(2026, 1, 28, 23, 59), now)).toBe('yesterday, 23:59');
  expect(whenText(at(2025, 11, 31, 0, 0), now)).toBe('2025-12-31, 00:00');
  expect(runName(at(2026, 2, 1, 9, 4), now)).toBe('run of 09:04');
  expect(runName(at(2026, 1, 28, 23, 59), now)).toBe('run of 2026-02-28, 23:59');
});
