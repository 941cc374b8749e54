import { createStore } from 'zustand/vanilla';
import { lendDocument } from '#app/document/document.ts';
import { library } from '#app/document/library.ts';
import { lendMarks, NO_MARKS } from '#app/document/marks/marks.ts';
import { marksOfStory } from '#app/document/marks/storyMarks.ts';
import { camera } from '#app/look/camera.ts';
import { hiddenSteps, openHidden } from '#app/look/hidden.ts';
import { lendSettings } from '#app/look/lending.ts';
import { pictureOf, rangesSaid, type SeenPicture, seenPicture } from '#app/look/seen.ts';
import { labelStore } from '#app/look/selection.ts';
import { viewOnlyStore } from '#app/look/viewOnly.ts';
import { playerStore, show, togglePlay } from '#app/player/player.ts';
import type { Change } from '#core/recipe/edits/change.ts';
import { atomsKey } from '#core/recipe/hash.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { recipesOf } from '#core/story/playStory.ts';
import type { Story, StoryView } from '#core/story/story.ts';
import { stopGlide } from './glide.ts';
import { lectureStore } from './lecture.ts';
import { settingsOf } from './storySettings.ts';

/** A story while it is told. */
export interface Playing {
  readonly story: Story;
  /** The stack of each step, before anything is tried out on it. */
  readonly recipes: readonly Recipe[];
  readonly at: number;
}

/** What the viewer had hidden, lifted and written: a step shows its own. Null while no story is told. */
let own: (SeenPicture & { readonly steps: ReturnType<typeof hiddenSteps.getState> }) | null = null;

/** Draws what a step says, and nothing else; null brings back the viewer's own. */
function lendPicture(picture: SeenPicture | null): void {
  const mine = own ?? { ...seenPicture(), steps: hiddenSteps.getState() };
  own = picture === null ? null : mine;
  const { hidden, viewOnly, labels } = picture ?? mine;
  openHidden(hidden, picture === null ? mine.steps : undefined);
  viewOnlyStore.setState(viewOnly);
  labelStore.setState(labels, true);
}

/** Where the viewer's camera stood before a story was told; null where there was no picture. */
let stood: StoryView | null = null;

export const playingStore = createStore<{ readonly now: Playing | null }>()(() => ({ now: null }));

/**
 * Begins to tell a story at a step. The document, the look and what is played are the listener's own again at its end.
 * @throws EpistackError where one of its steps cannot be built
 */
export function tell(story: Story, at = 0): void {
  const recipes = recipesOf(story, library);
  // A story after another: the viewer's own look is what both stand on.
  lendSettings(null);
  if (playingStore.getState().now === null) stood = camera.now();
  playingStore.setState({ now: { story, recipes, at } });
  goTo(at);
}

/** Shows another step. */
export function goTo(step: number): void {
  const { now } = playingStore.getState();
  if (now === null) return;
  const at = Math.min(now.story.steps.length - 1, Math.max(0, step));
  const told = now.story.steps[at]!;
  const { view, look = {}, picture, marks, motion } = told;
  stopGlide();
  rest();
  playingStore.setState({ now: { ...now, at } });
  lendDocument(now.recipes[at]!);
  lendSettings({ ...settingsOf(look), ...rangesSaid(picture) });
  const cut = atomsKey(now.recipes[at]!);
  lendPicture(pictureOf(told, cut));
  lendMarks(marks === undefined ? NO_MARKS : marksOfStory(marks, cut));
  const isMoving = motion?.kind === 'play';
  lectureStore.setState({ isMoving, ...(view !== undefined && { view: { ...view } }) });
}

/** Tries something out on the step that is shown; the next step knows nothing of it. */
export function tryOut(change: Change): void {
  const { now } = playingStore.getState();
  if (now !== null) lendDocument(change(now.recipes[now.at]!));
}

/** The stack of the step that is shown. */
export const stepRecipe = (): Recipe | null => {
  const { now } = playingStore.getState();
  return now === null ? null : now.recipes[now.at]!;
};

/** Everything is as it was before the story. */
export function endStory(): void {
  if (playingStore.getState().now === null) return;
  stopGlide();
  rest();
  playingStore.setState({ now: null });
  lendDocument(null);
  lendSettings(null);
  lendPicture(null);
  lendMarks(null);
  lectureStore.setState({ view: stood, isMoving: false });
}

/** No frame is shown, and none follows. */
function rest(): void {
  if (playerStore.getState().playing) togglePlay();
  show(null);
}
