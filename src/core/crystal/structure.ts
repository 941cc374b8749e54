import { gcd } from '#core/math/integer.ts';
import { atomicNumber, ELECTRONEGATIVITY, MASS_U, SYMBOLS } from './elements.ts';

/** Atoms in a periodic cell, as plain transferable data. */
export interface Structure {
  /** 3×3, rows are the cell vectors, Å. */
  readonly lattice: Float64Array;
  /** N atomic numbers. */
  readonly numbers: Uint8Array;
  /** 3N, Cartesian, Å. */
  readonly xyz: Float64Array;
  /** N, index of the recipe step that placed the atom (0 for a plain crystal). */
  readonly layer: Uint16Array;
  /**
   * The longest stick between two elements, Å, by pairName, as the crystals have them that the atoms are cut from; 0 draws
   * none. Absent for atoms of which no crystal is known.
   */
  readonly sticksAng?: ReadonlyMap<string, number>;
}

/** Element counts in order of first appearance: {Cs: 20, Pb: 16, …}. */
export function composition(numbers: ArrayLike<number>): Record<string, number> {
  const out: Record<string, number> = {};
  for (let i = 0; i < numbers.length; i++) {
    const symbol = SYMBOLS[numbers[i]!]!;
    out[symbol] = (out[symbol] ?? 0) + 1;
  }
  return out;
}

/**
 * "Cs20Pb16Br52" from counts, without the digit 1, whatever their order: the most electropositive element
 * first, by Pauling; elements without an electronegativity last; equal ones by the alphabet. With carbon and
 * hydrogen in Hill's order, "CH6I3NPb": C, H, then the alphabet.
 */
export function formula(counts: Readonly<Record<string, number>>): string {
  const isOrganic = 'C' in counts && 'H' in counts;
  const rank = isOrganic ? hillRank : rankOf;
  return Object.entries(counts)
    .sort(([p], [q]) => rank(p) - rank(q) || (p < q ? -1 : 1))
    .map(([symbol, n]) => (n === 1 ? symbol : `${symbol}${n}`))
    .join('');
}

const hillRank = (symbol: string): number => (symbol === 'C' ? 0 : symbol === 'H' ? 1 : 2);
/** Beyond every electronegativity. */
const LAST = 9;
const rankOf = (symbol: string): number => ELECTRONEGATIVITY[atomicNumber(symbol) ?? 0] || LAST;

/** "TiO2" from {O: 8, Ti: 4}: the smallest whole numbers. */
export function reducedFormula(counts: Readonly<Record<string, number>>): string {
  const divisor = Object.values(counts).reduce((g, n) => gcd(g, n), 0);
  return formula(
    Object.fromEntries(Object.entries(counts).map(([symbol, n]) => [symbol, n / divisor])),
  );
}

const SUBSCRIPT = '₀₁₂₃₄₅₆₇₈₉';
/** "Cs20Pb16" → "Cs₂₀Pb₁₆"; numbers that follow no element or bracket stay as they are. */
export const subscripts = (text: string): string =>
  text.replace(/(?<=[A-Za-z)])\d+(?:\.\d+)?/g, (count) =>
    count.replace(/\d/g, (digit) => SUBSCRIPT[Number(digit)]!),
  );

/** Centre of mass of all atoms, or of some, Å. */
export function centreOfMass(
  numbers: ArrayLike<number>,
  xyz: ArrayLike<number>,
  atoms?: readonly number[],
): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  let mass = 0;
  const count = atoms?.length ?? numbers.length;
  for (let k = 0; k < count; k++) {
    const i = atoms?.[k] ?? k;
    const m = MASS_U[numbers[i]!]!;
    mass += m;
    for (let j = 0; j < 3; j++) sum[j]! += m * xyz[3 * i + j]!;
  }
  return sum.map((x) => x / mass) as [number, number, number];
}
