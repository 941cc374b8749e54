import { say } from '#app/shell/toasts.ts';
import { storyTextIn } from '#engines/zip/packedStory.ts';
import { presentGiven } from './lecture.ts';
import { storyOf } from './readStory.ts';

/** Longer than any story may be. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Tells the story of a file. */
export async function openStoryFile(file: File): Promise<void> {
  try {
    if (file.size > MAX_BYTES) throw new RangeError('it is too long for a story');
    presentGiven(storyOf(await file.text()));
  } catch (error) {
    say(`${file.name} was not opened: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Tells the story that an address holds, where it holds one. */
export function openStoryLink(address: string): void {
  try {
    const text = storyTextIn(address);
    if (text !== null) presentGiven(storyOf(text));
  } catch (error) {
    say(
      `This story could not be opened: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
