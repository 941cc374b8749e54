import { SYMBOLS } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';

interface Source {
  readonly cite: string;
  /** "doi 10.…" or "arXiv:…". */
  readonly id: string;
}

const PASCAZIO_2022: Source = {
  cite: 'Pascazio, Zaccaria, van Beek, Infante, J. Phys. Chem. C 2022, 126, 9898, Table 1, NC core',
  id: 'doi 10.1021/acs.jpcc.2c00600',
};
const GRUNWALD_2012: Source = {
  cite: 'Grünwald, Zayak, Neaton, Geissler, Rabani, J. Chem. Phys. 2012, 136, 234111',
  id: 'arXiv:1201.2992',
};

/** Point charges in e. */
const CHARGES_E: Readonly<Record<string, readonly [chargeE: number, source: Source]>> = {
  Cs: [0.5068, PASCAZIO_2022],
  Pb: [1.0136, PASCAZIO_2022],
  Br: [-0.5068, PASCAZIO_2022],
  Cd: [1.18, GRUNWALD_2012],
  Zn: [1.18, GRUNWALD_2012],
  S: [-1.18, GRUNWALD_2012],
};

/** 12-6 Lennard-Jones, 4ε[(σ/r)¹² − (σ/r)⁶]: ε in kcal/mol, σ in Å. */
const LENNARD_JONES: readonly (readonly [string, string, number, number, Source])[] = [
  ['Cs', 'Cs', 0.04498, 4.62, PASCAZIO_2022],
  ['Cs', 'Pb', 0.17273, 3.54, PASCAZIO_2022],
  ['Cs', 'Br', 0.10629, 3.96, PASCAZIO_2022],
  ['Pb', 'Pb', 0.663, 6.04, PASCAZIO_2022],
  ['Pb', 'Br', 0.40794, 3.06, PASCAZIO_2022],
  ['Br', 'Br', 0.25098, 4.2, PASCAZIO_2022],
  ['Cd', 'Cd', 0.03338, 1.98, GRUNWALD_2012],
  ['S', 'S', 0.03279, 4.9, GRUNWALD_2012],
  ['Zn', 'Zn', 35.766, 0.02, GRUNWALD_2012],
];

export interface PairParameters {
  readonly a: string;
  readonly b: string;
  readonly epsilonKcalMol: number;
  readonly sigmaAng: number;
  /** Printed in the source, or mixed by us from the two like pairs. */
  readonly origin: 'published' | 'mixed';
}

export interface PotentialParameters {
  /** Elements in order of first appearance: the atom types of an input file. */
  readonly species: readonly { readonly symbol: string; readonly chargeE: number }[];
  /** Every unordered pair of species, like pairs included. */
  readonly pairs: readonly PairParameters[];
  readonly assumptions: readonly string[];
  readonly sources: readonly Source[];
}

/** Rounding of four-digit charges, summed over thousands of atoms, stays below this. */
const NEUTRAL_E = 1e-6;

/**
 * Lennard-Jones and point-charge parameters for a set of atoms. Pairs that no source gives, those across
 * an interface among them, are mixed by Lorentz–Berthelot and listed as assumptions.
 * @param numbers N atomic numbers of the whole cell
 * @throws `no-potential` naming the species without parameters; `charged` with the charge of the cell
 */
export function parametersFor(numbers: ArrayLike<number>): PotentialParameters {
  const symbols = [...new Set(Array.from(numbers))].map((z) => SYMBOLS[z]!);
  const unknown = symbols.filter((s) => !CHARGES_E[s]);
  if (unknown.length > 0) throw new EpistackError({ code: 'no-potential', species: unknown });
  checkNeutral(numbers);
  const pairs = symbols.flatMap((a, i) => symbols.slice(i).map((b) => pair(a, b)));
  const mixed = pairs.filter((p) => p.origin === 'mixed').map((p) => `${p.a}–${p.b}`);
  return {
    species: symbols.map((symbol) => ({ symbol, chargeE: CHARGES_E[symbol]![0] })),
    pairs,
    assumptions: [
      ...(mixed.length > 0
        ? [
            `${mixed.join(', ')}: Lennard-Jones by Lorentz–Berthelot mixing of the like pairs, our assumption`,
          ]
        : []),
      'pairwise forces with fixed charges: a preview, not a substitute for DFT',
    ],
    sources: [...new Set(symbols.map((s) => CHARGES_E[s]![1]))],
  };
}

function pair(a: string, b: string): PairParameters {
  const printed = published(a, b);
  if (printed)
    return { a, b, epsilonKcalMol: printed[2], sigmaAng: printed[3], origin: 'published' };
  const [p, q] = [published(a, a)!, published(b, b)!];
  return {
    a,
    b,
    epsilonKcalMol: Math.sqrt(p[2] * q[2]),
    sigmaAng: (p[3] + q[3]) / 2,
    origin: 'mixed',
  };
}

const published = (a: string, b: string) =>
  LENNARD_JONES.find(([p, q]) => (p === a && q === b) || (p === b && q === a));

function checkNeutral(numbers: ArrayLike<number>): void {
  let chargeE = 0;
  for (let i = 0; i < numbers.length; i++) chargeE += CHARGES_E[SYMBOLS[numbers[i]!]!]![0];
  if (!(Math.abs(chargeE) < NEUTRAL_E)) throw new EpistackError({ code: 'charged', chargeE });
}
