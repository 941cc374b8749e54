import { canonicalJson } from '#core/recipe/hash.ts';
import { badLink, fromBase64Url } from '#core/recipe/share.ts';
import type { Story } from '#core/story/story.ts';
import { packedText, textOfPacked } from './packedLink.ts';

/** A whole story as a link fragment: `#s=`, packed as documents are. */
export const packedStory = (story: Story): string => `#s=${packedText(canonicalJson(story))}`;

/**
 * The text of the story that an address holds.
 * @returns null where it holds none
 * @throws `recipe` when it is cut off or altered
 */
export function storyTextIn(address: string): string | null {
  const found = /[#&]s=([\w-]*)/.exec(address)?.[1];
  if (found === undefined) return null;
  const bytes = fromBase64Url(found);
  if (bytes === null) throw badLink('a whole link of a story (is it cut off?)');
  return textOfPacked(bytes);
}
