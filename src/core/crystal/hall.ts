import { EpistackError } from '#core/errors.ts';
import { threeOf } from '#core/math/vec3.ts';

/** x′ = R·x + t in fractions of the cell: `rotation` 9 integers row-major, `translation` in [0, 1). */
export interface SymmetryOperation {
  readonly rotation: readonly number[];
  readonly translation: readonly [number, number, number];
}

/** Translations are kept in twelfths, which are exact for every space group in a standard setting. */
const TWELFTHS = 12;
type Op = { readonly r: readonly number[]; readonly t: readonly number[] };

const CENTRING: Readonly<Record<string, readonly (readonly number[])[]>> = {
  P: [],
  A: [[0, 6, 6]],
  B: [[6, 0, 6]],
  C: [[6, 6, 0]],
  I: [[6, 6, 6]],
  R: [
    [8, 4, 4],
    [4, 8, 8],
  ],
  F: [
    [0, 6, 6],
    [6, 0, 6],
    [6, 6, 0],
  ],
};

const TRANSLATION: Readonly<Record<string, readonly number[]>> = {
  a: [6, 0, 0],
  b: [0, 6, 0],
  c: [0, 0, 6],
  n: [6, 6, 6],
  u: [3, 0, 0],
  v: [0, 3, 0],
  w: [0, 0, 3],
  d: [3, 3, 3],
};

/** Rotations about z; the other axes follow by cyclic permutation. */
const ABOUT_Z: Readonly<Record<string, readonly number[]>> = {
  1: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  2: [-1, 0, 0, 0, -1, 0, 0, 0, 1],
  3: [0, -1, 0, 1, -1, 0, 0, 0, 1],
  4: [0, -1, 0, 1, 0, 0, 0, 0, 1],
  6: [1, -1, 0, 1, 0, 0, 0, 0, 1],
};
/** Two-folds along face diagonals, a−b (') and a+b ("), for a principal axis along z. */
const DIAGONAL: Readonly<Record<string, readonly number[]>> = {
  "'": [0, -1, 0, -1, 0, 0, 0, 0, -1],
  '"': [0, 1, 0, 1, 0, 0, 0, 0, -1],
};
const BODY_DIAGONAL = [0, 0, 1, 1, 0, 0, 0, 1, 0];

/** The largest space-group order in a conventional cell (Fm-3m and its like). */
const MAX_OPERATIONS = 192;

/**
 * All operations of a space group from its Hall symbol, centring included.
 * @param symbol e.g. "-P 4 2 3" (Pm-3m), "F -4 2 3", "P 6c -2c", "-P 2ac 2n", "P 31 2 (0 0 4)"
 * @throws `bad-lattice` when the symbol does not follow the notation
 * @see S. R. Hall, Acta Cryst. A37 (1981) 517, doi 10.1107/S0567739481001228
 */
export function operationsFromHall(symbol: string): readonly SymmetryOperation[] {
  // Some programs write "=" for the double prime.
  const written = symbol.replaceAll('=', '"');
  const match = /^\s*(-?)([PABCIRF])\s+([^(]*?)\s*(?:\(([^)]*)\))?\s*$/.exec(written);
  if (!match) throw bad(symbol);
  const generators: Op[] = CENTRING[match[2]!]!.map((t) => ({ r: ABOUT_Z['1']!, t }));
  if (match[1] === '-') generators.push({ r: negate(ABOUT_Z['1']!), t: [0, 0, 0] });
  let previous = { axis: 'z', order: 0 };
  for (const [i, token] of match[3]!.split(/\s+/).entries()) {
    const parsed = parseGenerator(token, i, previous, symbol);
    previous = { axis: parsed.axis, order: parsed.order };
    generators.push(parsed.op);
  }
  const shift = originShift(match[4], symbol);
  return close(generators, symbol).map(({ r, t }) => ({
    rotation: r,
    // x″ = R(x′ − s) + t + s: the operation seen from the shifted origin.
    translation: threeOf((k) => {
      const turned = r[3 * k]! * shift[0]! + r[3 * k + 1]! * shift[1]! + r[3 * k + 2]! * shift[2]!;
      return mod(t[k]! + shift[k]! - turned) / TWELFTHS;
    }),
  }));
}

