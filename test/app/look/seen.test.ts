import { afterEach, expect, test } from 'vitest';
import { derivedStore } from '#app/document/derive.ts';
import { commit, documentStore, open, shown } from '#app/document/document.ts';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { modelOf } from '#app/document/model.ts';
import { openBeside } from '#app/document/persist.ts';
import { tabStore } from '#app/document/tabDocument.ts';
import { camera } from '#app/look/camera.ts';
import {
  clipTo,
  type Hidden,
  hiddenSteps,
  hiddenStore,
  hideThese,
  NOTHING_HIDDEN,
  openHidden,
  showAll,
  showOnly,
  toggleHidden,
} from '#app/look/hidden.ts';
import { redoLast, undoLast } from '#app/look/lastStep.ts';
import { keptSettings, showSettings } from '#app/look/lending.ts';
import { openedStore } from '#app/look/opened.ts';
import { watchOpened } from '#app/look/perDocument.ts';
import { PLAIN_PICTURE, pictureOf, seenPicture, showPicture } from '#app/look/seen.ts';
import { labelAtoms, labelStore, NO_LABELS } from '#app/look/selection.ts';
import { DEFAULTS, sessionStore } from '#app/look/session.ts';
import { AS_IT_IS, drawIndices, drawSheet, liftFilms, viewOnlyStore } from '#app/look/viewOnly.ts';
import { lectureStore } from '#app/story/lecture.ts';
import { endStory, tell } from '#app/story/playing.ts';
import { storyOf } from '#app/story/readStory.ts';
import { openSeenLink } from '#app/story/seenLink.ts';
import { seenNow } from '#app/story/seenNow.ts';
import { storySetting } from '#app/story/storySettings.ts';
import { addStep, startOver, writingStore } from '#app/story/writing.ts';
import { changeSlab } from '#core/recipe/edits/slab.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import { parseSeen } from '#core/story/parseSeen.ts';
import type { StorySeen } from '#core/story/story.ts';
import { packedSeen, seenInLink } from '#engines/zip/packedSeen.ts';

const model = modelOf(DEFAULT_PRESET.recipe);
const marked = markedAtoms(model.built.structure.numbers, model.built.recipe);
const COUNT = marked.numbers.length;

function reset(): void {
  endStory();
  openHidden(NOTHING_HIDDEN);
  viewOnlyStore.setState(AS_IT_IS);
  labelStore.setState(NO_LABELS, true);
  sessionStore.setState(DEFAULTS);
  lectureStore.setState({ view: null });
  camera.now = () => null;
  startOver();
}
afterEach(reset);

/** Everything that can be set in the view. */
function setAll(): void {
  derivedStore.setState({ model });
  toggleHidden('elements', 55);
  toggleHidden('slabs', 1);
  hideThese([0, 1, 2, 40], marked);
  clipTo({
    across: { slab: 1, kind: 'hkl', indices: [1, 1, 0] },
    from: 0.125,
    to: 0.75,
    isInverse: true,
  });
  liftFilms(6);
  drawIndices({ slab: 0, kind: 'hkl', indices: [1, 1, 0] });
  drawIndices({ slab: null, kind: 'uvw', indices: [0, 0, -1] });
  drawSheet({ points: 'moire', dislocations: true });
  labelAtoms('coordination', [4, 5, 6], marked);
  sessionStore.setState({
    style: 'polyhedra',
    colorBy: 'coordination',
    colourRanges: { coordination: [-3, 1] },
    projection: 'perspective',
    completion: 'molecules',
    repeat: 'counts',
    repeatA: 2,
  });
  camera.now = () => ({
    azimuthDeg: 20,
    elevationDeg: 12,
    frame: { targetAng: [1, 2, 3], halfHeightAng: 11, shift: [0.5, 0] },
    near: 'a',
  });
}

const pictureNow = () => ({ ...seenPicture(), session: sessionStore.getState() });

