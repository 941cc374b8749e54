import { expect, test } from 'vitest';
import { typedAtoms } from '../../../src/ui/look/atomNumbers.ts';

test('numbers from 1, with any separator', () => {
  expect(typedAtoms(' 17 145', 200).atoms).toEqual([16, 144]);
  expect(typedAtoms('1,2;3 4', 4).atoms).toEqual([0, 1, 2, 3]);
  expect(typedAtoms('3', 4).atoms).toEqual([2]);
});

test.each([
  ['0 1', 'no atom 0: they are numbered from 1 to 200'],
  ['1 999', 'no atom 999: they are numbered from 1 to 200'],
  ['a b', '"a" is no atom number'],
  ['1.5 2', '"1.5" is no atom number'],
  ['-1 2', '"-1" is no atom number'],
  ['17 17', 'atom 17 stands there twice'],
  ['17 017', 'atom 17 stands there twice'],
  ['', '2 to 4 atom numbers, such as 17 145'],
  ['1 2 3 4 5', '2 to 4 atom numbers, such as 17 145'],
])('"%s" is refused in words', (text, problem) => {
  expect(typedAtoms(text, 200)).toEqual({ atoms: null, problem });
});
