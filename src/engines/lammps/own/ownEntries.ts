import { atomicNumber, SYMBOLS } from '#core/crystal/elements.ts';

/** Three elements and the numbers behind them. */
export interface Entry {
  readonly elements: readonly string[];
  readonly numbers: readonly number[];
}

/**
 * The entries of a Tersoff, Stillinger–Weber or Vashishta file, which may go over several lines.
 * @returns null where something else stands in it
 */
export function entriesOf(text: string): readonly Entry[] | null {
  const words = text
    .split(/\r?\n/)
    .flatMap((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter((word) => word !== '');
  const entries: { elements: string[]; numbers: number[] }[] = [];
  for (const word of words) {
    const last = entries.at(-1);
    if (/^[A-Z]/.test(word)) {
      if (last === undefined || last.elements.length === 3 || last.numbers.length > 0)
        entries.push({ elements: [word], numbers: [] });
      else last.elements.push(word);
    } else if (last !== undefined && Number.isFinite(Number(word))) last.numbers.push(Number(word));
    else return null;
  }
  const whole = entries.every(
    ({ elements }) => elements.length === 3 && elements.every((s) => atomicNumber(s) !== undefined),
  );
  return whole && entries.length > 0 ? entries : null;
}

/** The elements of a setfl file, in its fourth line behind their number; null for other files. */
export function setflElements(text: string): readonly string[] | null {
  const [count, ...named] = (headLines(text, 5)[3] ?? '').trim().split(/\s+/);
  const grid = gridOf(headLines(text, 5)[4]);
  const known = named.every((s) => atomicNumber(s) !== undefined);
  return named.length > 0 && Number(count) === named.length && known && grid !== null
    ? named
    : null;
}

/** The element of a funcfl file, by the atomic number that its second line begins with; null for other files. */
export function funcflElement(text: string): string | null {
  const [, second, third] = headLines(text, 3);
  const words = (second ?? '').trim().split(/\s+/);
  const z = Number(words[0]);
  const isHead = words.length >= 3 && Number.isInteger(z) && z > 0 && Number(words[1]) > 0;
  return isHead && gridOf(third) !== null ? (SYMBOLS[z] ?? null) : null;
}

/** Numbers in a setfl file behind its five lines of head, as alloys have them and as Finnis–Sinclair has them. */
export function setflNumbers(text: string): { readonly alloy: number; readonly fs: number } | null {
  const elements = setflElements(text);
  const grid = gridOf(headLines(text, 5)[4]);
  if (elements === null || grid === null) return null;
  const [n, { rho, r }] = [elements.length, grid];
  const pairs = ((n * (n + 1)) / 2) * r;
  // Each element begins with atomic number, mass, lattice constant and the name of its lattice.
  return { alloy: n * (4 + rho + r) + pairs, fs: n * (4 + rho + n * r) + pairs };
}

const headLines = (text: string, count: number): readonly string[] => text.split(/\r?\n/, count);

/** "nrho drho nr dr cutoff". */
function gridOf(line: string | undefined): { readonly rho: number; readonly r: number } | null {
  const words = (line ?? '').trim().split(/\s+/).slice(0, 5).map(Number);
  const [rho, , r] = words as [number, number, number];
  const isGrid = words.length === 5 && words.every((x) => x > 0);
  return isGrid && Number.isInteger(rho) && Number.isInteger(r) ? { rho, r } : null;
}
