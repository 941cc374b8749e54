import { expect, test } from 'vitest';
import { atomicNumber, SYMBOLS } from '#core/crystal/elements.ts';
import { guessCharges } from '#core/crystal/oxidation/oxidation.ts';
import { crystalOfFile } from '#core/io/crystalFile.ts';
import { readAtoms } from '#core/io/readAtoms.ts';

type Placed = readonly [symbol: string, x: number, y: number, z: number];

/** `n` atoms around the origin: a line, a triangle, a tetrahedron or an octahedron. */
function around(symbol: string, n: number, ang: number): Placed[] {
  const t = 1 / Math.sqrt(3);
  const s = Math.sqrt(3) / 2;
  const ways: Readonly<Record<number, readonly (readonly [number, number, number])[]>> = {
    2: [
      [1, 0, 0],
      [-1, 0, 0],
    ],
    3: [
      [1, 0, 0],
      [-0.5, s, 0],
      [-0.5, -s, 0],
    ],
    4: [
      [t, t, t],
      [t, -t, -t],
      [-t, t, -t],
      [-t, -t, t],
    ],
    6: [
      [1, 0, 0],
      [-1, 0, 0],
      [0, 1, 0],
      [0, -1, 0],
      [0, 0, 1],
      [0, 0, -1],
    ],
  };
  return ways[n]!.map(([x, y, z]) => [symbol, ang * x, ang * y, ang * z] as const);
}

const star = (centre: string, ligand: string, n: number, ang: number): Placed[] => [
  [centre, 0, 0, 0],
  ...around(ligand, n, ang),
];

/** A flat ring of equal sides with hydrogen on the atoms that are written with one: "CH", "NH", "N". */
function ring(members: readonly string[], side: number): Placed[] {
  const radius = side / (2 * Math.sin(Math.PI / members.length));
  return members.flatMap((member, k) => {
    const angle = (2 * Math.PI * k) / members.length;
    const at = (symbol: string, r: number): Placed => [
      symbol,
      r * Math.cos(angle),
      r * Math.sin(angle),
      0,
    ];
    return member.length === 1
      ? [at(member, radius)]
      : [at(member[0]!, radius), at('H', radius + 1.05)];
  });
}

const mirrored = (half: readonly Placed[]): Placed[] => [
  ...half,
  ...half.map(([s, x, y, z]): Placed => [s, x, -y, z]),
];

/** Bond lengths of textbooks, to some hundredths of an Å. */
const IONS: Readonly<Record<string, readonly Placed[]>> = {
  CH3NH3: [
    ['C', 0, 0, 0],
    ['N', 1.49, 0, 0],
    ['H', -0.36, 1.03, 0],
    ['H', -0.36, -0.51, 0.89],
    ['H', -0.36, -0.51, -0.89],
    ['H', 1.83, -0.97, 0],
    ['H', 1.83, 0.48, 0.84],
    ['H', 1.83, 0.48, -0.84],
  ],
  'CH(NH2)2': [
    ['C', 0, 0, 0],
    ['H', -1.09, 0, 0],
    ...mirrored([
      ['N', 0.66, 1.13, 0],
      ['H', 1.67, 1.13, 0],
      ['H', 0.15, 2, 0],
    ]),
  ],
  'CO(NH2)2': [
    ['C', 0, 0, 0],
    ['O', -1.25, 0, 0],
    ...mirrored([
      ['N', 0.7, 1.16, 0],
      ['H', 1.71, 1.16, 0],
      ['H', 0.2, 2.03, 0],
    ]),
  ],
  HCOO: [['C', 0, 0, 0], ['H', -1.1, 0, 0], ...mirrored([['O', 0.6, 1.1, 0]])],
  C2O4H2: [
    ['C', 0, 0, 0],
    ['O', -0.55, 1.08, 0],
    ['O', -0.6, -1.16, 0],
    ['H', -1.55, -1, 0],
    ['C', 1.54, 0, 0],
    ['O', 2.09, -1.08, 0],
    ['O', 2.14, 1.16, 0],
    ['H', 3.09, 1, 0],
  ],
  H2O: [
    ['O', 0, 0, 0],
    ['H', 0.96, 0, 0],
    ['H', -0.24, 0.93, 0],
  ],
  OH: [
    ['O', 0, 0, 0],
    ['H', 0.96, 0, 0],
  ],
  NH4: star('N', 'H', 4, 1.03),
  CO3: star('C', 'O', 3, 1.28),
  NO3: star('N', 'O', 3, 1.25),
  SO4: star('S', 'O', 4, 1.48),
  PO4: star('P', 'O', 4, 1.54),
  ClO4: star('Cl', 'O', 4, 1.44),
  PF6: star('P', 'F', 6, 1.6),
  S2O3: [...star('S', 'O', 4, 1.48).slice(0, 4), ['S', -1.16, -1.16, 1.16]],
  O2: [
    ['O', 0, 0, 0],
    ['O', 1.49, 0, 0],
  ],
  'O2 short': [
    ['O', 0, 0, 0],
    ['O', 1.3, 0, 0],
  ],
  S2: [
    ['S', 0, 0, 0],
    ['S', 2.16, 0, 0],
  ],
  CN: [
    ['C', 0, 0, 0],
    ['N', 1.16, 0, 0],
  ],
  C2: [
    ['C', 0, 0, 0],
    ['C', 1.2, 0, 0],
  ],
  CO: [
    ['C', 0, 0, 0],
    ['O', 1.13, 0, 0],
  ],
  SCN: [
    ['C', 0, 0, 0],
    ['S', 1.65, 0, 0],
    ['N', -1.16, 0, 0],
  ],
  N3: star('N', 'N', 2, 1.18),
  benzene: ring(['CH', 'CH', 'CH', 'CH', 'CH', 'CH'], 1.39),
  pyridinium: ring(['NH', 'CH', 'CH', 'CH', 'CH', 'CH'], 1.37),
  imidazolate: ring(['N', 'CH', 'N', 'CH', 'CH'], 1.36),
  imidazolium: ring(['NH', 'CH', 'NH', 'CH', 'CH'], 1.36),
  'C–N without H': [
    ['C', 0, 0, 0],
    ['N', 1.49, 0, 0],
  ],
};

