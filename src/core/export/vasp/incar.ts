import { EpistackError } from '#core/errors.ts';
import { ascii } from '#core/io/text/comment.ts';

/** One line of an INCAR, in plain words. */
export interface Tag {
  readonly name: string;
  readonly value: string;
  readonly why: string;
  /** Where the value comes from: printed in the paper, needed by the task, or our choice. */
  readonly from: 'paper' | 'task' | 'choice' | 'you';
}

/** Tags under a heading. */
export interface TagGroup {
  readonly heading: string;
  readonly tags: readonly Tag[];
}

const FROM: Readonly<Record<Tag['from'], string>> = {
  paper: ' [paper]',
  task: '',
  choice: ' [our choice]',
  you: ' [set by you]',
};

/** Characters that VASP gives a meaning to, even behind a # in some versions. */
const plain = (text: string): string => ascii(text).replace(/[=;"#!\\]/g, ' ');

/**
 * An INCAR whose every tag says what it does and who chose it. No tabs: VASP trips over them.
 * @param ofPaper the crystals are the paper's; for others its values are our choice like any other
 */
export function writeIncar(title: string, groups: readonly TagGroup[], ofPaper: boolean): string {
  const width = Math.max(...groups.flatMap((g) => g.tags.map((t) => t.name.length)));
  const values = Math.min(
    24,
    Math.max(...groups.flatMap((g) => g.tags.map((t) => t.value.length))),
  );
  const lines = [`SYSTEM = ${plain(title)}`];
  for (const { heading, tags } of groups) {
    if (tags.length === 0) continue;
    lines.push('', `# ${plain(heading)}`);
    for (const { name, value, why, from } of tags)
      lines.push(
        `${name.padEnd(width)} = ${value.padEnd(values)}  # ${plain(why)}${FROM[from === 'paper' && !ofPaper ? 'choice' : from]}`.trimEnd(),
      );
  }
  return `${lines.join('\n')}\n`;
}

/**
 * Replaces values, and adds tags that were not there.
 * @throws `setting` for a name or a value that would break the file
 */
export function overridden(
  groups: readonly TagGroup[],
  changes: Readonly<Record<string, string>>,
): readonly TagGroup[] {
  for (const [name, value] of Object.entries(changes)) {
    if (!/^[A-Z][A-Z0-9_]*$/.test(name))
      throw refuse(name, 'an INCAR tag in capitals such as ENCUT');
    if (!/^[A-Za-z0-9_.+*-]+( [A-Za-z0-9_.+*-]+)*$/.test(value))
      throw refuse(name, 'a value without quotes, semicolons or comments');
  }
  const known = new Set(groups.flatMap((g) => g.tags.map((t) => t.name)));
  const added = Object.entries(changes).filter(([name]) => !known.has(name));
  return [
    ...groups.map((g) => ({
      ...g,
      tags: g.tags.map((t): Tag => {
        const value = changes[t.name];
        // The remark was about the former value.
        return value === undefined || value === t.value
          ? t
          : { ...t, value, why: `in place of ${t.value}`, from: 'you' };
      }),
    })),
    {
      heading: 'Added',
      tags: added.map(([name, value]): Tag => ({ name, value, why: '', from: 'you' })),
    },
  ];
}

const refuse = (field: string, expected: string) =>
  new EpistackError({ code: 'setting', field, expected });
