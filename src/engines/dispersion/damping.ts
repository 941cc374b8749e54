/**
 * Forms of the damping at short distances of the DFT-D3 method: zero, of Grimme, Antony, Ehrlich and Krieg,
 * J. Chem. Phys. 132, 154104 (2010); bj, of Grimme, Ehrlich and Goerigk, J. Comput. Chem. 32, 1456 (2011).
 */
export const DAMPINGS = ['bj', 'zero'] as const;
export type Damping = (typeof DAMPINGS)[number];

/** A dispersion term or none: what a person chooses. */
export const DISPERSIONS = ['none', ...DAMPINGS] as const;
export type DispersionChoice = (typeof DISPERSIONS)[number];

/**
 * With the paper's protocol, which is of PBE with D3, unless something else is chosen: zero damping, as in the input sets for
 * other codes.
 */
export const PAPER_DISPERSION: DispersionChoice = 'zero';

export const DISPERSION_NAMES: Readonly<Record<Damping, string>> = {
  bj: 'D3(BJ)',
  zero: 'D3(0)',
};

/** Parameters that the papers give for PBE; s6 is 1 in both, and there is no term of three bodies. */
const PBE = {
  bj: { s8: 0.7875, a1: 0.4289, a2Bohr: 4.4407 },
  zero: { s8: 0.722, sr6: 1.217, sr8: 1 },
} as const;

/** What the pair term of two elements is made of besides C6, in atomic units. */
export interface PairDamping {
  /** s8 C8/C6. */
  readonly eighth: number;
  /** Of the sixth power: f⁶ of bj, 6 (sr6 R0)¹⁴ of zero. */
  readonly six: number;
  /** Of the eighth power: f⁸ of bj, 6 (sr8 R0)¹⁶ of zero. */
  readonly eight: number;
}

/**
 * @param ratio C8/C6 of the pair, a0²
 * @param cutoffRadiusBohr R0 of the pair; zero damping alone takes it
 */
export function pairDamping(
  damping: Damping,
  ratio: number,
  cutoffRadiusBohr: number,
): PairDamping {
  if (damping === 'bj') {
    const { s8, a1, a2Bohr } = PBE.bj;
    const f = a1 * Math.sqrt(ratio) + a2Bohr;
    return { eighth: s8 * ratio, six: f ** 6, eight: f ** 8 };
  }
  const { s8, sr6, sr8 } = PBE.zero;
  return {
    eighth: s8 * ratio,
    six: 6 * (sr6 * cutoffRadiusBohr) ** 14,
    eight: 6 * (sr8 * cutoffRadiusBohr) ** 16,
  };
}
