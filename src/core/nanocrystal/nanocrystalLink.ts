import { canonicalJson } from '#core/recipe/hash.ts';
import { asciiText, badLink, fromBase64Url, toBase64Url } from '#core/recipe/share.ts';
import type { NanocrystalRecipe } from './nanocrystalRecipe.ts';
import { parseNanocrystal } from './parseNanocrystal.ts';

/** What the fragment of a link to a nanocrystal starts with. */
export const NANOCRYSTAL_PREFIX = '#n=';

/** The whole recipe as a link fragment. */
export const nanocrystalLink = (recipe: NanocrystalRecipe): string =>
  NANOCRYSTAL_PREFIX + toBase64Url(Array.from(canonicalJson(recipe), (c) => c.charCodeAt(0)));

/** The link in an address, whatever stands around it; null where there is none. */
export function nanocrystalLinkIn(address: string): string | null {
  const found = /[#&]n=([\w-]+)/.exec(address);
  return found === null ? null : NANOCRYSTAL_PREFIX + found[1]!;
}

/** @throws `recipe` when it is cut off, altered or no link to a nanocrystal */
export function nanocrystalOfLink(address: string): NanocrystalRecipe {
  const link = nanocrystalLinkIn(address);
  const bytes = link === null ? null : fromBase64Url(link.slice(NANOCRYSTAL_PREFIX.length));
  if (bytes === null) throw badLink('a whole link to a nanocrystal (is it cut off?)');
  let value: unknown;
  try {
    value = JSON.parse(asciiText(bytes));
  } catch {
    throw badLink('a whole link to a nanocrystal (is it cut off?)');
  }
  return parseNanocrystal(value);
}
