import { createStore } from 'zustand/vanilla';
import { closePlace, openPlace } from '#app/shell/places.ts';
import type { Story, StoryView } from '#core/story/story.ts';

/** The story that a document tells of itself. */
export const OWN_STORY = 'document';

/** What the page itself knows of a story that is told: which, where the camera is asked to stand, what stands beside it. */
interface Lecture {
  /** Id of a story that comes with the page, or the document's own. */
  readonly wanted: string;
  /** A story from elsewhere, in place of `wanted`, and the step that it begins with. */
  readonly given: { readonly story: Story; readonly at: number } | null;
  /** A new object for each request; null leaves the camera where it is. */
  readonly view: StoryView | null;
  /** The player stands under the picture. */
  readonly isMoving: boolean;
}

export const lectureStore = createStore<Lecture>()(() => ({
  wanted: OWN_STORY,
  given: null,
  view: null,
  isMoving: false,
}));

/** Tells a story that comes with the page, or the document's own. */
export function present(wanted: string): void {
  lectureStore.setState({ wanted, given: null });
  openPlace('present');
}

/** Tells a story from elsewhere: a file, a link, the editor. */
export function presentGiven(story: Story, at = 0): void {
  lectureStore.setState({ given: { story, at } });
  openPlace('present');
}

export function endPresenting(): void {
  closePlace('present');
  lectureStore.setState({ given: null });
}
