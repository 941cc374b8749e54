import { canonicalJson } from '#core/recipe/hash.ts';
import { asciiText, fromBase64Url, toBase64Url } from '#core/recipe/share.ts';

/** Letters of the settings of rooms in an address, behind the document that they are for. */
export type SettingsLetter = 'd' | 'm';

/** What is added to the link of a document. */
export const settingsLink = (letter: SettingsLetter, settings: unknown): string =>
  `&${letter}=${toBase64Url(Array.from(canonicalJson(settings), (c) => c.charCodeAt(0)))}`;

/** The settings in an address; undefined where there are none, or none that can be read. */
export function settingsIn(letter: SettingsLetter, address: string): unknown {
  const found = new RegExp(`[#&]${letter}=([\\w-]+)`).exec(address);
  const bytes = found === null ? null : fromBase64Url(found[1]!);
  if (bytes === null) return undefined;
  try {
    return JSON.parse(asciiText(bytes));
  } catch {
    return undefined;
  }
}

/**
 * Settings from outside: fields of the same kind as in the first ones, those taken over; another version's fields, and
 * what is no number, are left as they are at first.
 */
export function likeFirst<T extends object>(first: T, value: unknown): T {
  const given = (value ?? {}) as Readonly<Record<string, unknown>>;
  const entries = Object.entries(first).map(([key, own]) => {
    const next = given[key];
    const isKind = typeof next === typeof own && (typeof own !== 'number' || Number.isFinite(next));
    return [key, isKind && own !== null && typeof own !== 'object' ? next : own];
  });
  return Object.fromEntries(entries) as T;
}
