import { expect, test } from 'vitest';
import {
  fixed,
  percent,
  signed,
  signedInFull,
  signedPercent,
  trueMinus,
} from '#core/math/decimals.ts';

test('minus signs are signs, and there is no negative zero', () => {
  expect([fixed(-1.5, 2), fixed(-0.001, 2), fixed(0, 0), fixed(2.345, 1)]).toEqual([
    '−1.50',
    '0.00',
    '0',
    '2.3',
  ]);
});

test('percents carry their sign, plus as well; what rounds to nothing has none', () => {
  expect([0.0418, -0.0401, 1e-7, -1e-7].map((x) => signedPercent(x))).toEqual([
    '+4.18',
    '−4.01',
    '0.00',
    '0.00',
  ]);
  expect(signedPercent(0.5, 0)).toBe('+50');
});

test('a plus stands before what is above zero as it is shown', () => {
  expect([2, 0.004, 0, -0.004, -2].map((x) => signed(x, 2))).toEqual([
    '+2.00',
    '0.00',
    '0.00',
    '0.00',
    '−2.00',
  ]);
});

test('fractions are shown in percent', () => {
  expect(percent(0.0149, 1)).toBe('1.5');
  expect(percent(-0.0149, 2)).toBe('−1.49');
  expect(signedPercent(0.0149)).toBe('+1.49');
  expect(signedPercent(-0.00001)).toBe('0.00');
});

test('every hyphen becomes a sign; in full, all digits stay', () => {
  expect(trueMinus('-1 0 -2')).toBe('−1 0 −2');
  expect([2, -1, 0, 0.125, -2.5].map(signedInFull)).toEqual(['+2', '−1', '0', '+0.125', '−2.5']);
});
