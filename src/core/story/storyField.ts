import { EpistackError } from '#core/errors.ts';
import { list, real, text } from '#core/recipe/parseField.ts';

/** What a check of a field throws, as a failure of a story: `step` counts from 1, null is the story itself. */
export function inStep<T>(step: number | null, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof EpistackError && error.failure.code === 'recipe')
      throw new EpistackError({
        code: 'story',
        step,
        field: error.failure.field,
        expected: error.failure.expected,
      });
    throw error;
  }
}

/** The fields of a group that are there, each checked by its own rule. */
export function optional<T>(value: unknown, check: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : check(value);
}

/** Without the fields that are undefined, so that a story that is read is the story that was written. */
export const present = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined)) as Present<T>;

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

export function pair(
  value: unknown,
  at: string,
  min: number,
  max: number,
): readonly [number, number] {
  const [a, b] = list(value, at, 2, 2);
  return [real(a, `${at}[0]`, min, max), real(b, `${at}[1]`, min, max)];
}

/** Lines of text. */
export const texts = (value: unknown, at: string, max: number, letters: number): string[] =>
  list(value, at, 0, max).map((t, i) => text(t, `${at}[${i}]`, letters));
