import { EpistackError } from '#core/errors.ts';
import type { InputSet } from '#core/export/inputSet.ts';
import type { ExportOptions } from '#core/export/options.ts';
import type { Run } from '#core/export/vasp/vaspRun.ts';
import { checkSpecies } from '#core/export/vasp/vaspTags.ts';
import type { NumberSetting } from './setting.ts';
import { job, SETTINGS } from './settings.ts';

/** Numbers that no set can be written with out of their limits; those of the job are left to the job script. */
const CHECKED = SETTINGS.filter((s): s is NumberSetting => s.kind === 'number' && !job.includes(s));

/**
 * What no set can be written with.
 * @throws `setting` for a number out of range, an element that is not there, or no atom left to move
 */
export function checkSettings(
  { structure, frozen, valencesE }: Pick<Run, 'structure' | 'frozen' | 'valencesE'>,
  { moves }: Pick<InputSet, 'moves'>,
  options: ExportOptions,
): void {
  for (const setting of CHECKED) checkNumber(setting, options);
  checkSpecies(structure, valencesE, options.vasp);
  if (moves && frozen?.every((flag) => flag === 1))
    throw new EpistackError({
      code: 'setting',
      field: 'frozen atoms',
      expected: `some that may move: all ${structure.numbers.length} are frozen, and this set moves atoms`,
    });
}

function checkNumber(setting: NumberSetting, options: ExportOptions): void {
  const { label, unit = '', limits } = setting;
  const [low, high] = limits;
  const value = setting.get(options);
  if (value !== null && !(value >= low && value <= high))
    throw new EpistackError({
      code: 'setting',
      field: label,
      expected: `a number from ${low} to ${high} ${unit}, not ${value}`,
    });
}
