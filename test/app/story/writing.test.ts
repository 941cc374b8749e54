import { beforeEach, expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { PLAIN_PICTURE, pictureSaid, sheetOf } from '#app/look/seen.ts';
import { DEFAULTS } from '#app/look/session.ts';
import { AS_IT_IS, type LatticeSheet } from '#app/look/viewOnly.ts';
import { glided } from '#app/story/glide.ts';
import { storyOf } from '#app/story/readStory.ts';
import { SHIPPED_STORIES, shippedStory } from '#app/story/stories.ts';
import { lookOf, settingsOf, storySetting } from '#app/story/storySettings.ts';
import {
  addStep,
  editStep,
  moveStep,
  redoWriting,
  removeStep,
  startOver,
  undoWriting,
  writingStore,
} from '#app/story/writing.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { documentStory } from '#core/story/documentStory.ts';
import { recipesOf } from '#core/story/playStory.ts';
import { packedStory, storyTextIn } from '#engines/zip/packedStory.ts';
import { STRUCTURE_COLOURINGS } from '#ui/look/structureColourings.ts';
import { library } from '../../helpers/library.ts';

const GE = presetOf('ge-si').recipe;
const FE = presetOf('fe-mgo').recipe;
const story = () => writingStore.getState().story;
const materials = () =>
  recipesOf(story(), library).map(
    (r) => (r.steps[1] as { slab: { material: string } }).slab.material,
  );

beforeEach(() => {
  startOver();
  addStep(GE, { view: { along: 'c' } });
  addStep(GE, { look: { style: 'sticks' }, view: { azimuthDeg: 10, elevationDeg: 20 } });
  addStep(FE);
});

test('a step keeps what is shown, and says it only where it is new', () => {
  expect(story().steps).toEqual([
    { title: 'Step 1', text: [], start: { preset: 'ge-si' }, view: { along: 'c' } },
    {
      title: 'Step 2',
      text: [],
      view: { azimuthDeg: 10, elevationDeg: 20 },
      look: { style: 'sticks' },
    },
    { title: 'Step 3', text: [], start: { preset: 'fe-mgo' } },
  ]);
});

test('a step that is moved or whose neighbour goes shows what it showed', () => {
  moveStep(2, -1);
  expect(story().steps.map((s) => s.title)).toEqual(['Step 1', 'Step 3', 'Step 2']);
  expect(materials()).toEqual(['Ge', 'Fe', 'Ge']);
  removeStep(0);
  expect(materials()).toEqual(['Fe', 'Ge']);
  moveStep(0, -1);
  expect(materials()).toEqual(['Fe', 'Ge']);
});

test('what rested on a step that goes stands by itself', () => {
  removeStep(0);
  expect(materials()).toEqual(['Ge', 'Fe']);
});

test('everything can be undone and done again', () => {
  const before = story();
  editStep(0, { title: 'other' });
  const after = story();
  undoWriting();
  expect(story()).toBe(before);
  redoWriting();
  expect(story()).toBe(after);
  undoWriting();
  removeStep(1);
  redoWriting();
  expect(story().steps).toHaveLength(2);
});

test('edits are undone one by one, in the order in which they came, and done again', () => {
  const titles = ['a', 'b', 'c', 'd'];
  for (const title of titles) editStep(0, { title });
  const title = () => story().steps[0]!.title;
  for (const earlier of ['c', 'b', 'a', 'Step 1']) {
    undoWriting();
    expect(title()).toBe(earlier);
  }
  for (const later of titles) {
    redoWriting();
    expect(title()).toBe(later);
  }
  redoWriting();
  expect(title()).toBe('d');
});

test('settings of an earlier visit, and typed ends of colour scales, make no story that cannot be opened', () => {
  // What is read from storage is equal to the usual settings, and not the same objects.
  const session = { ...structuredClone(DEFAULTS), colourRanges: { strain: [-1, 2] as const } };
  expect(lookOf(structuredClone(DEFAULTS))).toEqual({});
  addStep(GE, { look: lookOf({ ...session, style: 'sticks' }) });
  expect(story().steps.slice(3)).toEqual([
    { title: 'Step 4', text: [], start: { preset: 'ge-si' }, look: { style: 'sticks' } },
  ]);
  expect(storyOf(JSON.stringify(story()))).toEqual(story());
  // Of stories that were saved with them, they are left out.
  const saved = { ...story(), steps: [{ ...story().steps[0], look: { colourRanges: {} } }] };
  expect(storyOf(JSON.stringify(saved)).steps[0]!.look).toEqual({});
});

test('what is written is a story that a file and a link hold', () => {
  editStep(1, { text: ['Größe ≥ 1 Å <b>'], questions: [{ ask: 'a', answer: 'b' }] });
  expect(storyOf(JSON.stringify(story()))).toEqual(story());
  const link = packedStory(story());
  expect(storyOf(storyTextIn(`https://x.org/?y=1${link}`)!)).toEqual(story());
  expect(link.length).toBeLessThan(600);
  expect(storyTextIn('#r=abc')).toBeNull();
  expect(() => storyTextIn(link.slice(0, -9))).toThrow(/link/);
});

test('settings of the page are known by name and value', () => {
  expect(storySetting('style', 'sticks')).toBeNull();
  expect(storySetting('style', 'stick')).toContain('"balls", "filling"');
  expect(storySetting('atomScale', '2')).toBe('a number');
  expect(storySetting('atomScale', 1e9)).toBe('a number from 0.1 to 10');
  expect(storySetting('showCell', 1)).toBe('true or false');
  expect(storySetting('measureBy', 'clicked')).toContain('one of preset');
  expect(storySetting('preset', 'blackbord')).toContain('"blackboard"');
  expect(settingsOf({ preset: 'blackboard', atomScale: 2 })).toMatchObject({
    theme: 'dark',
    atomScale: 2,
  });
});

test('what stories colour by is a colouring that there is', async () => {
  const ids = STRUCTURE_COLOURINGS.map(({ id }) => id);
  const own = documentStory(modelOf(GE), false);
  for (const told of [own, ...(await Promise.all(SHIPPED_STORIES.map((s) => shippedStory(s.id))))])
    for (const { look } of told!.steps) expect(ids).toContain(look?.['colorBy'] ?? 'element');
});

test('every shipped story is listed with its own title', async () => {
  for (const { id, title } of SHIPPED_STORIES) expect((await shippedStory(id))?.title).toBe(title);
  expect(await shippedStory('document')).toBeNull();
});

test('a film glides there and back', () => {
  expect([0, 3, 6, 12].map((s) => glided(s, 6))).toEqual([
    0,
    expect.closeTo(0.5),
    1,
    expect.closeTo(0),
  ]);
});

test('lattices that are drawn over the picture become part of the step, in the words of its file', () => {
  const seen = (sheet: LatticeSheet) =>
    pictureSaid({ ...PLAIN_PICTURE, viewOnly: { ...AS_IT_IS, sheet } }, DEFAULTS, {
      numbers: [],
      cut: null,
    });
  addStep(FE, seen({ points: 'moire', dislocations: true, at: 1 }));
  addStep(FE, seen({ points: 'none', dislocations: false, at: 1 }));
  const [lattices, none] = story().steps.slice(-2);
  expect(lattices!.overlay).toEqual({ points: 'moire', dislocations: true, interface: 2 });
  expect(none).not.toHaveProperty('overlay');
  expect(sheetOf(lattices!.overlay)).toEqual({ points: 'moire', dislocations: true, at: 1 });
  expect(storyOf(JSON.stringify(story())).steps.at(-2)!.overlay).toEqual(lattices!.overlay);
});
