/** Pair forms as LAMMPS names them, all in the serial build for browsers. */
export type Coefficients =
  /** 4ε[(σ/r)¹² − (σ/r)⁶]. */
  | { readonly form: 'lj/cut'; readonly epsilonKcalMol: number; readonly sigmaAng: number }
  /** A e^(−r/ρ) − C/r⁶. */
  | {
      readonly form: 'buck';
      readonly aKcalMol: number;
      readonly rhoAng: number;
      readonly cKcalMolAng6: number;
    }
  /** A e^((σ−r)/ρ) − C/r⁶ − D/r⁸. */
  | {
      readonly form: 'born';
      readonly aKcalMol: number;
      readonly rhoAng: number;
      readonly sigmaAng: number;
      readonly cKcalMolAng6: number;
      readonly dKcalMolAng8: number;
    };

export interface Citation {
  readonly cite: string;
  /** "doi 10.…" or "arXiv:…". */
  readonly id: string;
}

/** A lattice constant computed from the set at 0 K and 0 pressure, which can be reproduced. */
export interface LatticeCheck {
  readonly crystal: string;
  /** a, and c where it is another, with this set's own Coulomb sum. */
  readonly edgesAng: readonly number[];
  /** The same with full Ewald sums (native LAMMPS, PPPM), the cut-off of the pair form unchanged. */
  readonly ewaldAng: readonly number[];
}

/** Parameters that may be used together. Species of different sets have no terms between them. */
export interface PotentialSet {
  readonly id: string;
  readonly label: string;
  readonly cutoffAng: number;
  /**
   * Damping of the shifted-force Coulomb sum, 1/Å; its cut-off is 12 Å. With 0.2, lattices are within 0.25 % of those
   * by full Ewald sums; a weak 0.05 makes them 0.1 to 0.8 % too long, and forces 20 times worse.
   */
  readonly dampingPerAng: number;
  /** How two species that `pairs` does not list interact. */
  readonly mixing: 'Lorentz–Berthelot' | 'none';
  /** Point charges, e. */
  readonly ions: Readonly<Record<string, readonly [chargeE: number, source: Citation]>>;
  readonly pairs: readonly (readonly [a: string, b: string, Coefficients])[];
  /** Remarks besides mixing and the general limits of fixed-charge pair models. */
  readonly notes: readonly string[];
  readonly checks: readonly LatticeCheck[];
}

/** CODATA 2018: e·N_A and R, over the thermochemical 4184 J. */
const EV = 96485.33212 / 4184;
const KELVIN = 8.314462618 / 4184;
/** 10⁻¹⁹ J, the unit of Tosi and Fumi, in eV. */
const TENTH_AJ = 1 / 1.602176634;

const PASCAZIO_2022: Citation = {
  cite: 'Pascazio, Zaccaria, van Beek, Infante, J. Phys. Chem. C 2022, 126, 9898, Table 1, NC core',
  id: 'doi 10.1021/acs.jpcc.2c00600',
};
const GRUNWALD_2012: Citation = {
  cite: 'Grünwald, Zayak, Neaton, Geissler, Rabani, J. Chem. Phys. 2012, 136, 234111',
  id: 'arXiv:1201.2992',
};
const RAHMAN_1964: Citation = {
  cite: 'Rahman, Phys. Rev. 1964, 136, A405',
  id: 'doi 10.1103/PhysRev.136.A405',
};
const LEWIS_CATLOW_1985: Citation = {
  cite: 'Lewis, Catlow, J. Phys. C: Solid State Phys. 1985, 18, 1149',
  id: 'doi 10.1088/0022-3719/18/6/010',
};
const FUMI_TOSI_1964: Citation = {
  cite: 'Fumi, Tosi, J. Phys. Chem. Solids 1964, 25, 31, as tabulated by Lewis, Singer, Woodcock, J. Chem. Soc., Faraday Trans. 2 1975, 71, 301',
  id: 'doi 10.1039/F29757100301',
};
const MATSUI_AKAOGI_1991: Citation = {
  cite: 'Matsui, Akaogi, Mol. Simul. 1991, 6, 239',
  id: 'doi 10.1080/08927029108022432',
};

const lj = (a: string, b: string, epsilonKcalMol: number, sigmaAng: number) =>
  [a, b, { form: 'lj/cut', epsilonKcalMol, sigmaAng }] as const;

/** A and C in eV and eV·Å⁶, as printed. */
const buck = (a: string, b: string, aEv: number, rhoAng: number, cEv: number) =>
  [a, b, { form: 'buck', aKcalMol: aEv * EV, rhoAng, cKcalMolAng6: cEv * EV }] as const;

/** b = 0.338·10⁻¹⁹ J times Pauling's factor; C in 10⁻⁷⁹ J·m⁶, D in 10⁻⁹⁹ J·m⁸; 1/ρ = 3.15/Å. */
const tosiFumi = (a: string, b: string, pauling: number, sigmaAng: number, c: number, d: number) =>
  [
    a,
    b,
    {
      form: 'born',
      aKcalMol: 0.338 * pauling * TENTH_AJ * EV,
      rhoAng: 1 / 3.15,
      sigmaAng,
      cKcalMolAng6: c * TENTH_AJ * EV,
      dKcalMolAng8: d * TENTH_AJ * EV,
    },
  ] as const;

