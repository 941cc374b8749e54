import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';

/** Most atoms in one frame. Counts are compared with it before anything is allocated. */
export const MAX_ATOMS = 2_000_000;
/** Longest text that is held as one string. Trajectories are scanned as bytes instead. */
export const MAX_TEXT_BYTES = 256 * 1024 * 1024;
/** Farthest a coordinate may be from the origin, Å: beyond it a float32 cannot hold a bond. */
export const MAX_COORDINATE_ANG = 1e6;

/** @throws `parse`, always */
export function refuse(format: string, line: number, expected: string): never {
  throw new EpistackError({ code: 'parse', format, line, expected });
}

/** @throws `too-large` over {@link MAX_ATOMS}; NaN is refused too */
export function checkAtomCount(count: number, limit = MAX_ATOMS): void {
  if (!(count <= limit))
    throw new EpistackError({ code: 'too-large', what: 'atoms', count, limit });
}

/** @throws `too-large` */
export function checkTextSize(length: number): void {
  if (length > MAX_TEXT_BYTES)
    throw new EpistackError({
      code: 'too-large',
      what: 'bytes of text',
      count: length,
      limit: MAX_TEXT_BYTES,
    });
}

/** Lines without their ends: \n, \r\n or \r. */
export const splitLines = (text: string): string[] => text.split(/\r\n?|\n/);

/** Words between white space; an empty line has none. */
export function words(line: string): string[] {
  const trimmed = line.trim();
  return trimmed === '' ? [] : trimmed.split(/\s+/);
}

// No two adjacent parts can match the same digits, so a long run of digits stays linear in time.
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eEdD][+-]?\d+)?$/;

/** A finite number (Fortran's 1.0D-3 included), or undefined. "NaN", "***" and "0x1" are none. */
export function parseNumber(token: string | undefined): number | undefined {
  if (token === undefined || !NUMBER.test(token)) return undefined;
  const value = Number(token.replace(/[dD]/, 'e'));
  return Number.isFinite(value) ? value : undefined;
}

/** A count or index without sign, at most 15 digits, or undefined. */
export const parseCount = (token: string | undefined): number | undefined =>
  token !== undefined && /^\d{1,15}$/.test(token) ? Number(token) : undefined;

/** One line of printable text: what a title may be in every format. */
export const oneLine = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]+/g, ' ').trim();

/** Fixed decimals; minus zero loses its sign, so that equal numbers print as equal bytes. */
export function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return text.startsWith('-') && !/[1-9]/.test(text) ? text.slice(1) : text;
}

/**
 * A structure from arrays that the caller owns, layer 0 everywhere.
 * @param lineOf line in the file of atom i, for the message
 * @throws `parse` at a coordinate that is not finite or beyond {@link MAX_COORDINATE_ANG}
 */
export function checkedStructure(
  format: string,
  parts: Omit<Structure, 'layer'> & { readonly layer?: Uint16Array },
  lineOf: (atom: number) => number,
): Structure {
  const { lattice, numbers, xyz } = parts;
  for (let k = 0; k < xyz.length; k++)
    if (!(Math.abs(xyz[k]!) < MAX_COORDINATE_ANG))
      refuse(format, lineOf(Math.floor(k / 3)), `a position within ${MAX_COORDINATE_ANG} Å`);
  return { lattice, numbers, xyz, layer: parts.layer ?? new Uint16Array(numbers.length) };
}
