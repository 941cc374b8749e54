// Numbers straight from bytes: a trajectory is never one string, and a string for each number
// would cost ten times the parsing.

/** Where reading stands; moved by the functions here, which allocate nothing. */
export interface Cursor {
  at: number;
}

const [TAB, LF, CR, SPACE, PLUS, MINUS, DOT, ZERO, NINE] = [9, 10, 13, 32, 43, 45, 46, 48, 57];
/** Powers of ten that a float64 holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
/** Digits that a float64 holds exactly; with an exact power the quotient is correctly rounded. */
const EXACT_DIGITS = 15;

/**
 * The number at the cursor after blanks, correctly rounded: what `Number` makes of the same text. The cursor moves past
 * it. Exponents with e, E, d or D.
 * @param end reading stops here, or at the end of the line
 * @param columns the file has columns of fixed width: a minus sign may follow a number without a blank between
 * @returns NaN when there is no number, when something is attached to it, or when it is infinite
 */
export function readFloat(bytes: Uint8Array, cursor: Cursor, end: number, columns = false): number {
  let at = cursor.at;
  while (at < end && (bytes[at] === SPACE || bytes[at] === TAB)) at++;
  const start = at;
  const negative = bytes[at] === MINUS;
  if (negative || bytes[at] === PLUS) at++;
  const stop = at + FIXED_LENGTH;
  const fixed = stop <= end ? fixedDigits(bytes, at) : -1;
  if (fixed >= 0 && (stop === end || ends(bytes[stop]!, columns))) {
    cursor.at = stop;
    return negative ? fixed / -1e8 : fixed / 1e8;
  }
  let mantissa = 0;
  let digits = 0;
  let seen = 0;
  let power = 0;
  let point = false;
  for (; at < end; at++) {
    const c = bytes[at]!;
    if (c >= ZERO && c <= NINE) {
      mantissa = mantissa * 10 + (c - ZERO);
      // Leading zeros are no significant digits.
      if (mantissa > 0) digits++;
      seen++;
      if (point) power--;
    } else if (c === DOT && !point) point = true;
    else break;
  }
  if (seen === 0) return Number.NaN;
  const exponent = at < end ? bytes[at]! | 32 : 0;
  if (exponent === 101 || exponent === 100) {
    at++;
    const less = bytes[at] === MINUS;
    if (less || bytes[at] === PLUS) at++;
    const first = at;
    let e = 0;
    for (; at < end && bytes[at]! >= ZERO && bytes[at]! <= NINE; at++)
      e = Math.min(10000, e * 10 + (bytes[at]! - ZERO));
    if (at === first) return Number.NaN;
    power += less ? -e : e;
  }
  cursor.at = at;
  if (at < end && !ends(bytes[at]!, columns)) return Number.NaN;
  if (digits <= EXACT_DIGITS && power >= -22 && power <= 22) {
    const value = power < 0 ? mantissa / POWERS[-power]! : mantissa * POWERS[power]!;
    return negative ? -value : value;
  }
  return slowFloat(bytes, start, at);
}

const ends = (c: number, columns: boolean): boolean => isBlank(c) || (columns && c === MINUS);

/** Length of "0.12345678": what VASP writes for a fraction, and most of what is read. */
const FIXED_LENGTH = 10;

/** The nine digits of such a number without its point; −1 for anything else. No loop: twice as fast. */
function fixedDigits(bytes: Uint8Array, at: number): number {
  if (bytes[at + 1] !== DOT) return -1;
  const a = bytes[at]! - ZERO;
  const b = bytes[at + 2]! - ZERO;
  const c = bytes[at + 3]! - ZERO;
  const d = bytes[at + 4]! - ZERO;
  const e = bytes[at + 5]! - ZERO;
  const f = bytes[at + 6]! - ZERO;
  const g = bytes[at + 7]! - ZERO;
  const h = bytes[at + 8]! - ZERO;
  const i = bytes[at + 9]! - ZERO;
  // A digit stays below 16, and so does its sum with 6: anything else sets a higher bit in one of them.
  const bits = a | b | c | d | e | f | g | h | i;
  const sums =
    (a + 6) | (b + 6) | (c + 6) | (d + 6) | (e + 6) | (f + 6) | (g + 6) | (h + 6) | (i + 6);
  if (((bits | sums) & ~15) !== 0) return -1;
  return a * 1e8 + b * 1e7 + c * 1e6 + d * 1e5 + e * 1e4 + f * 1000 + g * 100 + h * 10 + i;
}

/** Rare: more digits than VASP writes, or a large exponent. */
function slowFloat(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 400) return Number.NaN;
  const value = Number(String.fromCharCode(...bytes.subarray(start, end)).replace(/[dD]/, 'e'));
  return Number.isFinite(value) ? value : Number.NaN;
}

const isBlank = (c: number): boolean => c === SPACE || c === TAB || c === LF || c === CR;

/** Offset just after the line at `at`: after its \n, or the end of the bytes. */
export function nextLine(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(LF, at);
  return end < 0 ? bytes.length : end + 1;
}
