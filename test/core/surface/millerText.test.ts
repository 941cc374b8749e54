import { expect, test } from 'vitest';
import { indexText, readIndices, readPlane } from '#core/surface/miller.ts';
import { fc } from '../../helpers/property.ts';

test.each([
  ['1 1 0', [1, 1, 0]],
  ['110', [1, 1, 0]],
  ['1,1,0', [1, 1, 0]],
  [' 1, 1 , 0 ', [1, 1, 0]],
  ['-2,0,1', [-2, 0, 1]],
  ['-201', [-2, 0, 1]],
  ['−2 0 1', [-2, 0, 1]],
  ['2\u0304 0 1', [-2, 0, 1]],
  ['2\u030501', [-2, 0, 1]],
  ['- 1 1 1', [-1, 1, 1]],
  ['+1,0,0', [1, 0, 0]],
  ['1 0 -1 0', [1, 0, -1, 0]],
  ['10-10', [1, 0, -1, 0]],
  ['10 1 12', [10, 1, 12]],
  ['0 0 0', [0, 0, 0]],
])('“%s” is read as indices', (text, indices) => {
  expect(readIndices(text)).toEqual(indices);
});

test.each([
  [[2, 1, 1], '211'],
  [[-1, 0, 9], '−109'],
  [[-1, 1, 12], '−1 1 12'],
  [[-10, 1, 0], '−10 1 0'],
  [[1, 0, -1, 0], '10−10'],
])('%j is written as %s, and read back', (indices, text) => {
  expect(indexText(indices)).toBe(text);
  expect(readIndices(text)).toEqual(indices);
});

test.each([
  '',
  '1',
  '1 1',
  '11',
  '1,1,0.5',
  '1 1 0,',
  '1,,1,0',
  '1 1 x',
  '1 1 0 0 0',
  '12345',
  '--110',
  '1e1 0 0',
])('“%s” is none', (text) => expect(readIndices(text)).toBeNull());

test('what a person can write is read back as it was meant', () => {
  const index = fc.integer({ min: -40, max: 40 });
  const written = fc.oneof(
    fc.array(index, { minLength: 3, maxLength: 3 }),
    fc.array(index, { minLength: 4, maxLength: 4 }),
  );
  fc.assert(
    fc.property(written, fc.constantFrom(' ', ',', ', '), (indices, between) => {
      expect(readIndices(indices.join(between))).toEqual(indices);
    }),
  );
});

test('indices of a plane are not all zero, and none is beyond 30', () => {
  expect(readPlane('0 0 1')).toEqual([0, 0, 1]);
  expect(readPlane('30 -30 1')).toEqual([30, -30, 1]);
  expect(readPlane('000')).toBeNull();
  expect(readPlane('31 0 0')).toBeNull();
  expect(readPlane('0 0 -31')).toBeNull();
});
