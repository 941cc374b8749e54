import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readArguments } from '#cli/args.ts';
import { command } from '#cli/commands/build.ts';
import type { Report } from '#core/recipe/report/report.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-edits-'));
const built = (...line: string[]) =>
  command.run(readArguments(line, command.options)).value as unknown as Report;

test('atoms are edited by their numbers, and the recipe that is written builds the same again', () => {
  const recipe = join(folder, 'edited.json');
  const report = built(
    'preset:ge-si',
    ...['--delete', '3', '--move', '5:0,0,0.3', '--replace', '40:Sn', '--add', 'As:1,1,25'],
    ...['--passivate', 'bottom:pseudo-H', '--recipe', recipe],
  );
  expect(report.composition).toEqual({ Si: 23, Ge: 15, As: 1, Sn: 1, H: 4 });
  expect(report.edits.map((e) => e.text)).toEqual([
    'delete Si',
    'move Si by (0.00, 0.00, 0.30) Å',
    'replace Ge by Sn',
    'add As',
    'passivate the bottom face with pseudo-H',
  ]);
  expect(built(recipe)).toEqual(report);
  // Other cells lose the edits that name atoms, each with its number.
  const other = built(recipe, '--film-matrix', '1,0,0,1', '--substrate-matrix', '1,0,0,1');
  expect(other.warnings.flatMap((w) => ('edit' in w ? [w.edit] : []))).toEqual([1, 2, 3, 4]);
  const edits = join(folder, 'edits.json');
  writeFileSync(edits, JSON.stringify(JSON.parse(readFileSync(recipe, 'utf8')).edits));
  expect(built('preset:ge-si', '--edits', edits)).toEqual(report);
  expect(built(recipe, '--edits', 'none').composition).toEqual({ Si: 24, Ge: 16 });
});

test.each([
  [['--delete', '0'], '--delete takes numbers of atoms from 1 to 40 such as 12,13, not "0"'],
  [['--delete', '1,41'], 'not "41"'],
  [['--move', '1:0,0'], '--move takes three lengths in Å such as 0,0,0.3, not "0,0"'],
  [['--replace', '1'], '--replace takes the symbol of an element such as Se, not ""'],
  [['--add', 'Xx:0,0,0'], 'not "Xx"'],
  [['--passivate', 'top:F'], '--passivate takes H or pseudo-H, not "F"'],
  [['--move', '1:0,0,1e300'], 'edits[0].byAng[2]: expected a number from -100 to 100'],
] as const)('%s is refused', (line, message) => {
  expect(() => built('preset:ge-si', ...line)).toThrow(message);
});
