/** Printable ASCII: ₃ becomes 3, é becomes e, – becomes -, other characters are dropped. */
export const ascii = (text: string): string =>
  text
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll('Å', 'A')
    .replaceAll('·', ' ')
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '');

/** Fortran codes read lines of 256 characters, some of 132. */
const WIDTH = 120;

/** Breaks a text between words; a word longer than the line stays whole. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line: string | null = null;
  for (const word of text.split(' ')) {
    if (line !== null && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === null ? word : `${line} ${word}`;
  }
  return [...lines, line ?? ''];
}

/** Lines of an input file's comment, in ASCII, each behind its mark. */
export const commentLines = (mark: string, texts: readonly string[]): string[] =>
  texts.flatMap((text) => wrapped(ascii(text), WIDTH).map((line) => `${mark} ${line}`.trimEnd()));

/** Whole numbers as ranges: [1, 2, 3, 7] gives [[1, 3], [7, 7]]. */
export function ranges(sorted: readonly number[]): (readonly [first: number, last: number])[] {
  const out: [number, number][] = [];
  for (const n of sorted) {
    const open = out.at(-1);
    if (open !== undefined && open[1] === n - 1) open[1] = n;
    else out.push([n, n]);
  }
  return out;
}

/** Atoms fixed in all three directions, and those fixed in some only. */
export function splitFrozen(frozen: Uint8Array | null): {
  readonly whole: readonly number[];
  readonly partly: readonly number[];
} {
  const whole: number[] = [];
  const partly: number[] = [];
  for (let i = 0; frozen !== null && 3 * i < frozen.length; i++) {
    const n = frozen[3 * i]! + frozen[3 * i + 1]! + frozen[3 * i + 2]!;
    if (n === 3) whole.push(i);
    else if (n > 0) partly.push(i);
  }
  return { whole, partly };
}