/** {Ca: 1, CO3: 1} → the state of each element, of atoms and ions far apart; the states of one element if several. */
function guess(counts: Readonly<Record<string, number>>): Record<string, number | number[]> | null {
  const parts = Object.entries(counts).flatMap(([name, n]) =>
    Array<readonly Placed[]>(n).fill(IONS[name] ?? [[name, 0, 0, 0]]),
  );
  const apart = 9;
  const atoms = parts.flatMap((part, k) =>
    part.map(([s, x, y, z]): Placed => [s, x + apart * k, y, z]),
  );
  const charges = guessCharges({
    lattice: [apart * parts.length, 0, 0, 0, apart, 0, 0, 0, apart],
    numbers: atoms.map(([symbol]) => atomicNumber(symbol)!),
    xyz: atoms.flatMap(([, x, y, z]) => [x, y, z]),
  });
  if (charges === null) return null;
  expect(charges.reduce((sum, q) => sum + q, 0)).toBeCloseTo(0, 9);
  const of = new Map<string, Set<number>>();
  for (const [i, [symbol]] of atoms.entries())
    of.set(symbol, (of.get(symbol) ?? new Set()).add(charges[i]!));
  return Object.fromEntries(
    [...of].map(([s, states]) => [
      s,
      states.size === 1 ? [...states][0]! : [...states].sort((p, q) => p - q),
    ]),
  );
}

/*
 * Greenwood and Earnshaw, Chemistry of the Elements, 2nd ed. (1997), and for carbon, nitrogen and homonuclear bonds the
 * recommendations of IUPAC (Karen, McArdle, Takats, Pure Appl. Chem. 88 (2016) 831).
 */
