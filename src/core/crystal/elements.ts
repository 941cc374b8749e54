// biome-ignore-all format: data tables, sixteen elements a line

/** Element symbols by atomic number; index 0 is the empty string. */
export const SYMBOLS: readonly string[] = [
  '',
  'H', 'He', 'Li', 'Be', 'B', 'C', 'N', 'O', 'F', 'Ne', 'Na', 'Mg', 'Al', 'Si', 'P', 'S',
  'Cl', 'Ar', 'K', 'Ca', 'Sc', 'Ti', 'V', 'Cr', 'Mn', 'Fe', 'Co', 'Ni', 'Cu', 'Zn', 'Ga', 'Ge',
  'As', 'Se', 'Br', 'Kr', 'Rb', 'Sr', 'Y', 'Zr', 'Nb', 'Mo', 'Tc', 'Ru', 'Rh', 'Pd', 'Ag', 'Cd',
  'In', 'Sn', 'Sb', 'Te', 'I', 'Xe', 'Cs', 'Ba', 'La', 'Ce', 'Pr', 'Nd', 'Pm', 'Sm', 'Eu', 'Gd',
  'Tb', 'Dy', 'Ho', 'Er', 'Tm', 'Yb', 'Lu', 'Hf', 'Ta', 'W', 'Re', 'Os', 'Ir', 'Pt', 'Au', 'Hg',
  'Tl', 'Pb', 'Bi', 'Po', 'At', 'Rn', 'Fr', 'Ra', 'Ac', 'Th', 'Pa', 'U', 'Np', 'Pu', 'Am', 'Cm',
];

const NUMBERS: ReadonlyMap<string, number> = new Map(SYMBOLS.map((s, z) => [s, z]));

/** Atomic number of a symbol ("Cs"), or undefined. */
export const atomicNumber = (symbol: string): number | undefined =>
  symbol === '' ? undefined : NUMBERS.get(symbol);

/** Covalent radii, Å. @see Cordero et al., Dalton Trans. 2008, 2832, doi 10.1039/b801115j */
export const COVALENT_RADIUS_ANG: readonly number[] = [
  0,
  0.31, 0.28, 1.28, 0.96, 0.84, 0.76, 0.71, 0.66, 0.57, 0.58, 1.66, 1.41, 1.21, 1.11, 1.07, 1.05,
  1.02, 1.06, 2.03, 1.76, 1.70, 1.60, 1.53, 1.39, 1.39, 1.32, 1.26, 1.24, 1.32, 1.22, 1.22, 1.20,
  1.19, 1.20, 1.20, 1.16, 2.20, 1.95, 1.90, 1.75, 1.64, 1.54, 1.47, 1.46, 1.42, 1.39, 1.45, 1.44,
  1.42, 1.39, 1.39, 1.38, 1.39, 1.40, 2.44, 2.15, 2.07, 2.04, 2.03, 2.01, 1.99, 1.98, 1.98, 1.96,
  1.94, 1.92, 1.92, 1.89, 1.90, 1.87, 1.87, 1.75, 1.70, 1.62, 1.51, 1.44, 1.41, 1.36, 1.36, 1.32,
  1.45, 1.46, 1.48, 1.40, 1.50, 1.50, 2.60, 2.21, 2.15, 2.06, 2.00, 1.96, 1.90, 1.87, 1.80, 1.69,
];

/**
 * Van der Waals radii, Å; NaN where none is given.
 * @see S. Alvarez, Dalton Trans. 2013, 42, 8617, doi 10.1039/c3dt50599e; the same as in ASE, which a test compares
 */
export const VDW_RADIUS_ANG: readonly number[] = [
  Number.NaN,
  1.20, 1.43, 2.12, 1.98, 1.91, 1.77, 1.66, 1.50, 1.46, 1.58, 2.50, 2.51, 2.25, 2.19, 1.90, 1.89,
  1.82, 1.83, 2.73, 2.62, 2.58, 2.46, 2.42, 2.45, 2.45, 2.44, 2.40, 2.40, 2.38, 2.39, 2.32, 2.29,
  1.88, 1.82, 1.86, 2.25, 3.21, 2.84, 2.75, 2.52, 2.56, 2.45, 2.44, 2.46, 2.44, 2.15, 2.53, 2.49,
  2.43, 2.42, 2.47, 1.99, 2.04, 2.06, 3.48, 3.03, 2.98, 2.88, 2.92, 2.95, Number.NaN, 2.90, 2.87, 2.83,
  2.79, 2.87, 2.81, 2.83, 2.79, 2.80, 2.74, 2.63, 2.53, 2.57, 2.49, 2.48, 2.41, 2.29, 2.32, 2.45,
  2.47, 2.60, 2.54, Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 2.80, 2.93, 2.88, 2.71, 2.82, 2.81, 2.83, 3.05,
];

