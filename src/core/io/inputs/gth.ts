import { composition } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';

/** What CP2K brings for an element: the pseudopotential GTH-PBE and the basis set DZVP-MOLOPT-SR-GTH. */
interface GthElement {
  readonly valenceElectrons: number;
  readonly basisFunctions: number;
}

/**
 * Elements with their valence electrons ("Fe16"), by the number of basis functions. Counted in GTH_POTENTIALS,
 * BASIS_MOLOPT and BASIS_MOLOPT_UCL of CP2K 2023.1.
 */
const BY_FUNCTIONS: Readonly<Record<number, string>> = {
  5: 'H1 He2',
  6: 'Li3 Be4',
  9: 'Na9 Mg10',
  13: 'B3 C4 N5 O6 F7 Ne8 Al3 Si4 P5 S6 Cl7 Ar8 Ge4 As5 Se6 Br7 Kr8 Sn4 Sb5 Te6 I7 Xe8 Pb4 Bi5 Po6 At7 Rn8',
  14: 'K9 Ca10 Rb9 Sr10 Cs9 Ba10',
  25: 'Cu11 Zn12 Ga13 Pd18 Ag11 Cd12 In13 Au11 Hg12 Tl13',
  26: 'Sc11 Ti12 V13 Cr14 Mn15 Fe16 Co17 Ni18 Y11 Zr12 Nb13 Mo14 Tc15 Ru16 Rh17 La11 Hf12 Ta13 W14 Re15 Os16 Ir17 Pt18',
  42: 'Ce12 Pr13 Nd14 Pm15 Sm16 Eu17 Gd18 Tb19 Dy20 Ho21 Er22 Tm23 Yb24 Lu25',
};

const GTH: ReadonlyMap<string, GthElement> = new Map(
  Object.entries(BY_FUNCTIONS).flatMap(([functions, elements]) =>
    elements.split(' ').map((text) => {
      const [, symbol, electrons] = /^([A-Z][a-z]?)(\d+)$/.exec(text)!;
      const element = { valenceElectrons: Number(electrons), basisFunctions: Number(functions) };
      return [symbol!, element] as const;
    }),
  ),
);

/** Valence electrons of a usual pseudopotential, those of GTH-PBE; null for an element that it lacks. */
export const valenceElectrons = (symbol: string): number | null =>
  GTH.get(symbol)?.valenceElectrons ?? null;

/**
 * Electrons and basis functions of a whole cell in CP2K.
 * @throws `no-potential` for elements that CP2K brings no such potential for
 */
export function gthTotals(numbers: ArrayLike<number>): {
  readonly electrons: number;
  readonly functions: number;
} {
  const counts = Object.entries(composition(numbers));
  const species = counts.map(([symbol]) => symbol).filter((symbol) => !GTH.has(symbol));
  if (species.length > 0) throw new EpistackError({ code: 'no-potential', species });
  const sum = (of: keyof GthElement) =>
    counts.reduce((total, [symbol, n]) => total + n * GTH.get(symbol)![of], 0);
  return { electrons: sum('valenceElectrons'), functions: sum('basisFunctions') };
}
