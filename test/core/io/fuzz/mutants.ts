// Broken copies of files, the same ones at every run.

/** @see Marsaglia, J. Stat. Softw. 2003, 8, 14 (xorshift32) */
export function random(seed: number): (below: number) => number {
  let s = seed | 1;
  return (below) => {
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    return (s >>> 0) % below;
  };
}

export const STRANGE = [
  'NaN', 'Infinity', '-inf', '1e308', '1e-308', '9'.repeat(400), '-0', '0x10', '1_0', '٣', '𝟘', '\u0000', '\ufeff',
  '', ' ', '"', "'", ';', '#', 'loop_', 'data_', '_', '?', '.', '1/0', 'x,y,z', '-x,-y,-z', '__proto__', 'constructor',
  '2000001', '4294967296', '1e9', '-1', 'T', 'Xx', 'Direct configuration= 1', 'Lattice=', '{', '\\', 'é€😀', '\r', '\t',
]; // biome-ignore format: a table

type Mutation = (bytes: Uint8Array, below: (n: number) => number) => Uint8Array;
export const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const onLines =
  (edit: (lines: string[], below: (n: number) => number) => void): Mutation =>
  (bytes, below) => {
    const lines = text(bytes).split('\n');
    edit(lines, below);
    return Buffer.from(lines.join('\n'), 'latin1');
  };
const onWord =
  (edit: (word: string, below: (n: number) => number) => string): Mutation =>
  (bytes, below) => {
    const parts = text(bytes).split(/(\s+)/);
    const at = 2 * below(Math.ceil(parts.length / 2));
    parts[at] = edit(parts[at]!, below);
    return Buffer.from(parts.join(''), 'utf8');
  };

/** A word that is a number, if there is one. */
const onNumber =
  (edit: (word: string, below: (n: number) => number) => string): Mutation =>
  (bytes, below) => {
    const parts = text(bytes).split(/(\s+)/);
    const numbers = parts.flatMap((part, k) => (/^[-+]?\d*\.?\d/.test(part) ? [k] : []));
    if (numbers.length === 0) return bytes;
    const at = numbers[below(numbers.length)]!;
    parts[at] = edit(parts[at]!, below);
    return Buffer.from(parts.join(''), 'latin1');
  };

const NUMBERS = ['nan', 'NaN', '-inf', '1e308', '-1e308', '1e-320', '-0', '1e7', '0', '********'];

const MUTATIONS: Mutation[] = [
  // Cut off at either end.
  (bytes, below) => bytes.subarray(0, below(bytes.length)),
  (bytes, below) => bytes.subarray(below(bytes.length)),
  // Bits and bytes.
  (bytes, below) => {
    const out = Uint8Array.from(bytes);
    for (let k = 1 + below(8); k > 0; k--) out[below(out.length)]! ^= 1 << below(8);
    return out;
  },
  (bytes, below) => {
    const out = Uint8Array.from(bytes);
    const at = below(out.length);
    for (let k = at; k < Math.min(out.length, at + 40); k++) out[k] = below(256);
    return out;
  },
  // Lines: gone, twice, exchanged, moved by one.
  onLines((lines, below) => lines.splice(below(lines.length), 1 + below(2))),
  onLines((lines, below) => {
    const at = below(lines.length);
    lines.splice(at, 0, lines[at]!);
  }),
  onLines((lines, below) => {
    const [i, j] = [below(lines.length), below(lines.length)];
    [lines[i], lines[j]] = [lines[j]!, lines[i]!];
  }),
  onLines((lines, below) => {
    const at = below(Math.max(1, lines.length - 1));
    lines.splice(at, 2, ...lines.slice(at, at + 2).reverse());
  }),
  // Line ends, a mark at the beginning, blanks at the ends of lines.
  (bytes) => Buffer.from(text(bytes).replaceAll('\n', '\r\n'), 'latin1'),
  (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  (bytes) => Buffer.from(text(bytes).replaceAll('\n', ' \t\n'), 'latin1'),
  // Words: strange, longer, twice, gone, glued to the next.
  onWord((_, below) => STRANGE[below(STRANGE.length)]!),
  onWord((word, below) => word + STRANGE[below(STRANGE.length)]!),
  onWord((word) => `${word} ${word}`),
  onWord(() => ''),
  (bytes, below) => {
    const whole = text(bytes);
    const gaps = [...whole.matchAll(/(?<=\S)[ \t]+(?=\S)/g)];
    const gap = gaps[below(Math.max(1, gaps.length))];
    return gap === undefined
      ? bytes
      : Buffer.from(whole.slice(0, gap.index) + whole.slice(gap.index + gap[0].length), 'latin1');
  },
  // Numbers: another digit, another count, a huge one, none.
  onWord((word, below) =>
    /\d/.test(word) ? word.replace(/\d/, String(below(10))) : word.toUpperCase(),
  ),
  onWord((word, below) => (/^\d+$/.test(word) ? String(below(1e9)) : `-${word}`)),
  onNumber((_, below) => NUMBERS[below(NUMBERS.length)]!),
  onNumber((word, below) =>
    /^\d+$/.test(word) ? String(Math.max(0, Number(word) + 1 - 2 * below(2))) : `-${word}`,
  ),
  onNumber((word, below) => word + '0'.repeat(1 + below(9))),
];

/** One broken copy: one to three mutations, each on the outcome of the last. */
export function mutant(original: Uint8Array, below: (n: number) => number): Uint8Array {
  let bytes = original;
  for (let rounds = 1 + below(3); rounds > 0; rounds--)
    bytes = bytes.length === 0 ? bytes : MUTATIONS[below(MUTATIONS.length)]!(bytes, below);
  return bytes;
}
