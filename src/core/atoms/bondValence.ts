import type { Neighbour } from '#core/crystal/coordination/neighbours.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';

/** Papers that the parameters are from. */
const SOURCES = {
  BA: 'Brown & Altermatt, Acta Cryst. B41 (1985) 244',
  BO: 'Brese & O’Keeffe, Acta Cryst. B47 (1991) 192',
} as const;

/** The softness b of s = exp((R₀ − R)/b), Å: both papers keep it fixed. */
const SOFTNESS_ANG = 0.37;

type Row = readonly [
  cation: string,
  /** Charge of the cation, e; null where the paper names none. */
  charge: number | null,
  anion: string,
  lengthAng: number,
  source: keyof typeof SOURCES,
];

/**
 * Lengths R₀ of a bond of valence one. Each is a value of the paper named beside it, as I. D. Brown's accumulated table
 * of bond valence parameters (bvparm2011) attributes it.
 */
const ROWS: readonly Row[] = [
  ['Cs', 1, 'Br', 2.95, 'BO'],
  ['Cs', 1, 'Cl', 2.791, 'BA'],
  ['Cs', 1, 'I', 3.18, 'BO'],
  ['Cs', 1, 'S', 2.89, 'BO'],
  ['Cs', 1, 'O', 2.417, 'BA'],
  ['Pb', null, 'Br', 2.64, 'BO'],
  ['Pb', 2, 'Cl', 2.53, 'BO'],
  ['Pb', null, 'I', 2.78, 'BO'],
  ['Pb', 2, 'S', 2.541, 'BA'],
  ['Pb', 2, 'O', 2.112, 'BA'],
  ['Cd', 2, 'S', 2.304, 'BA'],
  ['Cd', 2, 'Se', 2.4, 'BO'],
  ['Cd', 2, 'Te', 2.59, 'BO'],
  ['Cd', 2, 'O', 1.904, 'BA'],
  ['Cd', 2, 'Br', 2.35, 'BO'],
  ['Cd', 2, 'Cl', 2.23, 'BO'],
  ['Cd', 2, 'I', 2.57, 'BO'],
  ['Zn', 2, 'S', 2.09, 'BO'],
  ['Zn', 2, 'Se', 2.22, 'BO'],
  ['Zn', 2, 'Te', 2.45, 'BO'],
  ['Zn', 2, 'O', 1.704, 'BA'],
  ['Al', 3, 'O', 1.651, 'BA'],
  ['Al', 3, 'N', 1.79, 'BO'],
  ['Al', 3, 'P', 2.24, 'BO'],
  ['Al', 3, 'As', 2.3, 'BO'],
  ['Ga', 3, 'O', 1.73, 'BA'],
  ['Ga', null, 'N', 1.84, 'BO'],
  ['Ga', null, 'P', 2.26, 'BO'],
  ['Ga', null, 'As', 2.34, 'BO'],
  ['In', 3, 'O', 1.902, 'BA'],
  ['In', null, 'N', 2.03, 'BO'],
  ['In', null, 'P', 2.43, 'BO'],
  ['In', null, 'As', 2.51, 'BO'],
  ['B', 3, 'N', 1.47, 'BO'],
  ['Si', 4, 'O', 1.624, 'BO'],
  ['Si', 4, 'N', 1.77, 'BO'],
  ['Si', 4, 'C', 1.883, 'BA'],
  ['Mg', 2, 'O', 1.693, 'BA'],
  ['Ca', 2, 'O', 1.967, 'BA'],
  ['Ca', 2, 'F', 1.842, 'BA'],
  ['Sr', 2, 'O', 2.118, 'BA'],
  ['Ba', 2, 'O', 2.285, 'BA'],
  ['Ti', 4, 'O', 1.815, 'BA'],
  ['Zr', 4, 'O', 1.937, 'BO'],
  ['Hf', 4, 'O', 1.923, 'BO'],
  ['Ce', 4, 'O', 2.028, 'BO'],
  ['La', 3, 'O', 2.172, 'BA'],
  ['Y', 3, 'O', 2.014, 'BO'],
  ['Nb', 5, 'O', 1.911, 'BA'],
  ['Ta', 5, 'O', 1.92, 'BA'],
  ['Fe', 2, 'O', 1.734, 'BA'],
  ['Fe', 3, 'O', 1.759, 'BA'],
  ['Co', 2, 'O', 1.692, 'BA'],
  ['Ni', 2, 'O', 1.654, 'BA'],
  ['Mn', 2, 'O', 1.79, 'BA'],
  ['Cr', 3, 'O', 1.724, 'BA'],
  ['Bi', 3, 'O', 2.094, 'BA'],
  ['Sn', 4, 'O', 1.905, 'BA'],
  ['Li', 1, 'O', 1.466, 'BA'],
  ['Li', 1, 'F', 1.36, 'BA'],
  ['Na', 1, 'Cl', 2.15, 'BO'],
  ['K', 1, 'Cl', 2.519, 'BA'],
  ['K', 1, 'Br', 2.66, 'BO'],
  ['Mo', null, 'S', 2.35, 'BO'],
  ['Mo', null, 'Se', 2.49, 'BO'],
  ['W', null, 'S', 2.39, 'BO'],
  ['W', null, 'Se', 2.51, 'BO'],
];

/** How strongly an atom is bound, by the lengths of its bonds. */
export interface BondValence {
  /** Sum over the neighbours whose pair has a parameter, in valence units. */
  readonly sumVu: number;
  /** Papers that the parameters are from. */
  readonly sources: readonly string[];
  /** Pairs of neighbours without a parameter, as `Cd–Br`: with one of these the sum lacks bonds. */
  readonly missing: readonly string[];
}

/**
 * The bond valence sum of an atom, Σ exp((R₀ − R)/0.37 Å) over its neighbours of opposite charge. Near the formal charge
 * where bonds are as long as they are on average in crystals.
 * @param charges N formal charges, e
 * @returns null for an atom without a charge, or without neighbours
 */
export function bondValence(
  numbers: ArrayLike<number>,
  charges: ArrayLike<number>,
  atom: number,
  neighbours: readonly Neighbour[],
): BondValence | null {
  const own = charges[atom];
  // Without charge there is neither cation nor anion, and without a known one nobody can tell.
  if (!own || neighbours.length === 0) return null;
  let sumVu = 0;
  const sources = new Set<string>();
  const missing = new Set<string>();
  for (const { atom: other, distanceAng } of neighbours) {
    const [cation, anion] = own > 0 ? [atom, other] : [other, atom];
    const row = rowOf(numbers[cation]!, charges[cation]!, numbers[anion]!);
    if (row === undefined) {
      missing.add(`${SYMBOLS[numbers[cation]!]}–${SYMBOLS[numbers[anion]!]}`);
      continue;
    }
    sumVu += Math.exp((row[3] - distanceAng) / SOFTNESS_ANG);
    sources.add(SOURCES[row[4]]);
  }
  return { sumVu, sources: [...sources], missing: [...missing] };
}

const rowOf = (cation: number, charge: number, anion: number): Row | undefined =>
  ROWS.find(
    ([p, q, r]) => p === SYMBOLS[cation] && r === SYMBOLS[anion] && (q === null || q === charge),
  );
