import { EpistackError } from '#core/errors.ts';
import { canonicalJson } from './hash.ts';
import { parseRecipe } from './parse.ts';
import type { Recipe } from './recipe.ts';

/** What a link's fragment starts with. */
export const LINK_PREFIX = '#r=';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The whole document as a link fragment: `#r=` and base64url. No server, nothing looked up. */
export function linkOf(recipe: Recipe): string {
  const json = canonicalJson(recipe);
  let out = '';
  for (let i = 0; i < json.length; i += 3) {
    const [p, q, r] = [json.charCodeAt(i), json.charCodeAt(i + 1), json.charCodeAt(i + 2)];
    const bits = (p << 16) | ((q || 0) << 8) | (r || 0);
    const digits = Math.min(4, json.length - i + 1);
    for (let k = 0; k < digits; k++) out += DIGITS[(bits >> (18 - 6 * k)) & 63];
  }
  return LINK_PREFIX + out;
}

/**
 * The document of a link fragment.
 * @throws `recipe` when the text is cut off, altered or not a link of ours
 */
export function recipeOfLink(fragment: string): Recipe {
  const refuse = () =>
    new EpistackError({
      code: 'recipe',
      field: 'link',
      expected: 'a whole Epistack link (is it cut off?)',
    });
  if (!fragment.startsWith(LINK_PREFIX)) throw refuse();
  const body = fragment.slice(LINK_PREFIX.length);
  let json = '';
  for (let i = 0; i < body.length; i += 4) {
    const part = [...body.slice(i, i + 4)].map((c) => DIGITS.indexOf(c));
    if (part.length === 1 || part.includes(-1)) throw refuse();
    const bits = part.reduce((sum, d, k) => sum | (d << (18 - 6 * k)), 0);
    for (let k = 0; k < part.length - 1; k++)
      json += String.fromCharCode((bits >> (16 - 8 * k)) & 255);
  }
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw refuse();
  }
  return parseRecipe(value);
}
