import { expect, test } from 'vitest';
import { readArguments } from '#cli/args.ts';
import { exportOptions, settingHelp, settingOptions } from '#cli/export/exportOptions.ts';
import { exportCommand } from '#core/export/command.ts';
import { inputSet } from '#core/export/inputSets.ts';
import { DEFAULT_EXPORT, type ExportOptions } from '#core/export/options.ts';
import { setChecks } from '#core/export/setFiles.ts';
import type { Setting } from '#core/export/settings/setting.ts';
import { job, SETTINGS } from '#core/export/settings/settings.ts';
import { sourceOf } from '../../helpers/export.ts';

const read = (words: readonly string[]): ExportOptions =>
  exportOptions(readArguments([...words], settingOptions));

const written = (options: ExportOptions): readonly string[] =>
  exportCommand(inputSet('vasp-relax'), options, null).slice(5, -2);

/** Words of the terminal that ask for something else than the default. */
function wordsOf(setting: Setting): readonly (readonly string[])[] {
  switch (setting.kind) {
    case 'number':
      return setting.limits.map((n) => [`--${setting.option}`, String(n)]);
    case 'choice':
      return setting.choices
        .filter(([word]) => word !== setting.get(DEFAULT_EXPORT))
        .map(([word]) => [`--${setting.option}`, word]);
    case 'mesh':
      return [
        [`--${setting.option}`, '3,4,1'],
        [`--${setting.spacingOption}`, '0.25'],
      ];
    case 'pairs':
      return [
        [`--${setting.option}`, setting.option === 'hubbard' ? 'Cd=2:4:0.5,Pb=1:2:0' : 'Pb=1,Cd=2'],
      ];
    default:
      return setting satisfies never;
  }
}

test.each(SETTINGS)(
  '--$option: what the terminal reads is what a bundle’s command writes',
  (setting) => {
    for (const words of wordsOf(setting)) {
      const options = read(words);
      const isDefault = JSON.stringify(options) === JSON.stringify(DEFAULT_EXPORT);
      expect(written(options)).toEqual(isDefault ? [] : words);
      expect(settingHelp).toContain(words[0]);
    }
  },
);

test('what is not asked for is the default', () => {
  expect(read([])).toEqual(DEFAULT_EXPORT);
  expect(written(DEFAULT_EXPORT)).toEqual([]);
});

const numbers = SETTINGS.filter((s) => s.kind === 'number').filter((s) => !job.includes(s));

test.each(numbers)('--$option is refused beyond its limits, and taken at them', (setting) => {
  const check = (value: number) => () =>
    setChecks(sourceOf(), 'vasp-relax', setting.set(DEFAULT_EXPORT, value));
  const [low, high] = setting.limits;
  for (const value of [low, high]) expect(check(value)).not.toThrow();
  for (const value of [0.99 * low, 1.01 * high, Number.NaN])
    expect(check(value)).toThrow(setting.label);
});
