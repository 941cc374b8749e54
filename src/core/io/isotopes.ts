import { atomicNumber } from '#core/crystal/elements.ts';

// Deuterium and tritium have symbols of their own in files; here they are hydrogen, as no structure holds masses.

/** Masses of their atoms, u. @see AME2020, Wang et al., Chin. Phys. C 2021, 45, 030003 */
const ISOTOPE_MASS_U: Readonly<Record<string, number>> = { D: 2.014, T: 3.016 };
const SAME_MASS_U = 0.01;

/** Whether a symbol of a file is an isotope of hydrogen. */
export const isIsotope = (symbol: string): boolean => Object.hasOwn(ISOTOPE_MASS_U, symbol);

/** Atomic number of a symbol in a file, or undefined. */
export const elementInFile = (symbol: string): number | undefined =>
  atomicNumber(isIsotope(symbol) ? 'H' : symbol);

/** The isotope of hydrogen that has a mass, or undefined. */
export const isotopeOfMass = (massU: number): string | undefined =>
  Object.keys(ISOTOPE_MASS_U).find((s) => Math.abs(ISOTOPE_MASS_U[s]! - massU) < SAME_MASS_U);

/** What a reader says of the isotopes among the symbols of a file; nothing where there are none. */
export function isotopeNotes(symbols: Iterable<string>): readonly string[] {
  const found = [...new Set(symbols)].filter(isIsotope).sort();
  return found.length === 0
    ? []
    : [
        `${found.join(' and ')} ${found.length === 1 ? 'is' : 'are'} read as hydrogen: the isotope is not kept, and runs and exports take the mass of H`,
      ];
}
