import { createStore } from 'zustand/vanilla';
import { lendDocument } from '#app/document/document.ts';
import { library } from '#app/document/library.ts';
import { lendMarks, NO_MARKS } from '#app/document/marks/marks.ts';
import { marksOfStory } from '#app/document/marks/storyMarks.ts';
import { type Hidden, hiddenStore, showAll } from '#app/look/hidden.ts';
import { lendSettings } from '#app/look/session.ts';
import { lendSheet } from '#app/look/viewOnly.ts';
import { playerStore, show, togglePlay } from '#app/player/player.ts';
import type { Change } from '#core/recipe/edits/change.ts';
import { atomsKey } from '#core/recipe/hash.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { recipesOf } from '#core/story/playStory.ts';
import type { Story } from '#core/story/story.ts';
import { stopGlide } from './glide.ts';
import { lectureStore } from './lecture.ts';
import { settingsOf } from './storySettings.ts';
import { sheetOf } from './storySheet.ts';

/** A story while it is told. */
export interface Playing {
  readonly story: Story;
  /** The stack of each step, before anything is tried out on it. */
  readonly recipes: readonly Recipe[];
  readonly at: number;
}

/** What the viewer had hidden: a step shows all atoms. Null while no story is told. */
let ownHidden: Hidden | null = null;

export const playingStore = createStore<{ readonly now: Playing | null }>()(() => ({ now: null }));

/**
 * Begins to tell a story at a step. The document, the look and what is played are the listener's own again at its end.
 * @throws EpistackError where one of its steps cannot be built
 */
export function tell(story: Story, at = 0): void {
  const recipes = recipesOf(story, library);
  // A story after another: the viewer's own look is what both stand on.
  lendSettings(null);
  playingStore.setState({ now: { story, recipes, at } });
  goTo(at);
}

/** Shows another step. */
export function goTo(step: number): void {
  const { now } = playingStore.getState();
  if (now === null) return;
  const at = Math.min(now.story.steps.length - 1, Math.max(0, step));
  const { view, look = {}, overlay, marks, motion } = now.story.steps[at]!;
  stopGlide();
  rest();
  playingStore.setState({ now: { ...now, at } });
  lendDocument(now.recipes[at]!);
  lendSettings(settingsOf(look));
  lendSheet(sheetOf(overlay));
  ownHidden ??= hiddenStore.getState();
  showAll();
  const recipe = now.recipes[at]!;
  lendMarks(marks === undefined ? NO_MARKS : marksOfStory(marks, atomsKey(recipe)));
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
  lendSheet(null);
  lendMarks(null);
  if (ownHidden !== null) hiddenStore.setState(ownHidden, true);
  ownHidden = null;
  lectureStore.setState({ view: null, isMoving: false });
}

/** No frame is shown, and none follows. */
function rest(): void {
  if (playerStore.getState().playing) togglePlay();
  show(null);
}
