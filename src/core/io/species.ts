import { SYMBOLS } from '#core/crystal/elements.ts';

/**
 * One kind of atom of which a code is told: an element, or hydrogen of another nuclear charge (pseudo-hydrogen), which
 * has a pseudopotential of its own. All writers group and number atoms by these.
 */
export interface Species {
  /** Atomic number; 1 for pseudo-hydrogen. */
  readonly number: number;
  readonly symbol: string;
  /** Nuclear charge of pseudo-hydrogen, e; null for an element as it is. */
  readonly valenceE: number | null;
  readonly atoms: number;
}

export interface SpeciesOf {
  /** In order of first appearance. */
  readonly species: readonly Species[];
  /** N, index into `species`. */
  readonly of: Uint16Array;
}

/**
 * The species of some atoms.
 * @param numbers N atomic numbers
 * @param valencesE N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; null where there is none
 */
export function speciesOf(
  numbers: ArrayLike<number>,
  valencesE: ArrayLike<number> | null = null,
): SpeciesOf {
  const species: (Omit<Species, 'atoms'> & { atoms: number })[] = [];
  const indices = new Map<number | string, number>();
  const of = new Uint16Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i]!;
    const charge = valencesE?.[i] ?? Number.NaN;
    const valenceE = Number.isNaN(charge) ? null : charge;
    const key = valenceE === null ? number : `${number} ${valenceE}`;
    let index = indices.get(key);
    if (index === undefined) {
      index = species.push({ number, symbol: SYMBOLS[number]!, valenceE, atoms: 0 }) - 1;
      indices.set(key, index);
    }
    species[index]!.atoms++;
    of[i] = index;
  }
  return { species, of };
}

/** "H.75", "H1.25": pseudo-hydrogen of a nuclear charge in e, named as VASP names its potentials. */
export const pseudoLabel = (valenceE: number): string =>
  `H${String(valenceE).replace(/^0\./, '.')}`;

/** Column of nuclear charges, which are those of the elements but for pseudo-hydrogen. */
export const NUCLEAR_CHARGE = 'nuclear_charge_e';

/**
 * Labels of species that no two share, for codes that want an element and a figure (pw.x, CP2K): the symbol, for
 * pseudo-hydrogen H1, H2, … in the order of the species.
 */
export function numberedLabels(species: readonly Species[]): readonly string[] {
  let count = 0;
  return species.map(({ symbol, valenceE }) =>
    valenceE === null ? symbol : `${symbol}${++count}`,
  );
}
