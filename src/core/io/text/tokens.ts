import { SYMBOLS } from '#core/crystal/elements.ts';
import { parseCount } from './text.ts';

// Words straight from bytes, for rows of a trajectory.

const isBlank = (c: number | undefined): boolean => c === 32 || c === 9 || c === 13;

/** End of the word at an offset. */
export function wordEnd(bytes: Uint8Array, at: number): number {
  let k = at;
  while (k < bytes.length && !isBlank(bytes[k]) && bytes[k] !== 10) k++;
  return k;
}

/** Where the word after so many begins; the end of the line when it has fewer. */
export function skipWords(bytes: Uint8Array, at: number, count: number): number {
  let k = at;
  for (let word = 0; ; word++) {
    while (isBlank(bytes[k])) k++;
    if (word === count || k >= bytes.length || bytes[k] === 10) return k;
    k = wordEnd(bytes, k);
  }
}

/** Atomic number by the first two letters of a symbol, 0 for none: no string for each atom. */
const BY_LETTERS = new Uint8Array(65536);
SYMBOLS.forEach((symbol, z) => {
  if (z > 0 && symbol.length <= 2)
    BY_LETTERS[(symbol.charCodeAt(0) << 8) | (symbol.length === 2 ? symbol.charCodeAt(1) : 0)] = z;
});

/**
 * The element of the word at an offset.
 * @param byNumber the word is an atomic number, not a symbol
 * @returns 0 when it is no element
 */
export function elementAt(bytes: Uint8Array, at: number, byNumber: boolean): number {
  const end = wordEnd(bytes, at);
  if (byNumber) {
    const z = parseCount(wordAt(bytes, at)) ?? 0;
    return z < SYMBOLS.length ? z : 0;
  }
  if (end !== at + 1 && end !== at + 2) return 0;
  return BY_LETTERS[(bytes[at]! << 8) | (end === at + 2 ? bytes[at + 1]! : 0)]!;
}

/** The whole number without sign at an offset, of at most 15 digits: no string for each row; −1 for anything else. */
export function countAt(bytes: Uint8Array, at: number): number {
  let value = 0;
  let k = at;
  for (; k < at + 15 && bytes[k]! >= 48 && bytes[k]! <= 57; k++)
    value = 10 * value + bytes[k]! - 48;
  const ends = k >= bytes.length || isBlank(bytes[k]) || bytes[k] === 10;
  return k > at && ends ? value : -1;
}

/** The word at an offset, at most 64 bytes of it. */
export const wordAt = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, Math.min(wordEnd(bytes, at), at + 64)));
