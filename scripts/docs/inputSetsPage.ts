import type { Carried, InputSet } from '#core/export/inputSet.ts';
import { INPUT_SETS, SET_GROUPS, setsOfGroup } from '#core/export/inputSets.ts';
import type { Setting } from '#core/export/settings/setting.ts';
import { atomBudget, SETTINGS } from '#core/export/settings/settings.ts';
import { table } from './table.ts';

const MESHES: Readonly<Record<NonNullable<InputSet['mesh']>, string>> = {
  relaxMesh: '`--mesh` or `--spacing`',
  electronicMesh: '`--electronic-mesh` or `--electronic-spacing`',
};

const optionText = (s: Setting): string =>
  (s.kind === 'mesh' ? [s.option, s.spacingOption] : [s.option])
    .map((o) => `\`--${o}\``)
    .join(' or ');

function valuesText(s: Setting): string {
  switch (s.kind) {
    case 'number':
      return `${s.limits[0]} to ${s.limits[1]} ${s.unit ?? ''}`.trim();
    case 'choice':
      return s.choices.map(([word]) => `\`${word}\``).join(', ');
    case 'mesh':
      return 'three counts, or a spacing in 1/Å';
    case 'pairs':
      return 'NAME=VALUE, with commas between';
    default:
      return s satisfies never;
  }
}

const settingsTable = (): string =>
  table(
    ['setting', 'option', 'values', 'sets'],
    SETTINGS.map((s) => [
      s.label,
      optionText(s),
      valuesText(s),
      s === atomBudget
        ? 'all'
        : INPUT_SETS.filter((set) => set.settings.includes(s))
            .map((set) => `\`${set.id}\``)
            .join(' '),
    ]),
  );

const writtenText = (carried: Carried): string =>
  carried === 'carried' ? 'written' : 'not written';

/** What a set does not carry of moments and U, and why; once where the reason is one. */
function missingLines({ id, moments, hubbard }: InputSet): readonly string[] {
  const line = (what: string, carried: Carried) =>
    carried === 'carried' ? [] : [`- \`${id}\`${what}: ${carried.means} ${carried.fix}`];
  return moments === hubbard
    ? line('', moments)
    : [...line(', moments', moments), ...line(', U', hubbard)];
}

/** docs/input-sets.md, made of the table of input sets. */
export function inputSetsPage(): string {
  const yesNo = (is: boolean) => (is ? 'yes' : 'no');
  const groups = Object.keys(SET_GROUPS) as InputSet['group'][];
  return `# Input sets

This page is made from the table of input sets in \`src/core/export/inputSets.ts\` by \`npm run docs\`.
[CONTRIBUTING.md](../CONTRIBUTING.md#add-an-input-set) says how to add one. On the page they are in
_Export ▾ → More formats and input sets…_; in the terminal
[\`export\`](commands.md#export) writes them: \`export RECIPE --set SET --out DIR\`.

${groups
  .map(
    (group) => `## ${SET_GROUPS[group]}

${table(
  ['`--set`', 'name', 'code', 'what it holds', 'k-points', 'atoms move', 'moments', 'U'],
  setsOfGroup(group).map((s) => [
    `\`${s.id}\``,
    s.label,
    s.code,
    s.hint,
    s.mesh === null ? 'none' : MESHES[s.mesh],
    yesNo(s.moves),
    writtenText(s.moments),
    writtenText(s.hubbard),
  ]),
)}`,
  )
  .join('\n\n')}

## Settings

${settingsTable()}

A number out of its limits is refused, on the page and in the terminal.

## Moments and U

Written where they are asked for (\`--magmom\`, \`--hubbard\`), but for:

${INPUT_SETS.flatMap(missingLines).join('\n')}

## In every set

\`README.txt\` says how to run it, whose settings they are, and what the checks found. \`atoms.csv\` has one line an atom
with slab, plane, formal charge and whether it is fixed. \`recipe.json\` is the document, a moved frame's positions
included, and \`provenance.json\` holds the command that writes the same bytes again and the SHA-256 of each file, by
which the next export knows what was changed since. What an input cannot hold stands with
its format: [formats](formats.md#what-a-written-file-holds).
`;
}
