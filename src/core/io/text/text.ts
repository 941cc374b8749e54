import { EpistackError, type FilePlace } from '#core/errors.ts';

/** @throws `parse`, always */
export function refuse(format: string, line: number, expected: string): never {
  throw new EpistackError({ code: 'parse', format, line, expected });
}

/** Refuses a file that states that it holds nothing. @throws `parse` */
export function checkSomeAtoms(format: string, line: number, atoms: number): void {
  if (atoms === 0) refuse(format, line, 'at least one atom; 0 are stated');
}

/** Does what checks a cell or an element, and says where in the file when it refuses. */
export function located<T>(at: FilePlace, check: () => T): T {
  try {
    return check();
  } catch (error) {
    const failure = error instanceof EpistackError ? error.failure : null;
    if (failure?.code === 'unknown-element' || failure?.code === 'bad-lattice')
      throw new EpistackError({ at, ...failure });
    throw error;
  }
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

/** A finite number (Fortran's 1.0D-3 included), or undefined. "NaN", "***" and "0x1" are not numbers. */
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
export function fixedDecimals(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return text.startsWith('-') && !/[1-9]/.test(text) ? text.slice(1) : text;
}
