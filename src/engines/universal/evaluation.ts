/** What the potential says of a structure. */
export interface Evaluation {
  readonly energyEv: number;
  /** N, eV, of the model: their sum is the energy without dispersion. */
  readonly atomEnergiesEv: Float64Array;
  /** 3N, eV/Å. */
  readonly forces: Float64Array;
  /** 3×3, (1/V) ∂E/∂ε, eV/Å³: positive where the cell wants to shrink. */
  readonly stress: Float64Array;
  /** Directed pairs within the cutoff. */
  readonly edges: number;
  /** What the energy holds of dispersion, eV; null without the term. */
  readonly dispersionEv: number | null;
}
