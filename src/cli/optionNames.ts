import { EpistackError } from '#core/errors.ts';
import { type Arguments, UsageError } from './args.ts';

/**
 * Runs a step that core may refuse for the value of an option, and then names the option in place of what core calls
 * it: a person typed `--d0`, not "steps[1].separationAng".
 * @param options by the field of a setting, or the end of the path of a field of a recipe
 * @throws {UsageError} for a refused value of an option that was given; anything else as it was thrown
 */
export function namingOptions<T>(
  args: Arguments,
  options: Readonly<Record<string, string>>,
  step: () => T,
): T {
  try {
    return step();
  } catch (error) {
    const failure = error instanceof EpistackError ? error.failure : null;
    if (failure?.code !== 'recipe' && failure?.code !== 'setting') throw error;
    const path = failure.field.replace(/(\[\d+\])+$/, '');
    const field = Object.keys(options).find((name) => path === name || path.endsWith(`.${name}`));
    const option = field === undefined ? undefined : options[field];
    const given = option === undefined ? undefined : args.values[option];
    if (option === undefined || given === undefined) throw error;
    const value = failure.expected.includes('not ') ? '' : `, not ${given}`;
    throw new UsageError(`--${option}: expected ${failure.expected}${value}`);
  }
}