test.each<[Record<string, number>, Record<string, number | number[]>]>([
  [
    { CH3NH3: 1, Pb: 1, I: 3 },
    { C: -2, N: -3, H: 1, Pb: 2, I: -1 },
  ],
  [
    { CH3NH3: 1, Pb: 1, Br: 3 },
    { C: -2, N: -3, H: 1, Pb: 2, Br: -1 },
  ],
  [
    { CH3NH3: 1, Sn: 1, I: 3 },
    { C: -2, N: -3, H: 1, Sn: 2, I: -1 },
  ],
  [
    { 'CH(NH2)2': 1, Pb: 1, Br: 3 },
    { C: 2, N: -3, H: 1, Pb: 2, Br: -1 },
  ],
  [{ 'CO(NH2)2': 2 }, { C: 4, N: -3, H: 1, O: -2 }],
  [
    { C2O4H2: 1, H2O: 2 },
    { C: 3, O: -2, H: 1 },
  ],
  [
    { Zn: 1, HCOO: 2 },
    { Zn: 2, C: 2, H: 1, O: -2 },
  ],
  [
    { CH3NH3: 1, Mn: 1, HCOO: 3 },
    { Mn: 2, C: [-2, 2], N: -3, H: 1, O: -2 },
  ],
  [
    { NH4: 1, Cl: 1 },
    { N: -3, H: 1, Cl: -1 },
  ],
  [
    { NH4: 1, NO3: 1 },
    { N: [-3, 5], H: 1, O: -2 },
  ],
  [
    { Ca: 1, CO3: 1 },
    { Ca: 2, C: 4, O: -2 },
  ],
  [
    { Fe: 1, CO3: 1 },
    { Fe: 2, C: 4, O: -2 },
  ],
  [
    { Li: 1, Fe: 1, PO4: 1 },
    { Li: 1, Fe: 2, P: 5, O: -2 },
  ],
  [
    { Fe: 1, PO4: 1 },
    { Fe: 3, P: 5, O: -2 },
  ],
  [
    { Ca: 5, PO4: 3, OH: 1 },
    { Ca: 2, P: 5, O: -2, H: 1 },
  ],
  [
    { Ca: 1, SO4: 1, H2O: 2 },
    { Ca: 2, S: 6, O: -2, H: 1 },
  ],
  [
    { Na: 2, S2O3: 1 },
    { Na: 1, S: 2, O: -2 },
  ],
  [
    { K: 1, ClO4: 1 },
    { K: 1, Cl: 7, O: -2 },
  ],
  [
    { Li: 1, PF6: 1 },
    { Li: 1, P: 5, F: -1 },
  ],
  [
    { Ba: 1, O2: 1 },
    { Ba: 2, O: -1 },
  ],
  [
    { K: 1, 'O2 short': 1 },
    { K: 1, O: -0.5 },
  ],
  [
    { Fe: 1, S2: 1 },
    { Fe: 2, S: -1 },
  ],
  [
    { K: 1, CN: 1 },
    { K: 1, C: 2, N: -3 },
  ],
  [
    { Ca: 1, C2: 1 },
    { Ca: 2, C: -1 },
  ],
  [
    { K: 1, SCN: 1 },
    { K: 1, C: 4, N: -3, S: -2 },
  ],
  [
    { Na: 1, N3: 1 },
    { Na: 1, N: -1 / 3 },
  ],
  [{ CO: 4 }, { C: 2, O: -2 }],
  [{ benzene: 4 }, { C: -1, H: 1 }],
  [
    { Zn: 1, imidazolate: 2 },
    { Zn: 2, C: [0, 2], N: -3, H: 1 },
  ],
  [
    { imidazolium: 1, Pb: 1, I: 3 },
    { Pb: 2, I: -1, C: [0, 2], N: -3, H: 1 },
  ],
  [
    { pyridinium: 1, Cl: 1 },
    { Cl: -1, C: [-1, 0.5], N: -3, H: 1 },
  ],
  [
    { Fe: 7, CN: 18 },
    { Fe: 18 / 7, C: 2, N: -3 },
  ],
  [
    { Cs: 1, Pb: 1, Br: 3 },
    { Cs: 1, Pb: 2, Br: -1 },
  ],
  [
    { Cs: 2, Ag: 1, Bi: 1, Br: 6 },
    { Cs: 1, Ag: 1, Bi: 3, Br: -1 },
  ],
  [
    { Pb: 1, O: 2 },
    { Pb: 4, O: -2 },
  ],
  [
    { Pb: 1, O: 1 },
    { Pb: 2, O: -2 },
  ],
  [
    { Pb: 3, O: 4 },
    { Pb: 8 / 3, O: -2 },
  ],
  [
    { Pb: 1, Ti: 1, O: 3 },
    { Pb: 2, Ti: 4, O: -2 },
  ],
  [
    { Sn: 1, O: 1 },
    { Sn: 2, O: -2 },
  ],
  [
    { Sn: 1, O: 2 },
    { Sn: 4, O: -2 },
  ],
  [
    { Fe: 1, O: 1 },
    { Fe: 2, O: -2 },
  ],
  [
    { Fe: 2, O: 3 },
    { Fe: 3, O: -2 },
  ],
  [
    { Fe: 3, O: 4 },
    { Fe: 8 / 3, O: -2 },
  ],
  [
    { Mn: 3, O: 4 },
    { Mn: 8 / 3, O: -2 },
  ],
  [
    { K: 1, Mn: 1, O: 4 },
    { K: 1, Mn: 7, O: -2 },
  ],
  [
    { Cu: 1, In: 1, Se: 2 },
    { Cu: 1, In: 3, Se: -2 },
  ],
  [
    { Cu: 2, Zn: 1, Sn: 1, S: 4 },
    { Cu: 1, Zn: 2, Sn: 4, S: -2 },
  ],
  [
    { Cu: 1, Fe: 1, S: 2 },
    { Cu: 1, Fe: 3, S: -2 },
  ],
  [
    { Cu: 1, O: 1 },
    { Cu: 2, O: -2 },
  ],
  [
    { Cu: 1, I: 1 },
    { Cu: 1, I: -1 },
  ],
  [
    { Fe: 1, Ti: 1, O: 3 },
    { Fe: 2, Ti: 4, O: -2 },
  ],
  [
    { Sr: 1, Ti: 1, O: 3 },
    { Sr: 2, Ti: 4, O: -2 },
  ],
  [
    { La: 1, Mn: 1, O: 3 },
    { La: 3, Mn: 3, O: -2 },
  ],
  [
    { Mo: 1, S: 2 },
    { Mo: 4, S: -2 },
  ],
  [
    { Ta: 1, S: 2 },
    { Ta: 4, S: -2 },
  ],
  [
    { Ti: 2, O: 4 },
    { Ti: 4, O: -2 },
  ],
  [
    { Li: 3, N: 1 },
    { Li: 1, N: -3 },
  ],
  [
    { Si: 1, C: 1 },
    { Si: 4, C: -4 },
  ],
  [
    { Ga: 1, N: 1 },
    { Ga: 3, N: -3 },
  ],
  [
    { In: 1, As: 1 },
    { In: 3, As: -3 },
  ],
  [{ Cu: 4 }, { Cu: 0 }],
])('%j', (counts, expected) => {
  const found = guess(counts)!;
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [symbol, states] of Object.entries(expected)) {
    const [p, q] = [[found[symbol]!].flat(), [states].flat()];
    expect(p.length, symbol).toBe(q.length);
    for (const [k, state] of p.entries()) expect(state, symbol).toBeCloseTo(q[k]!, 9);
  }
});

