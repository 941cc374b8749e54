import { afterEach, expect, test } from 'vitest';
import { documentStore, shown, undo } from '#app/document/document.ts';
import { camera } from '#app/look/camera.ts';
import { hiddenStore, toggleHidden } from '#app/look/hidden.ts';
import { DEFAULTS, sessionStore } from '#app/look/session.ts';
import { drawIndices, drawSheet, liftFilms, NO_SHEET, viewOnlyStore } from '#app/look/viewOnly.ts';
import { lectureStore } from '#app/story/lecture.ts';
import { endStory, goTo, playingStore, stepRecipe, tell, tryOut } from '#app/story/playing.ts';
import { storyOf } from '#app/story/readStory.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import { sliderChange } from '#core/story/playStory.ts';

const STORY = storyOf(
  JSON.stringify({
    epistackStory: 1,
    title: 'T',
    steps: [
      { title: 'One', start: { preset: 'ge-si' }, look: { style: 'sticks' }, view: { along: 'a' } },
      { title: 'Two', changes: [{ edit: 'vacuum', vacuumAng: 33 }] },
    ],
  }),
);
const isShown = (text: string) => JSON.stringify(shown(documentStore.getState())).includes(text);
afterEach(endStory);

test('without a story there is no step', () => expect(stepRecipe()).toBeNull());

test('a story is told in place of the document, and leaves no trace', () => {
  tell(STORY);
  expect(isShown('"ge-si"')).toBe(true);
  expect(sessionStore.getState().style).toBe('sticks');
  expect(lectureStore.getState().view).toEqual({ along: 'a' });
  goTo(1);
  expect(isShown('33')).toBe(true);
  // The look is that of one step; where no view is said the camera stays.
  expect(sessionStore.getState().style).toBe(DEFAULTS.style);
  goTo(9);
  expect(playingStore.getState().now!.at).toBe(1);
  endStory();
  expect(shown(documentStore.getState())).toBe(DEFAULT_PRESET.recipe);
  expect(documentStore.getState().past).toEqual([]);
  expect(sessionStore.getState()).toEqual(DEFAULTS);
  undo();
  expect(shown(documentStore.getState())).toBe(DEFAULT_PRESET.recipe);
});

test('the camera is where it stood, however many stories were told', () => {
  const mine = { azimuthDeg: 12, elevationDeg: 34 };
  camera.now = () => mine;
  tell(STORY);
  camera.now = () => ({ along: 'a' });
  tell(STORY, 1);
  endStory();
  expect(lectureStore.getState().view).toEqual(mine);
  camera.now = () => null;
  tell(STORY);
  endStory();
  expect(lectureStore.getState().view).toBeNull();
});

test('a step shows what the viewer had hidden, and it is hidden again at the end', () => {
  toggleHidden('slabs', 1);
  tell(STORY);
  expect(hiddenStore.getState().slabs).toEqual([]);
  toggleHidden('elements', 14);
  goTo(1);
  expect(hiddenStore.getState().elements).toEqual([]);
  endStory();
  expect(hiddenStore.getState()).toEqual({ elements: [], slabs: [1] });
  toggleHidden('slabs', 1);
});

test('what is tried out on a step begins anew from the step, and ends with it', () => {
  tell(STORY);
  tryOut(sliderChange('film-a', 5.5));
  tryOut(sliderChange('separation', 2));
  expect(isShown('"a":5.5')).toBe(false);
  expect(isShown('"separationAng":2')).toBe(true);
  // What can be tried out starts from the step.
  expect(stepRecipe()).toEqual(presetOf('ge-si').recipe);
  goTo(1);
  expect(isShown('"separationAng":2')).toBe(false);
});

test('a story that cannot be built is refused before it begins', () => {
  const broken = {
    ...STORY,
    steps: [{ ...STORY.steps[0]!, changes: [{ edit: 'remove-film', slab: 4 }] }],
  };
  expect(() => tell(storyOf(JSON.stringify(broken)))).toThrow('no film 4');
  expect(playingStore.getState().now).toBeNull();
});

test('lattices over the picture are those of the step, and the own ones are back after the story', () => {
  liftFilms(4);
  drawSheet({ points: 'coincidence' });
  drawIndices({ slab: 1, kind: 'hkl', indices: [1, 1, 1] });
  const mine = viewOnlyStore.getState();
  const steps = [
    { ...STORY.steps[0]!, overlay: { points: 'moire', interface: 2 } as const },
    { ...STORY.steps[1]!, overlay: { dislocations: true } },
    STORY.steps[1]!,
  ];
  tell({ ...STORY, steps });
  const drawn = () => viewOnlyStore.getState();
  expect(drawn()).toEqual({
    liftAng: 0,
    drawn: [],
    sheet: { points: 'moire', dislocations: false, at: 1 },
  });
  goTo(1);
  expect(drawn().sheet).toEqual({ points: 'none', dislocations: true, at: 0 });
  goTo(2);
  expect(drawn().sheet).toEqual(NO_SHEET);
  endStory();
  expect(drawn()).toEqual(mine);
  viewOnlyStore.setState(viewOnlyStore.getInitialState());
});