function parseGenerator(
  token: string,
  index: number,
  previous: { axis: string; order: number },
  symbol: string,
): { op: Op; axis: string; order: number } {
  const match = /^(-?)([12346])([xyz'"*]?)([1-5]?)([abcnuvwd]*)$/.exec(token);
  if (!match) throw bad(symbol);
  const order = Number(match[2]);
  let axis = match[3]!;
  if (axis === '') axis = defaultAxis(index, order, previous.order);
  const r =
    axis === '*'
      ? BODY_DIAGONAL
      : axis === "'" || axis === '"'
        ? diagonal(axis, previous.axis)
        : permute(ABOUT_Z[order]!, axis);
  const t = [0, 0, 0];
  for (const letter of match[5]!)
    for (let k = 0; k < 3; k++) t[k] = t[k]! + TRANSLATION[letter]![k]!;
  if (match[4] !== '') {
    const k = 'xyz'.indexOf(axis);
    if (k < 0) throw bad(symbol);
    t[k] = t[k]! + (TWELFTHS * Number(match[4])) / order;
  }
  return { op: { r: match[1] === '-' ? negate(r) : r, t: t.map(mod) }, axis, order };
}

/** The implied axes of Hall's Table 1: first z; then x after 2 or 4, a−b after 3 or 6; then the diagonal. */
function defaultAxis(index: number, order: number, previousOrder: number): string {
  if (index === 0 || order === 1) return 'z';
  if (index === 1 && order === 2) return previousOrder === 2 || previousOrder === 4 ? 'x' : "'";
  if (index === 2 && order === 3) return '*';
  return 'z';
}

function diagonal(mark: string, principal: string): readonly number[] {
  return permute(DIAGONAL[mark]!, 'xyz'.includes(principal) ? principal : 'z');
}

/** Moves a matrix written for z onto another axis by cyclic permutation x → y → z → x. */
function permute(m: readonly number[], axis: string): readonly number[] {
  const shift = axis === 'x' ? 1 : axis === 'y' ? 2 : 0;
  const out = new Array<number>(9);
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++) out[3 * ((i + shift) % 3) + ((j + shift) % 3)] = m[3 * i + j]!;
  return out;
}

function originShift(text: string | undefined, symbol: string): readonly number[] {
  if (text === undefined) return [0, 0, 0];
  const parts = text.trim().split(/\s+/).map(Number);
  if (parts.length !== 3 || !parts.every(Number.isInteger)) throw bad(symbol);
  return parts;
}

function close(generators: readonly Op[], symbol: string): readonly Op[] {
  const identity: Op = { r: ABOUT_Z['1']!, t: [0, 0, 0] };
  const seen = new Map<string, Op>([[key(identity), identity]]);
  const queue: Op[] = [identity];
  for (let op = queue.pop(); op !== undefined; op = queue.pop())
    for (const g of generators) {
      const next = compose(g, op);
      if (seen.has(key(next))) continue;
      if (seen.size >= MAX_OPERATIONS) throw bad(symbol);
      seen.set(key(next), next);
      queue.push(next);
    }
  return [...seen.values()];
}

function compose(a: Op, b: Op): Op {
  const r = new Array<number>(9).fill(0);
  const t = [0, 0, 0];
  for (let i = 0; i < 3; i++) {
    let sum = a.t[i]!;
    for (let j = 0; j < 3; j++) {
      sum += a.r[3 * i + j]! * b.t[j]!;
      for (let k = 0; k < 3; k++) r[3 * i + k] = r[3 * i + k]! + a.r[3 * i + j]! * b.r[3 * j + k]!;
    }
    t[i] = mod(sum);
  }
  return { r, t };
}

const key = (op: Op): string => `${op.r.join()}|${op.t.join()}`;
const negate = (m: readonly number[]): readonly number[] => m.map((x) => (x === 0 ? 0 : -x));
const mod = (t: number): number => ((t % TWELFTHS) + TWELFTHS) % TWELFTHS;
const bad = (symbol: string) =>
  new EpistackError({
    code: 'bad-lattice',
    reason: `"${symbol}" is not a Hall symbol such as "-P 4 2 3"`,
  });
