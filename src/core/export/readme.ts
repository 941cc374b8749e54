import { ascii, wrapped } from '#core/io/text/comment.ts';
import type { Built } from '#core/recipe/build.ts';
import { recipeHash } from '#core/recipe/hash.ts';
import { VERSION } from '#core/recipe/provenance.ts';
import { linkOf } from '#core/recipe/share.ts';
import type { Check } from './checks.ts';
import { shellLine, TRAJECTORY } from './command.ts';
import type { OutFile } from './exportSource.ts';
import type { Section } from './inputSet.ts';
import { DEFINITIONS } from './provenance.ts';

const WIDTH = 110;

/** README.txt of a bundle: what it is, how to run it, what was checked, where it comes from. */
export function readmeFile(
  built: Built,
  title: string,
  sections: readonly Section[],
  checks: readonly Check[],
  command: readonly string[],
): OutFile {
  const { recipe } = built;
  const all: readonly Section[] = [
    ...sections,
    { heading: 'Checks', lines: checkLines(checks) },
    {
      heading: 'Where it comes from',
      lines: [
        `Epistack ${VERSION}, recipe ${recipeHash(recipe)} (recipe.json).`,
        `This command writes the same bytes again, on any machine, into the folder AGAIN${command.includes(TRAJECTORY) ? ', with the trajectory that was exported in place of TRAJECTORY' : ''}:`,
        `  ${shellLine(command)}`,
        'In a checkout of Epistack the command is "npm run -s cli --" in place of "epistack".',
        ...(recipe.relaxed === undefined
          ? []
          : [
              `Positions: ${ascii(recipe.relaxed.note)}. recipe.json holds them, to 0.00001 Angstrom; the checks are measured on them.`,
            ]),
        `Link, behind the address of any Epistack page: ${linkOf(recipe)}`,
        ...Object.entries(DEFINITIONS).map(([name, text]) => `${name}: ${text}`),
      ],
    },
  ];
  const head = `${recipe.title}: ${title}`;
  const body = all.flatMap(({ heading, lines }) => [
    '',
    heading,
    '-'.repeat(heading.length),
    ...lines.flatMap((line) => wrapped(line, WIDTH)),
  ]);
  return { path: 'README.txt', text: `${[head, '='.repeat(head.length), ...body].join('\n')}\n` };
}

const checkLines = (checks: readonly Check[]): readonly string[] =>
  checks.flatMap((c) => [
    `[${c.level}] ${c.found}`,
    ...(c.level === 'ok' ? [] : [`       ${c.means}`]),
    ...(c.fix === null ? [] : [`       Fix: ${c.fix}`]),
  ]);