/** Standard atomic weights, u. @see IUPAC abridged standard atomic weights 2021 */
export const MASS_U: readonly number[] = [
  0,
  1.008, 4.0026, 6.94, 9.0122, 10.81, 12.011, 14.007, 15.999, 18.998, 20.180, 22.990, 24.305, 26.982, 28.085, 30.974, 32.06,
  35.45, 39.95, 39.098, 40.078, 44.956, 47.867, 50.942, 51.996, 54.938, 55.845, 58.933, 58.693, 63.546, 65.38, 69.723, 72.630,
  74.922, 78.971, 79.904, 83.798, 85.468, 87.62, 88.906, 91.224, 92.906, 95.95, 97, 101.07, 102.91, 106.42, 107.87, 112.41,
  114.82, 118.71, 121.76, 127.60, 126.90, 131.29, 132.91, 137.33, 138.91, 140.12, 140.91, 144.24, 145, 150.36, 151.96, 157.25,
  158.93, 162.50, 164.93, 167.26, 168.93, 173.05, 174.97, 178.49, 180.95, 183.84, 186.21, 190.23, 192.22, 195.08, 196.97, 200.59,
  204.38, 207.2, 208.98, 209, 210, 222, 223, 226, 227, 232.04, 231.04, 238.03, 237, 244, 243, 247,
];

/** Pauling electronegativities; 0 where none is tabulated. @see CRC Handbook of Chemistry and Physics */
export const ELECTRONEGATIVITY: readonly number[] = [
  0,
  2.20, 0.00, 0.98, 1.57, 2.04, 2.55, 3.04, 3.44, 3.98, 0.00, 0.93, 1.31, 1.61, 1.90, 2.19, 2.58,
  3.16, 0.00, 0.82, 1.00, 1.36, 1.54, 1.63, 1.66, 1.55, 1.83, 1.88, 1.91, 1.90, 1.65, 1.81, 2.01,
  2.18, 2.55, 2.96, 3.00, 0.82, 0.95, 1.22, 1.33, 1.60, 2.16, 1.90, 2.20, 2.28, 2.20, 1.93, 1.69,
  1.78, 1.96, 2.05, 2.10, 2.66, 2.60, 0.79, 0.89, 1.10, 1.12, 1.13, 1.14, 1.13, 1.17, 1.20, 1.20,
  1.10, 1.22, 1.23, 1.24, 1.25, 1.10, 1.27, 1.30, 1.50, 2.36, 1.90, 2.20, 2.20, 2.28, 2.54, 2.00,
  1.62, 1.87, 2.02, 2.00, 2.20, 2.20, 0.70, 0.90, 1.10, 1.30, 1.50, 1.38, 1.36, 1.28, 1.13, 1.28,
];

/** Common oxidation states, the usual one first. Elements that are not listed have none. */
export const OXIDATION_STATES: Readonly<Record<string, readonly number[]>> = {
  H: [1, -1], Li: [1], Be: [2], B: [3], C: [4, -4], N: [-3, 5, 3], O: [-2], F: [-1],
  Na: [1], Mg: [2], Al: [3], Si: [4, -4], P: [5, 3, -3], S: [-2, 6, 4], Cl: [-1], K: [1],
  Ca: [2], Sc: [3], Ti: [4, 3, 2], V: [5, 4, 3, 2], Cr: [3, 6, 2], Mn: [2, 4, 3, 7], Fe: [3, 2], Co: [2, 3],
  Ni: [2, 3], Cu: [2, 1], Zn: [2], Ga: [3], Ge: [4, 2], As: [3, 5, -3], Se: [-2, 4, 6], Br: [-1],
  Rb: [1], Sr: [2], Y: [3], Zr: [4], Nb: [5, 4, 3], Mo: [6, 4], Tc: [7, 4], Ru: [4, 3],
  Rh: [3, 4], Pd: [2, 4], Ag: [1], Cd: [2], In: [3, 1], Sn: [4, 2], Sb: [3, 5, -3], Te: [-2, 4, 6],
  I: [-1, 5, 7], Cs: [1], Ba: [2], La: [3], Ce: [4, 3], Pr: [3, 4], Nd: [3], Pm: [3],
  Sm: [3, 2], Eu: [3, 2], Gd: [3], Tb: [3, 4], Dy: [3], Ho: [3], Er: [3], Tm: [3, 2],
  Yb: [3, 2], Lu: [3], Hf: [4], Ta: [5, 4], W: [6, 4], Re: [7, 4], Os: [4], Ir: [4, 3],
  Pt: [4, 2], Au: [3, 1], Hg: [2, 1], Tl: [1, 3], Pb: [2, 4], Bi: [3, 5], Ra: [2], Ac: [3],
  Th: [4], Pa: [5], U: [6, 4], Np: [5], Pu: [4], Am: [3], Cm: [3],
};

/**
 * Non-metals, whose bonds to each other are covalent: H, He, B to Ne, Si to Ar, Ge to Kr, Te to Xe, At and Rn. B, Si,
 * Ge, As and Te count, so that borates, silicates, germanates, arsenates and tellurates are ions too; a network of them
 * that has no end (silicon, quartz) is a framework all the same.
 */
export const isNonMetal = (z: number): boolean =>
  z <= 2 ||
  (z >= 5 && z <= 10) ||
  (z >= 14 && z <= 18) ||
  (z >= 32 && z <= 36) ||
  (z >= 52 && z <= 54) ||
  z === 85 ||
  z === 86;
