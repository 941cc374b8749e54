import { CHANGES } from '#core/story/parseChange.ts';
import { STORY_NUMBERS } from '#core/story/storyNumbers.ts';
import { table } from './table.ts';

/** The edits that a story can make. */
export const storyEdits = (): string =>
  table(
    ['edit', 'fields', 'sets'],
    Object.entries(CHANGES).map(([edit, { fields, about }]) => [
      `\`${edit}\``,
      fields.map((f) => `\`${f}\``).join(', '),
      about,
    ]),
  );

/** The numbers that a story can show. */
export const storyNumbers = (): string =>
  table(
    ['name', 'is', 'defined as'],
    STORY_NUMBERS.map(({ name, label, definition }) => [
      `\`${name}\``,
      label,
      definition.replaceAll('|', '\\|'),
    ]),
  );