test('a link brings back everything that is seen, and leaves the settings of the next visit', () => {
  setAll();
  const seen = seenNow();
  const before = pictureNow();
  const link = `https://a.b/#z=x${packedSeen(seen)}`;
  reset();
  expect(pictureNow()).not.toEqual(before);
  const kept = keptSettings();
  expect(openSeenLink(link)).toBeNull();
  expect(pictureNow()).toEqual(before);
  expect(lectureStore.getState().view).toEqual(seen.view);
  expect(keptSettings()).toEqual(kept);
  // What is chosen by hand afterwards is kept, and nothing of the link with it.
  sessionStore.setState({ textScale: 1.5 });
  expect(keptSettings()).toEqual({ ...kept, textScale: 1.5 });
});

test('a step of a story brings it back, also from its file, and the own picture is there again after it', () => {
  setAll();
  const before = pictureNow();
  addStep(DEFAULT_PRESET.recipe, seenNow());
  const story = storyOf(JSON.stringify(writingStore.getState().story));
  reset();
  toggleHidden('slabs', 0);
  const own = pictureNow();
  const steps = hiddenSteps.getState();
  tell(story);
  expect(pictureNow()).toEqual(before);
  expect(lectureStore.getState().view).toEqual(story.steps[0]!.view);
  endStory();
  expect(pictureNow()).toEqual(own);
  // What was hidden before can still be taken back.
  expect(hiddenSteps.getState()).toEqual(steps);
});

test('a saved view brings it back as one step of undo', () => {
  setAll();
  const before = seenPicture();
  const { overlay, picture } = seenNow();
  reset();
  showPicture({ ...(overlay && { overlay }), ...(picture && { picture }) }, marked);
  expect(seenPicture()).toEqual(before);
  showPicture({}, marked);
  expect(seenPicture()).toEqual(PLAIN_PICTURE);
  undoLast();
  expect(hiddenStore.getState()).toEqual(before.hidden);
});

test('a link says nothing of what is as usual', () => {
  expect(packedSeen(seenNow())).toBe('');
  camera.now = () => ({ along: 'oblique' });
  expect(packedSeen(seenNow())).toBe('');
  // Half an address line for one thing.
  liftFilms(4);
  expect(packedSeen(seenNow()).length).toBeLessThan(60);
  expect(seenInLink('https://a.b/#r=abc', storySetting)).toBeUndefined();
  expect(openSeenLink('https://a.b/#r=abc')).toBeNull();
});

test('a link from elsewhere is judged part by part, and what cannot be read is said', () => {
  const address = (seen: object) => `#z=x${packedSeen(seen as StorySeen)}`;
  const odd = address({
    view: { along: 'c' },
    look: { style: 'sticks', atomScale: 1e9 },
    picture: { liftAng: 3 },
    more: 1,
  });
  expect(openSeenLink(odd)).toMatch(/left out.*look.atomScale.*from 0.1 to 10.*more/);
  expect(viewOnlyStore.getState().liftAng).toBe(3);
  expect(lectureStore.getState().view).toEqual({ along: 'c' });
  expect(sessionStore.getState().style).toBe('balls');
  expect(() => seenInLink(odd, storySetting)).toThrow(/one of view, look, overlay, picture/);
  const cutOff = address({ view: { along: 'a' } }).slice(0, -5);
  expect(openSeenLink(cutOff)).toMatch(/^The view of this link could not be opened/);
});

