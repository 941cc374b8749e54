import { EpistackError } from '#core/errors.ts';
import { canonicalJson } from './hash.ts';
import { parseRecipe } from './parse.ts';
import type { Recipe } from './recipe.ts';

/** What the fragment of a plain link starts with. */
export const LINK_PREFIX = '#r=';
/** The same of a packed link, see `engines/zip/packedLink.ts`. */
export const PACKED_PREFIX = '#z=';

/** The whole document as a link fragment: `#r=` and base64url. No server, nothing looked up. */
export function linkOf(recipe: Recipe): string {
  const json = canonicalJson(recipe);
  return LINK_PREFIX + toBase64Url(Array.from(json, (c) => c.charCodeAt(0)));
}

/**
 * Finds the link in an address, whatever mail programs and social networks have added to that: `?fbclid=…` in front of
 * the fragment, `&utm_source=…` in it, or blanks, points, `%20` and `?fbclid=…` at its end.
 * @param address a whole address, or only what follows its `#`
 * @returns `#r=…` or `#z=…`; null where there is none
 */
export function linkIn(address: string): string | null {
  const fragment = address.slice(address.indexOf('#') + 1);
  const found = fragment.split('&').find((part) => /^[rz]=/.test(part));
  // Nothing behind the last letter of base64url is ours; a letter changed inside cuts the link off, which is noticed.
  return found === undefined ? null : `#${/^[rz]=[\w-]*/.exec(found)![0]}`;
}

/** A link that cannot be read: cut off, altered, or none of ours. */
export const badLink = (expected = 'a whole Epistack link (is it cut off?)'): EpistackError =>
  new EpistackError({ code: 'recipe', field: 'link', expected });

/**
 * The bytes that a link holds.
 * @param prefix {@link LINK_PREFIX} or {@link PACKED_PREFIX}
 * @throws `recipe` when it is cut off, altered or not a link of ours
 */
export function bytesOfLink(link: string, prefix: string): Uint8Array<ArrayBuffer> {
  const found = linkIn(link);
  const bytes = found?.startsWith(prefix) ? fromBase64Url(found.slice(prefix.length)) : null;
  if (bytes === null) throw badLink();
  return bytes;
}

/**
 * The document of a plain link.
 * @throws `recipe` when the text is cut off, altered or not a link of ours
 */
export const recipeOfLink = (fragment: string): Recipe =>
  recipeOfText(asciiText(bytesOfLink(fragment, LINK_PREFIX)));

/** ASCII bytes as text. */
export function asciiText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** @param json the text that a link holds @throws `recipe` */
export function recipeOfText(json: string): Recipe {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw badLink();
  }
  return parseRecipe(value);
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Bytes as text for an address, without padding. @see RFC 4648, section 5 */
export function toBase64Url(bytes: ArrayLike<number>): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const digits = Math.min(4, bytes.length - i + 1);
    for (let k = 0; k < digits; k++) out += DIGITS[(bits >> (18 - 6 * k)) & 63];
  }
  return out;
}

/** @returns null for a text that is cut off or has other letters */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 === 1) return null;
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  for (let i = 0; i < text.length; i += 4) {
    const part = [...text.slice(i, i + 4)].map((c) => DIGITS.indexOf(c));
    if (part.includes(-1)) return null;
    const bits = part.reduce((sum, d, k) => sum | (d << (18 - 6 * k)), 0);
    for (let k = 0; k < part.length - 1; k++) out[at++] = (bits >> (16 - 8 * k)) & 255;
  }
  return out;
}
