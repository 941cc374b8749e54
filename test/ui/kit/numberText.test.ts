import { expect, test } from 'vitest';
import { readNumber, readTyped, stepped, writtenNumber } from '#ui/kit/numberText.ts';
import { fc } from '../../helpers/property.ts';

const limits = { min: -2, max: 10, digits: 2 };

test('a number is taken up to its limits and refused beyond them', () => {
  expect(['10', '-2', '0', '3.25'].map((t) => readNumber(t, limits))).toEqual([10, -2, 0, 3.25]);
  for (const text of ['10.01', '11', '1e9', '-2.001', 'Infinity', '-Infinity'])
    expect(readNumber(text, limits), text).toBeNull();
});

test('a comma is a point, any minus a minus; nothing, words and units are no numbers', () => {
  expect(readNumber('1,5', limits)).toBe(1.5);
  expect(readNumber(' −1.5 ', limits)).toBe(-1.5);
  for (const text of ['', '  ', 'abc', '5 Å', 'NaN', '1.2.3', '1,2,3'])
    expect(readNumber(text, limits), text).toBeNull();
});

test('a field without digits takes whole numbers only', () => {
  const whole = { ...limits, digits: 0 };
  expect(readNumber('7', whole)).toBe(7);
  expect(readNumber('7.0', whole)).toBe(7);
  expect(readNumber('7.5', whole)).toBeNull();
  expect(readNumber('7.5', limits)).toBe(7.5);
});

test('steps stop at the limits and show what they give', () => {
  expect(stepped(9.95, 0.1, limits)).toBe(10);
  expect(stepped(-1.95, -0.1, limits)).toBe(-2);
  expect(stepped(0.1, 0.2, limits)).toBe(0.3);
  expect(stepped(null, 1, limits)).toBe(1);
  expect(stepped(4, -1, { ...limits, digits: 0 })).toBe(3);
});

test('what is written is read again as the same number, within its digits', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      (value, digits, trim) => {
        const read = readNumber(writtenNumber(value, digits, trim), {
          min: -1e3,
          max: 1e3,
          digits,
        });
        expect(Math.abs(read! - value)).toBeLessThanOrEqual(0.5001 * 10 ** -digits);
      },
    ),
  );
  expect(writtenNumber(2.5, 3)).toBe('2.500');
  expect(writtenNumber(2.5, 3, true)).toBe('2.5');
});

test('as typed: a comma, any minus, blanks around; nothing that is no finite number', () => {
  expect(['-12,5', '−12.5', ' 3 ', '0'].map(readTyped)).toEqual([-12.5, -12.5, 3, 0]);
  for (const text of ['', ' ', 'abc', '1 2', 'Infinity', '1,2,3'])
    expect(readTyped(text), text).toBeNull();
});
