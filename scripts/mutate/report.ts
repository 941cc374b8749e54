import { writeFileSync } from 'node:fs';
import type { State, Tried } from './state.ts';

const ABOUT = `# Mutation scores

\`npm run mutate -- core/analysis --n 40\` changes one operator, constant, condition, call or statement of a
source at a time, runs the test files that reach the changed file (those of its own subject and the nearest first,
within a limit of processor time) and counts how many changes a test notices. It takes a sample of each folder: the
same one whenever it is asked for with the same \`--seed\`. Results stay in \`mutation.json\`, so a run can be stopped and goes on where it was;
\`--again\` repeats the mutants that lived, \`--lived\` prints them. It is no part of the continuous integration.

A mutant counts as caught when a test fails, or does not end. Texts, type declarations, tables of data, lengths of
buffers and what is inside a \`throw\` are not changed. Those listed as equivalent, in \`scripts/mutate/equivalent.json\` with the reason, cannot be
told from the source by any test, and are left out of the score.

Goals: 85 % in core/analysis, core/match, core/surface, core/recipe and core/export, 70 % elsewhere.

"When drawn" counts what was caught when a sample was drawn, before tests were written for what lived of it. "Now"
flatters: it counts the same mutants after that. What lies outside of the samples lives about as often as "when
drawn" says, less what the tests written since happen to see. Another \`--seed\` draws a sample that no test has been
written for.

The script is our own: Stryker 10 needs Node 22. Stryker 9.6 on Node 20 stops in its tsconfig step, which
asks TypeScript for an interface that version 7 does not have; with that step turned off, its vitest runner
found no coverage by test, so each of the 94 mutants of one file of 98 lines would have run for 43 s.
`;

/** Caught when seed 1 was first drawn, in folders that were tried before that was kept with the results. */
const DRAWN: Readonly<Record<string, string>> = {
  'core/analysis': '48 / 60',
  'core/recipe': '27 / 40',
  'core/export': '27 / 40',
  'core/match': '31 / 40',
  'core/surface': '26 / 40',
  'core/registry': '31 / 40',
};

/** Writes docs/mutation.md from all results so far. */
export function writeReport(state: State, at: Date): void {
  const folders = Object.keys(state).sort();
  const rows = folders.map((folder) => {
    const all = Object.values(state[folder]!);
    const counted = all.filter((t) => t.verdict !== 'equivalent');
    const samples = [true, false].flatMap((isFirst) => {
      const sample = counted.filter((t) => (t.seed === undefined) === isFirst);
      const drawn = shareOf(sample, (t) => t.livedFirst !== true);
      return [
        (isFirst && DRAWN[folder]) || drawn,
        shareOf(sample, (t) => t.verdict !== 'lived'),
        scoreOf(sample),
      ];
    });
    return [folder, ...samples, String(all.length - counted.length)];
  });
  const lists = folders.flatMap((folder) => {
    const lived = Object.values(state[folder]!)
      .filter((t) => t.verdict === 'lived')
      .map((t) => `- ${t.at}: \`${t.change!.replaceAll('`', "'")}\``)
      .sort();
    return lived.length === 0 ? [] : [`\n### ${folder}\n`, ...lived];
  });
  const table = aligned([HEAD, ...rows]);
  const written = `Written on ${at.toISOString().slice(0, 10)}. Lines are those of that day; a run of a folder, with \`--n 0\` too, drops results\nwhose source has changed and counts the lines of the others anew.\n`;
  const text = [ABOUT, written, ...table, '\n## Mutants that lived', ...lists, ''].join('\n');
  writeFileSync('docs/mutation.md', text);
}

const HEAD = [
  'folder',
  'seed 1, when drawn',
  'seed 1, now',
  'score',
  'other seeds, when drawn',
  'other seeds, now',
  'score',
  'equivalent',
] as const;

const shareOf = (sample: readonly Tried[], isCaught: (t: Tried) => boolean): string =>
  sample.length === 0 ? '–' : `${sample.filter(isCaught).length} / ${sample.length}`;

const scoreOf = (sample: readonly Tried[]): string => {
  const caught = sample.filter((t) => t.verdict !== 'lived').length;
  return sample.length === 0 ? '–' : `${((100 * caught) / sample.length).toFixed(0)} %`;
};

/** A table of Markdown as the formatter of this repository writes it. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  const line = (cells: readonly string[], fill: string) =>
    `| ${cells.map((cell, k) => cell.padEnd(widths[k]!, fill)).join(' | ')} |`;
  const [head, ...body] = rows.map((row) => line(row, ' '));
  return [head!, line(Array(widths.length).fill(''), '-'), ...body];
}