/** The first set that knows all species of a cell is taken. */
export const POTENTIAL_SETS: readonly PotentialSet[] = [
  {
    id: 'lj-ions',
    label: '12-6 Lennard-Jones and partial point charges',
    cutoffAng: 10,
    dampingPerAng: 0.2,
    mixing: 'Lorentz–Berthelot',
    ions: {
      Cs: [0.5068, PASCAZIO_2022],
      Pb: [1.0136, PASCAZIO_2022],
      Br: [-0.5068, PASCAZIO_2022],
      Cd: [1.18, GRUNWALD_2012],
      Zn: [1.18, GRUNWALD_2012],
      S: [-1.18, GRUNWALD_2012],
      Ar: [0, RAHMAN_1964],
    },
    pairs: [
      lj('Cs', 'Cs', 0.04498, 4.62),
      lj('Cs', 'Pb', 0.17273, 3.54),
      lj('Cs', 'Br', 0.10629, 3.96),
      lj('Pb', 'Pb', 0.663, 6.04),
      lj('Pb', 'Br', 0.40794, 3.06),
      lj('Br', 'Br', 0.25098, 4.2),
      lj('Cd', 'Cd', 0.03338, 1.98),
      lj('S', 'S', 0.03279, 4.9),
      lj('Zn', 'Zn', 35.766, 0.02),
      lj('Ar', 'Ar', 120 * KELVIN, 3.4),
    ],
    notes: [],
    checks: [
      { crystal: 'CdS zinc blende', edgesAng: [5.828], ewaldAng: [5.826] },
      { crystal: 'ZnS zinc blende', edgesAng: [5.479], ewaldAng: [5.478] },
      { crystal: 'CsPbBr3 cubic perovskite', edgesAng: [5.998], ewaldAng: [5.992] },
      { crystal: 'Ar fcc', edgesAng: [5.2577], ewaldAng: [5.2577] },
    ],
  },
  {
    id: 'matsui-akaogi',
    label: 'Buckingham and partial charges, TiO2',
    cutoffAng: 10,
    dampingPerAng: 0.2,
    mixing: 'none',
    ions: { Ti: [2.196, MATSUI_AKAOGI_1991], O: [-1.098, MATSUI_AKAOGI_1991] },
    pairs: [
      buck('Ti', 'Ti', 31120.1, 0.154, 5.25),
      buck('Ti', 'O', 16957.53, 0.194, 12.59),
      buck('O', 'O', 11782.76, 0.234, 30.22),
    ],
    notes: [],
    checks: [{ crystal: 'TiO2 rutile', edgesAng: [4.4923, 3.0119], ewaldAng: [4.4933, 3.0087] }],
  },
  {
    id: 'lewis-catlow',
    label: 'Buckingham and formal charges, oxides',
    cutoffAng: 10,
    dampingPerAng: 0.2,
    mixing: 'none',
    ions: {
      Mg: [2, LEWIS_CATLOW_1985],
      Ca: [2, LEWIS_CATLOW_1985],
      Sr: [2, LEWIS_CATLOW_1985],
      Ba: [2, LEWIS_CATLOW_1985],
      Ti: [4, LEWIS_CATLOW_1985],
      O: [-2, LEWIS_CATLOW_1985],
    },
    pairs: [
      buck('Mg', 'O', 821.6, 0.3242, 0),
      buck('Ca', 'O', 1228.9, 0.3372, 0),
      buck('Sr', 'O', 1400, 0.35, 0),
      buck('Ba', 'O', 931.7, 0.3949, 0),
      buck('Ti', 'O', 754.2, 0.3879, 0),
      buck('O', 'O', 22764.3, 0.149, 27.88),
    ],
    notes: [
      'rigid ions: the polarisable shell of oxygen is left out; cations repel by their charges alone, as published',
      'fitted to the binary oxides: at 0 K the edge of SrTiO3 comes out 1.6 % above 3.905 Å',
    ],
    checks: [
      { crystal: 'MgO rocksalt', edgesAng: [4.2146], ewaldAng: [4.2108] },
      { crystal: 'CaO rocksalt', edgesAng: [4.8031], ewaldAng: [4.8094] },
      { crystal: 'SrO rocksalt', edgesAng: [5.1604], ewaldAng: [5.1569] },
      { crystal: 'BaO rocksalt', edgesAng: [5.5204], ewaldAng: [5.5132] },
      { crystal: 'SrTiO3 cubic perovskite', edgesAng: [3.9681], ewaldAng: [3.9767] },
    ],
  },
  {
    id: 'tosi-fumi',
    label: 'Born–Mayer–Huggins and formal charges, NaCl',
    cutoffAng: 10,
    dampingPerAng: 0.2,
    mixing: 'none',
    ions: { Na: [1, FUMI_TOSI_1964], Cl: [-1, FUMI_TOSI_1964] },
    pairs: [
      tosiFumi('Na', 'Na', 1.25, 2.34, 1.68, 0.8),
      tosiFumi('Na', 'Cl', 1, 2.755, 11.2, 13.9),
      tosiFumi('Cl', 'Cl', 0.75, 3.17, 116, 233),
    ],
    notes: [],
    checks: [{ crystal: 'NaCl rocksalt', edgesAng: [5.6211], ewaldAng: [5.6193] }],
  },
];
