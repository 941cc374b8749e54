import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { storyOf } from '#app/story/readStory.ts';
import type { Story } from '#core/story/story.ts';
import { storyTextIn } from '#engines/zip/packedStory.ts';
import { RequestError } from './args.ts';
import { ofFile, readBytes } from './input.ts';
import { packageRoot } from './library.ts';

const SHIPPED = 'story:';
const folder = new URL('public/stories/', packageRoot);

/** Whether a name on the command line is that of a story: `story:ID`, a file that holds one, or a link. */
export function isStory(path: string): boolean {
  if (path.startsWith(SHIPPED)) return true;
  if (existsSync(path)) return /\.json$/i.test(path) && /"epistackStory"/.test(textOf(path));
  return /#s=/.test(path);
}

const textOf = (path: string): string => new TextDecoder().decode(readBytes(path));

/**
 * A story that comes with the package (`story:ID`), a link of one, a file of one, or `-`.
 * @throws EpistackError `story`, naming step and field, or {@link RequestError}
 */
export function readStory(path: string): Story {
  if (path.startsWith(SHIPPED)) return shipped(path.slice(SHIPPED.length));
  const linked = existsSync(path) ? null : storyTextIn(path);
  return linked !== null ? storyOf(linked) : ofFile(path, () => storyOf(textOf(path)));
}

function shipped(id: string): Story {
  const known = readdirSync(folder).map((name) => name.replace(/\.json$/, ''));
  if (!known.includes(id))
    throw new RequestError(`no story "${id}" comes with Epistack: there are ${known.join(', ')}`);
  return storyOf(readFileSync(new URL(`${id}.json`, folder), 'utf8'));
}