// Anions between two states whose atoms are not bonded; carbon and nitrogen whose hydrogen was not refined.
test.each([
  { Fe: 1, S: 2 },
  { Ni: 1, Ti: 1 },
  { Na: 2, O: 2 },
  { Ne: 1, He: 1 },
  { 'C–N without H': 1, Pb: 1, I: 3 },
  { CH3NH3: 2 },
])('%j has no guess', (counts) => expect(guess(counts)).toBeNull());

test('a CIF of pseudo-cubic CH3NH3PbI3: lead is +2, iodine −1, the methylammonium +1 in all', () => {
  const sites = [
    ['Pb', 0, 0, 0],
    ['I', 0.5, 0, 0],
    ['I', 0, 0.5, 0],
    ['I', 0, 0, 0.5],
    ...IONS['CH3NH3']!.map(
      ([s, x, y, z]) => [s, 0.38 + x / 6.3, 0.5 + y / 6.3, 0.5 + z / 6.3] as const,
    ),
  ].map(([s, ...xyz], i) => `${s}${i} ${s} ${xyz.join(' ')}`);
  const cif = [
    'data_MAPbI3',
    '_symmetry_space_group_name_H-M "P 1"',
    ...['a', 'b', 'c'].map((l) => `_cell_length_${l} 6.3`),
    ...['alpha', 'beta', 'gamma'].map((l) => `_cell_angle_${l} 90`),
    'loop_',
    '_atom_site_label',
    '_atom_site_type_symbol',
    '_atom_site_fract_x',
    '_atom_site_fract_y',
    '_atom_site_fract_z',
    ...sites,
  ].join('\n');
  const { crystal } = crystalOfFile(readAtoms(cif, 'mapi.cif').file);
  const states = new Map(
    Array.from(crystal.numbers, (z, i) => [SYMBOLS[z]!, crystal.charges![i]!]),
  );
  expect(Object.fromEntries(states)).toEqual({ Pb: 2, I: -1, C: -2, N: -3, H: 1 });
});
