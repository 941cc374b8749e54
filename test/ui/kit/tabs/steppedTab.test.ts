import { expect, test } from 'vitest';
import { steppedTab } from '#ui/kit/tabs/steppedTab.ts';

test('arrows go around the ends, Home and End to them; other keys mean nothing', () => {
  expect(steppedTab('ArrowRight', 0, 3)).toBe(1);
  expect(steppedTab('ArrowRight', 2, 3)).toBe(0);
  expect(steppedTab('ArrowLeft', 2, 3)).toBe(1);
  expect(steppedTab('ArrowLeft', 0, 3)).toBe(2);
  expect(steppedTab('Home', 2, 3)).toBe(0);
  expect(steppedTab('End', 0, 3)).toBe(2);
  expect(steppedTab('Enter', 1, 3)).toBeNull();
});
