import { expect, test, vi } from 'vitest';
import { LOOK_PRESETS, lookSettings } from '#app/look/presets.ts';
import { DEFAULTS, offeredFor, sessionStore } from '#app/look/session.ts';
import { toastStore } from '#app/shell/toasts.ts';
import { SHIPPED_STORIES } from '#app/story/stories.ts';
import { PRESETS } from '#core/recipe/presets/presets.ts';
import { OVERLAY_POINTS, VIEWS_ALONG } from '#core/story/story.ts';
import { ANALYSIS_TABS } from '#ui/analysis/tabs.ts';
import { targetGroups } from '#ui/export/exportTargets.ts';
import { FRAME_COLOURINGS } from '#ui/look/frameColourings.ts';
import { CLIP_AXES } from '#ui/look/scene/clipping.ts';
import { STRUCTURE_COLOURINGS } from '#ui/look/structureColourings.ts';
import { foundActions, runAction } from '#ui/palette/action.ts';
import { ACTIONS } from '#ui/palette/actions.ts';
import { FETCHED_ACTIONS } from '#ui/palette/fetchedActions.ts';
import { replayed } from '#ui/palette/replayed.ts';
import { SYNONYMS } from '#ui/palette/synonyms.ts';
import { KEY_ACTIONS } from '#ui/shell/keys.ts';

// The tabs of the analysis ask the browser for its theme, and their plots for its pixels, when they are fetched.
vi.mock('uplot', () => ({ default: class {} }));
vi.hoisted(() => vi.stubGlobal('window', { matchMedia: () => ({}) }));

const ALL = [...ACTIONS, ...FETCHED_ACTIONS, ...KEY_ACTIONS.map((a) => ({ ...a, group: 'Key' }))];
const names = (typed: string) => foundActions(ALL, typed).map(({ name }) => name);
const ids = ALL.map(({ id }) => id);

test('every action has an id and a name of its own', () => {
  expect(new Set(ids).size).toBe(ALL.length);
  expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
});

test('no two actions have one key', () => {
  const keys = KEY_ACTIONS.map(({ keys }) => keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('all words must be found, in any order and without subscripts; what begins so comes first', () => {
  expect(names('cspbbr3 microscope')).toEqual(['Open CdS on CsPbBr₃, reading C (microscope)']);
  expect(names('microscope reading')).toEqual(['Open CdS on CsPbBr₃, reading C (microscope)']);
  expect(names('look')[0]).toBe('Look: how the picture is drawn');
  expect(names('export film')[0]).toMatch(/^Export Film:/);
  expect(names('present').slice(0, 2)).toEqual([
    'Present this document',
    `Present: ${SHIPPED_STORIES[0]!.title}`,
  ]);
  for (const word of ['clip plane', 'section', 'cut'])
    expect(names(word)).toContain('Clip planes: cut a section through the picture');
  expect(names('copy link')).toEqual([
    'Copy link: the whole document, as it is seen, in an address',
  ]);
  expect(names('no such thing')).toEqual([]);
  expect(names('  ')).toHaveLength(ALL.length);
});

/** What the page itself has lists of, by the ids that its actions have. */
const LISTED: Readonly<Record<string, readonly string[]>> = {
  'settings of the look': Object.entries(lookSettings(DEFAULTS)).flatMap(([key, value]) =>
    typeof value === 'string' ? offeredFor(key)!.map((one) => `set-${key}-${one}`) : [`set-${key}`],
  ),
  'looks to choose from': LOOK_PRESETS.map(({ id }) => `look-${id}`),
  colours: [...STRUCTURE_COLOURINGS, ...FRAME_COLOURINGS].map(({ id }) => `colour-${id}`),
  views: VIEWS_ALONG.map((view) => `view-${view}`),
  'planes that cut': CLIP_AXES.map((axis) => `clip-${axis}`),
  'lattices over the picture': ['none', ...OVERLAY_POINTS].map((points) => `sheet-${points}`),
  analyses: ANALYSIS_TABS.map(({ id }) => `analysis-${id}`),
  'what can be exported': targetGroups(true).flatMap(({ rows }) =>
    rows.map(({ id }) => `export-${id}`),
  ),
  stories: SHIPPED_STORIES.map(({ id }) => `present-${id}`),
  presets: PRESETS.map(({ id }) => `preset-${id}`),
};

test.each(Object.entries(LISTED))('every one of the %s has an action', (_, listed) => {
  expect(listed.length).toBeGreaterThan(1);
  expect(ids).toEqual(expect.arrayContaining([...listed]));
});

test('what the page has lists of can be found: presets, stories', () => {
  for (const { label } of PRESETS) expect(names(`open ${label}`)).toContain(`Open ${label}`);
  for (const { title } of SHIPPED_STORIES) expect(names(title)).toEqual([`Present: ${title}`]);
});

test('other words are those of an action that there is', () => {
  expect(ids).toEqual(expect.arrayContaining(Object.keys(SYNONYMS)));
});

test.each([
  ['ball and stick', 'Style: balls and sticks'],
  ['CPK', 'Style: space-filling'],
  ['vdw', 'Style: space-filling'],
  ['screenshot', 'Export Picture'],
  ['png', 'Export Picture'],
  ['video', 'Export Film'],
  ['gif', 'Export Film'],
  ['blender', 'Export glTF'],
  ['augmented', 'Export USDZ'],
  ['dark mode', 'Dark theme'],
  ['kiosk', 'Full screen'],
  ['fullscreen', 'Full screen'],
  ['iframe', 'Export Picture in another page'],
  ['hkl', 'View along any [u v w], or onto any (h k l)'],
  ['zone axis', 'View along any [u v w], or onto any (h k l)'],
  ['fog', 'Fade with depth'],
  ['ambient occlusion', 'Soft shadows'],
  ['xrd', 'Diffraction: powder pattern'],
])('%s is found as people of other programs call it', (typed, name) => {
  expect(names(typed).filter((one) => one.startsWith(name))).not.toEqual([]);
});

const byId = (id: string) => ACTIONS.find((a) => a.id === id)!;

test('an action does what its field would, and says how it stands', () => {
  const outlines = byId('set-outlines');
  expect(outlines.now!()).toBe('on');
  runAction(outlines);
  expect(sessionStore.getState().outlines).toBe(false);
  expect(outlines.now!()).toBe('off');
  runAction(byId('set-style-filling'));
  expect(sessionStore.getState().style).toBe('filling');
  expect(byId('set-style-filling').now!()).toBe('chosen');
});

test('what cannot be done says why', () => {
  const before = sessionStore.getState();
  for (const id of ['colour-displacement', 'exploded', 'select-none', 'show-all', 'clip-none']) {
    const why = byId(id).whyNot!();
    expect(why, id).toMatch(/\w{3}/);
    runAction(byId(id));
    expect(toastStore.getState().text).toBe(why);
  }
  expect(sessionStore.getState()).toBe(before);
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