test.each([
  [{ liftAng: 21 }, 'picture.liftAng: expected a number from 0 to 20'],
  [{ hide: { atoms: '1-4' } }, 'picture.of: expected how many atoms'],
  [
    { of: 3, hide: { atoms: '1-4' } },
    'picture.hide.atoms: expected atoms such as "1-12,40", numbered up to 3',
  ],
  [{ of: 9, labels: { write: 'name', atoms: '1' } }, 'picture.labels.write: expected "number"'],
  [{ hide: { elements: ['Xx'] } }, 'picture.hide.elements[0]: expected an element'],
  [{ hide: { slabs: [-1] } }, 'picture.hide.slabs[0]'],
  [
    { clip: { across: { hkl: [0, 0, 0] }, from: 0, to: 1 } },
    'picture.clip.across.hkl: expected indices',
  ],
  [{ clip: { across: { hkl: [0, 0, 1], uvw: [0, 0, 1] }, from: 0, to: 1 } }, 'either "uvw"'],
  [{ clip: { across: { towards: [0, 0, 2] }, from: 0, to: 1 } }, 'picture.clip.across.towards[2]'],
  [{ clip: { across: { towards: [0, 0, 0] }, from: 0, to: 1 } }, 'a vector of length 1'],
  [{ clip: { across: { uvw: [1, 0, 0] }, from: 0.5, to: 0.2 } }, 'picture.clip.to'],
  [{ indices: [{ uvw: [0.5, 0, 0] }] }, 'picture.indices[0].uvw[0]'],
  [{ ranges: { strain: [2, 1] } }, 'picture.ranges.strain: expected two numbers'],
  [{ hidden: [] }, 'picture.hidden: expected one of of, hide'],
])('of a picture %j is refused', (picture, why) => {
  expect(() => parseSeen({ picture }, () => null)).toThrow(why);
});

test('undo takes back what was hidden, isolated and cut, before older edits and after newer ones', () => {
  toggleHidden('slabs', 1);
  showOnly([3], marked);
  expect(hiddenStore.getState().atoms).toHaveLength(COUNT - 1);
  undoLast();
  expect(hiddenStore.getState()).toEqual({ elements: [], slabs: [1] });
  redoLast();
  expect(hiddenStore.getState().atoms).toHaveLength(COUNT - 1);
  showAll();
  undoLast();
  expect(hiddenStore.getState().atoms).toHaveLength(COUNT - 1);
  // A slider that is drawn is one step.
  const { clip: _, ...before } = hiddenStore.getState();
  const clip = {
    across: { slab: null, kind: 'hkl', indices: [0, 0, 1] },
    isInverse: false,
  } as const;
  clipTo({ ...clip, from: 0, to: 1 });
  for (const to of [0.9, 0.8, 0.7]) clipTo({ ...clip, from: 0, to });
  undoLast();
  expect(hiddenStore.getState()).toEqual(before);
});

test('another document has a picture of its own, and a copy of the same keeps it', async () => {
  const stop = watchOpened();
  const first = tabStore.getState().id;
  toggleHidden('elements', 55);
  liftFilms(5);
  const mine: Hidden = hiddenStore.getState();
  const { times } = openedStore.getState();
  // Open in another tab, too: this one goes on under another id.
  tabStore.setState({ id: 'copy' });
  await Promise.resolve();
  expect(hiddenStore.getState()).toEqual(mine);
  tabStore.setState({ id: first });
  await Promise.resolve();
  openBeside(presetOf('ge-si').recipe);
  await Promise.resolve();
  expect([hiddenStore.getState(), viewOnlyStore.getState().liftAng]).toEqual([NOTHING_HIDDEN, 0]);
  expect(openedStore.getState().times).toBe(times + 1);
  // An edit leaves what is seen of it.
  liftFilms(2);
  commit(changeSlab(1, { planes: 5 }));
  await Promise.resolve();
  expect(viewOnlyStore.getState().liftAng).toBe(2);
  // Another one with the very same stack, as New makes it.
  const { committed } = documentStore.getState();
  tabStore.setState({ id: 'same stack' });
  open(committed);
  await Promise.resolve();
  expect([viewOnlyStore.getState().liftAng, openedStore.getState().times]).toEqual([0, times + 2]);
  tabStore.setState({ id: first });
  open(DEFAULT_PRESET.recipe);
  await Promise.resolve();
  expect([hiddenStore.getState(), viewOnlyStore.getState().liftAng]).toEqual([mine, 5]);
  expect(shown(documentStore.getState())).toBe(DEFAULT_PRESET.recipe);
  stop();
});

test('numbers of atoms that a stack has not hide none of it', () => {
  const { hidden } = pictureOf({ picture: { of: 12, hide: { atoms: '1-3' } } }, marked.cut);
  expect(hidden).toMatchObject({ atoms: [0, 1, 2], of: { of: 12 } });
  showSettings({});
});
