import { expect, test } from 'vitest';
import { readArguments, UsageError } from '#cli/args.ts';
import { command as xrd } from '#cli/commands/xrd.ts';

const answer = (...args: string[]) => xrd.run(readArguments(args, xrd.options));

test('lines of a library crystal in the range that was asked for', () => {
  const { value, text } = answer('preset:CdS', '--range', '20,45');
  const { peaks } = value as { peaks: { twoTheta: number; intensity: number; d: number }[] };
  expect(peaks.map(({ d }) => (5.81 / d) ** 2).map(Math.round)).toEqual([3, 4, 8]);
  expect(Math.max(...peaks.map(({ intensity }) => intensity))).toBe(100);
  expect(text).toContain('(1 1 1)');
});

test('a wrong range is a mistake of the line, a wrong wavelength of the request', () => {
  for (const range of ['70', '70,10', 'a,b', ',', '0,200'])
    expect(() => answer('preset:CdS', '--range', range)).toThrow(UsageError);
  expect(() => answer('preset:CdS', '--wavelength', '0')).toThrow(/wavelength/);
});
