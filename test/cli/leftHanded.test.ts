import { expect, test } from 'vitest';
import { readArguments } from '#cli/args.ts';
import { command as match } from '#cli/commands/match.ts';
import { command as stack } from '#cli/commands/stack.ts';
import { screenCrystals } from '#cli/screen/screenCrystals.ts';
import { EXCHANGED_NOTE } from '#core/io/atomsFile.ts';

const left = 'test/fixtures/cases/left.vasp';
const pair = (hkl: string) => [
  '--film',
  left,
  '--film-hkl',
  hkl,
  '--substrate',
  'preset:Si',
  '--substrate-hkl',
  '001',
];

test('stack and match say that a left-handed cell was turned, and the title has the plane asked for', async () => {
  const built = await stack.run(readArguments(pair('100'), stack.options));
  expect(built.value).toMatchObject({ reading: [`${left}: ${EXCHANGED_NOTE}`] });
  expect(built.value).toMatchObject({
    title: expect.stringMatching(/, film \(1 0 0\) in the axes of its file$/),
  });
  expect(built.text).toContain(`note: ${left}: ${EXCHANGED_NOTE}`);
  const same = await stack.run(readArguments(pair('001'), stack.options));
  expect(same.value).toMatchObject({ title: expect.not.stringContaining('axes') });
  const found = await match.run(readArguments(pair('100'), match.options));
  expect(found.value).toMatchObject({ reading: [`${left}: ${EXCHANGED_NOTE}`] });
  expect(found.text).toContain(`note: ${left}: ${EXCHANGED_NOTE}`);
});

test('screen says in which axes it names the planes of such a cell', async () => {
  const notes: string[] = [];
  await screenCrystals([left], 'given', (text) => notes.push(text));
  expect(notes).toEqual([expect.stringMatching(/left.vasp: .*left-handed.* is \(k h l\) here/)]);
});
