import { EpistackError } from '#core/errors.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import { badLink, fromBase64Url } from '#core/recipe/share.ts';
import { parseMarks, readableMarks } from '#core/story/parseMarks.ts';
import type { StoryMarks } from '#core/story/story.ts';
import { packedText, textOfPacked } from './packedLink.ts';

/** What is drawn by hand on a document, behind its link: `&p=`, packed as documents are; nothing where nothing is. */
export const packedMarks = (marks: StoryMarks | undefined): string =>
  marks === undefined ? '' : `&p=${packedText(canonicalJson(marks))}`;

/** Reasons that are told; more are counted. */
const MOST_TOLD = 3;

const leftText = (why: readonly string[]): string => {
  const more = why.length - MOST_TOLD;
  const told = why.slice(0, MOST_TOLD).join('; ');
  return `Of what this link says is drawn by hand, this was left out: ${told}${more > 0 ? `; and ${more} more` : ''}.`;
};

/**
 * What an address says is drawn by hand.
 * @param onLeft takes what is no such mark, and why, in a sentence; without it that is refused as a whole
 * @returns undefined where it says nothing of it
 * @throws `recipe` when it is cut off or altered, or is none
 */
export function marksInLink(
  address: string,
  onLeft?: (left: string) => void,
): StoryMarks | undefined {
  const found = /[#&]p=([\w-]*)/.exec(address)?.[1];
  if (found === undefined) return undefined;
  const bytes = fromBase64Url(found);
  if (bytes === null) throw badLink('whole bonds and distances (is the link cut off?)');
  const text = textOfPacked(bytes);
  try {
    const value: unknown = JSON.parse(text);
    if (onLeft === undefined) return parseMarks(value, 'link');
    const { marks, left } = readableMarks(value, 'link');
    if (left.length > 0) onLeft(leftText(left));
    return marks;
  } catch (error) {
    if (error instanceof EpistackError) throw error;
    throw badLink('bonds and distances that can be read');
  }
}
