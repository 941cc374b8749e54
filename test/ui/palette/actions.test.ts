import { expect, test } from 'vitest';
import { SHIPPED_STORIES } from '#app/story/stories.ts';
import { PRESETS } from '#core/recipe/presets/presets.ts';
import { ACTIONS, foundActions } from '#ui/palette/actions.ts';
import { replayed } from '#ui/palette/replayed.ts';
import { KEY_ACTIONS } from '#ui/shell/keys.ts';

const names = (typed: string) => foundActions(ACTIONS, typed).map(({ name }) => name);

test('every action has an id and a name of its own', () => {
  const all = [...ACTIONS, ...KEY_ACTIONS];
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

test('no two actions have one key', () => {
  const keys = KEY_ACTIONS.map(({ keys }) => keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('all words must be found, in any order and without subscripts; what begins so comes first', () => {
  expect(names('cspbbr3 microscope')).toEqual(['Open CdS on CsPbBr₃, reading C (microscope)']);
  expect(names('microscope reading')).toEqual(['Open CdS on CsPbBr₃, reading C (microscope)']);
  expect(names('look')[0]).toBe('Look: how the picture is drawn');
  expect(names('present').slice(0, 2)).toEqual([
    'Present this document',
    `Present: ${SHIPPED_STORIES[0]!.title}`,
  ]);
  for (const word of ['clip plane', 'section', 'cut'])
    expect(names(word)).toContain('Clip planes: cut a section through the picture');
  expect(names('copy link')).toEqual(['Copy link: the whole document in an address']);
  expect(names('no such thing')).toEqual([]);
  expect(names('  ')).toHaveLength(ACTIONS.length);
});

test('what the page has lists of can be found: presets, stories', () => {
  for (const { label } of PRESETS) expect(names(`open ${label}`)).toContain(`Open ${label}`);
  for (const { title } of SHIPPED_STORIES) expect(names(title)).toEqual([`Present: ${title}`]);
});

test('keys that were typed ahead count in their order: letters, arrows, Enter; nothing after it', () => {
  expect(replayed([])).toEqual({ text: '', down: 0, isEntered: false });
  expect(replayed([...'lok', 'Backspace', ...'ok'])).toMatchObject({ text: 'look' });
  expect(replayed(['ArrowDown', 'a', 'ArrowDown', 'ArrowDown', 'ArrowUp'])).toEqual({
    text: 'a',
    down: 1,
    isEntered: false,
  });
  expect(replayed([...'md', 'ArrowUp', 'Enter', ...'more'])).toEqual({
    text: 'md',
    down: -1,
    isEntered: true,
  });
});
