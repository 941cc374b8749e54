import { expect, test } from 'vitest';
import { readArguments, UsageError } from '#cli/args.ts';
import { command as buildCommand } from '#cli/commands/build.ts';
import { command as stackCommand } from '#cli/commands/stack.ts';
import { packagedLibrary } from '#cli/library.ts';
import { build } from '#core/recipe/build.ts';
import { changeVacuum } from '#core/recipe/edits/vacuum.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { Report } from '#core/recipe/report/report.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { reportText } from '#core/recipe/report/reportText.ts';
import { describeWarning } from '#core/recipe/report/warnings.ts';

interface Answer {
  readonly value: Pick<Report, 'vacuum' | 'separations' | 'warnings'>;
  readonly text: string;
}
const built = (preset: string, ...more: string[]) =>
  buildCommand.run(readArguments([`preset:${preset}`, ...more], buildCommand.options)) as Answer;
const pair = '--film preset:Ge --film-hkl 001 --substrate preset:Si --substrate-hkl 001'.split(' ');
const stacked = (...more: string[]) =>
  stackCommand.run(readArguments([...pair, ...more], stackCommand.options));

test.each(['ge-si', 'graphene-hbn', 'cspbbr3-cds'])(
  '%s: vacuum in which the copies along c touch is refused, and the way is named',
  (preset) => {
    for (const vacuum of ['0', '0.01', '1'])
      expect(() => built(preset, '--vacuum', vacuum)).toThrow(
        /--vacuum [\d.]+ leaves no gap: .* touch at [\d.]+ Å.*--superlattice auto/,
      );
    expect(built(preset, '--vacuum', '8').value.vacuum).toBe(8);
    expect(() => built(preset, '--vacuum', '-1')).toThrow(/--vacuum: expected/);
  },
);

test('stack refuses the same, and both close a superlattice by rule or as told', async () => {
  await expect(stacked('--vacuum', '0')).rejects.toThrow(/leaves no gap/);
  const { value, text } = (await stacked('--superlattice', 'auto')) as Answer;
  expect(text).toMatch(/repeats along c as a superlattice/);
  expect(value.vacuum).toBe(0);
  expect(value.separations).toHaveLength(2);
  const auto = built('ge-si', '--superlattice', 'auto').value;
  const told = built('ge-si', '--superlattice', `${auto.separations[1]}`).value;
  expect(told.separations).toEqual(auto.separations);
  expect(JSON.stringify(auto.warnings)).not.toMatch(/overlap|short-contact|thin-vacuum/);
  // As far apart as the vacuum may be least.
  const least = auto.separations[1]!;
  expect(() => built('ge-si', '--vacuum', `${least - 0.01}`)).toThrow(UsageError);
  expect(built('ge-si', '--vacuum', `${least + 0.01}`).value.vacuum).toBeCloseTo(least + 0.01);
  expect(() => built('ge-si', '--superlattice', 'auto', '--vacuum', '20')).toThrow(/not both/);
  expect(() => built('ge-si', '--superlattice', '-1')).toThrow(/--superlattice: expected/);
});

test('a document without vacuum opens, is no superlattice, and the report warns', () => {
  for (const [preset, reason] of [
    ['ge-si', /0\.00 Å of vacuum are no gap: \S+ of the stack and its next copy/],
    ['graphene-hbn', /Atoms overlap: .*next copy of the stack along c: widen the vacuum/],
  ] as const) {
    const recipe = changeVacuum(0)(presetOf(preset).recipe);
    const report = reportOf(build(recipe, packagedLibrary()));
    expect(reportText(report)).not.toMatch(/as a superlattice/);
    expect(reportText(report)).toMatch(/vacuum +0\.00 Å/);
    expect(report.warnings.map(describeWarning).join('\n')).toMatch(reason);
  }
  const apart = reportOf(build(changeVacuum(8)(presetOf('ge-si').recipe), packagedLibrary()));
  expect(apart.warnings.map(describeWarning).join('\n')).toMatch(/Only 8\.0 Å of vacuum/);
});
