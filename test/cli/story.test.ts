import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readArguments } from '#cli/args.ts';
import { command } from '#cli/commands/story.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'epistack-story-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const run = (...args: string[]) => command.run(readArguments(args, command.options));

test('a story that comes with Epistack is named by its id, and its numbers are those of each step', () => {
  expect(run('story:lattice-to-mismatch').value).toMatchObject({
    title: 'From lattice to mismatch',
    steps: expect.arrayContaining([
      expect.objectContaining({
        title: 'The two squares',
        numbers: [expect.objectContaining({ name: 'mismatch-a', value: '+4.18 %' })],
      }),
    ]),
  });
  expect(() => run('story:none')).toThrow(/there are .*six-numbers/);
});

test('a file that is wrong is refused with its name, its step and the field', () => {
  const file = join(dir, 'a.story.json');
  const write = (step: object) =>
    writeFileSync(
      file,
      JSON.stringify({
        epistackStory: 1,
        title: 'T',
        steps: [
          { title: 'First', start: { preset: 'ge-si' } },
          { title: 'Second', ...step },
        ],
      }),
    );
  write({ view: { along: 'd' } });
  expect(() => run(file)).toThrow(/a\.story\.json: story, step 2, view\.along: expected "a"/);
  write({ text: ['$\\fraction{a}{b}$, and $\\frac{a}{b}$'] });
  const { text } = run(file);
  expect(text).toContain('cannot be read and is shown as typed: \\fraction is not known');
  expect(text.match(/cannot be read/g)).toHaveLength(1);
  write({ changes: [{ edit: 'planes', slab: 3, planes: 4 }] });
  expect(() => run(file)).toThrow(/step 2, changes\[0\] \(planes\): no film 3/);
  write({ changes: [{ edit: 'hkl', slab: 1, hkl: [0, 0, 0] }] });
  expect(() => run(file)).toThrow(/step 2/);
});
