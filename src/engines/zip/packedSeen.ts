import { EpistackError } from '#core/errors.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import { badLink, fromBase64Url } from '#core/recipe/share.ts';
import { parseSeen, type SettingCheck } from '#core/story/parseSeen.ts';
import type { StorySeen } from '#core/story/story.ts';
import { packedText, textOfPacked } from './packedLink.ts';

/** The view that a link needs not say. */
const USUAL = 'oblique';

/** How a document is seen, behind its link: `&v=`, packed as documents are; nothing where all is as usual. */
export function packedSeen({ view, ...rest }: StorySeen): string {
  const isUsual = view === undefined || ('along' in view && view.along === USUAL);
  const seen = { ...rest, ...(!isUsual && { view }) };
  return Object.keys(seen).length === 0 ? '' : `&v=${packedText(canonicalJson(seen))}`;
}

/**
 * What an address says of how its document is seen.
 * @param onLeft takes what cannot be drawn, and why, in a sentence; without it that is refused as a whole
 * @returns undefined where it says nothing of it
 * @throws `recipe` when it is cut off or altered, or is none
 */
export function seenInLink(
  address: string,
  settings: SettingCheck,
  onLeft?: (left: string) => void,
): StorySeen | undefined {
  const found = /[#&]v=([\w-]*)/.exec(address)?.[1];
  if (found === undefined) return undefined;
  const bytes = fromBase64Url(found);
  if (bytes === null) throw badLink('a whole view (is the link cut off?)');
  const text = textOfPacked(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badLink('a view that can be read');
  }
  const seen = onLeft ? readableSeen(value, settings, onLeft) : parseSeen(value, settings);
  return { view: { along: USUAL }, ...seen };
}

/** What of a view can be drawn. @param onLeft takes what cannot, and why, in a sentence */
export function readableSeen(
  value: unknown,
  settings: SettingCheck,
  onLeft: (left: string) => void,
): StorySeen {
  const left: string[] = [];
  const parts = Object.entries(typeof value === 'object' && value !== null ? value : {});
  const good = parts.flatMap(([name, part]) => {
    try {
      return Object.entries(parseSeen({ [name]: part }, settings));
    } catch (error) {
      if (!(error instanceof EpistackError)) throw error;
      left.push(error.message);
      return [];
    }
  });
  if (left.length > 0)
    onLeft(`Of how this link shows its document, this was left out: ${left.join('; ')}.`);
  return Object.fromEntries(good);
}
