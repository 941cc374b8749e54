import { expect, test } from 'vitest';
import { readArguments, UsageError } from '#cli/args.ts';
import { command as build } from '#cli/commands/build.ts';
import { command as match } from '#cli/commands/match.ts';

const built = (...args: string[]) =>
  build.run(readArguments(args, build.options)) as unknown as {
    readonly value: { readonly separations: readonly number[]; readonly separationRule?: string };
    readonly text: string;
  };

test('build --d0 auto takes the rule that suits the faces, and says which', () => {
  const layers = built('preset:graphene-hbn', '--d0', 'auto');
  expect(layers.value.separations[0]).toBeCloseTo(3.342, 6);
  expect(layers.value.separationRule).toBe('layer-gaps');
  expect(layers.text).toMatch(/^d0 by rule: mean of the gaps that both crystals keep/);
  const bonded = built('preset:ge-si', '--d0', 'auto', '--shift', '0.1,0.2');
  expect(bonded.value.separationRule).toBe('radii');
  const own = built('preset:graphene-hbn', '--d0', '3.1');
  expect([own.value.separations[0], own.value.separationRule]).toEqual([3.1, undefined]);
  expect(() => built('preset:graphene-hbn', '--d0', 'automatic')).toThrow(UsageError);
});

const plane = (side: string) => [`--${side}`, 'preset:graphene', `--${side}-hkl`, '0,0,1'];
const matched = async (...args: string[]) =>
  (
    (await match.run(
      readArguments(
        [...plane('film'), ...plane('substrate'), '--max-strain', '0.0001', ...args],
        match.options,
      ),
    )) as unknown as {
      readonly value: {
        readonly matches: readonly { readonly twistDeg: number; readonly substrateArea: number }[];
      };
    }
  ).value.matches;

test('match --twist lists the turned cells only, as the list without it has them', async () => {
  const found = await matched('--twist', '21.8', '--max-area', '100');
  expect(found[0]!.twistDeg).toBeCloseTo(21.787, 3);
  expect(found[0]!.substrateArea).toBeCloseTo(((7 * Math.sqrt(3)) / 2) * 2.46 ** 2, 6);
  const all = await matched('--max-area', '100');
  const bare = (
    matches: readonly { readonly twistDeg: number; readonly substrateArea: number }[],
  ) => matches.map(({ twistDeg, substrateArea }) => [twistDeg, substrateArea]);
  expect(bare(found)).toEqual(bare(all.filter((m) => Math.abs(m.twistDeg - 21.8) <= 0.2)));
  expect(await matched('--twist', '21.8', '--twist-tol', '0.001', '--max-area', '100')).toEqual([]);
});

test('a twist that is no angle, or a tolerance without one, is a mistake in the line', async () => {
  for (const args of [
    ['--twist', '200'],
    ['--twist-tol', '0.2'],
    ['--twist', '20', '--twist-tol', '-1'],
  ])
    await expect(matched(...args)).rejects.toThrow(UsageError);
});
