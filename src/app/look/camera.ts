import type { StoryView } from '#core/story/story.ts';

/** Where the camera of the page stands; null before there is a picture. */
export const camera: { now: () => StoryView | null } = { now: () => null };
