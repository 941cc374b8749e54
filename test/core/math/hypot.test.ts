import { expect, test } from 'vitest';
import { hypot } from '#core/math/hypot.ts';
import { fc } from '../../helpers/property.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

test('is the norm of V8 to the last bit, of two numbers, three, or any', () => {
  fc.assert(
    fc.property(fc.array(finite, { maxLength: 5 }), (v) => hypot(...v) === Math.hypot(...v)),
  );
  const length = fc.double({ min: -50, max: 50, noNaN: true });
  fc.assert(
    fc.property(length, length, length, (a, b, c) => {
      expect(hypot(a, b, c)).toBe(Math.hypot(a, b, c));
      expect(hypot(a, b)).toBe(Math.hypot(a, b));
    }),
  );
});

test('is not the plain root of a sum of squares', () => {
  expect(hypot(3e-200, 4e-200)).toBe(5e-200);
  expect(hypot(Number.NaN, 1)).toBeNaN();
  expect(hypot(1, Number.NEGATIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
});
