import { expect, test } from 'vitest';
import { unbroken } from '#core/story/unbroken.ts';

test('no line ends between a number and its unit', () => {
  expect(unbroken('of 5.898 Å for cubic, 27.5 nm and −1.49 %, at 300 K, 8 ps; 5.8 × 5.8 Å²')).toBe(
    'of 5.898\u00a0Å for cubic, 27.5\u00a0nm and −1.49\u00a0%, at 300\u00a0K, 8\u00a0ps; 5.8 × 5.8\u00a0Å²',
  );
  // Words that begin like a unit are none.
  expect(unbroken('in 2 passes, of 3 Kinds, 4 nmr')).toBe('in 2 passes, of 3 Kinds, 4 nmr');
});
