import { storyOfText } from '#core/story/parseStory.ts';
import type { Story } from '#core/story/story.ts';
import { storySetting } from './storySettings.ts';

/** The story of a JSON text. @throws EpistackError `story`, naming step and field */
export const storyOf = (json: string): Story => storyOfText(json, storySetting);
