import type { CifSymmetry } from '#core/io/cif/cifWrite.ts';
import type { Periodic } from './atomsFile.ts';

/** What is known of atoms besides their places. A writer takes of it what its format has room for. */
export interface Metadata {
  /** Name of the structure, one line; absent or blank: writers take the formula. */
  readonly title?: string;
  /** For formats that have one line and nothing else: the title, and where the atoms come from. */
  readonly caption?: string;
  /** Where the atoms come from, for formats that have comments. */
  readonly comments?: readonly string[];
  /** What to know before an input of a code is used. */
  readonly remarks?: readonly string[];
  /** Where the atoms come from by key, for formats that have pairs of key and value. */
  readonly info?: Readonly<Record<string, string>>;
  /** By layer index: one word ("film1"), and a name ("film1: CdS"). */
  readonly layers?: readonly LayerName[];
  /** 3N, 1 = fixed along x, y, z. */
  readonly frozen?: Uint8Array | null;
  /** N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; absent or null: there is none. */
  readonly valencesE?: Float64Array | null;
  /** N formal charges, e, NaN where unknown; absent: none are written. */
  readonly charges?: Float64Array;
  /** Starting moments in Bohr magnetons by element, others 0; absent or null: none. */
  readonly moments?: Readonly<Record<string, number>> | null;
  /** Time of the frame, fs, where it is known. */
  readonly timeFs?: number | null;
  /** Along a, b, c; absent: all three. */
  readonly periodic?: Periodic;
  /** Decimals, where not the format's own. */
  readonly digits?: number;
  readonly coordinates?: 'direct' | 'cartesian';
  /** Symmetry of exactly these atoms; absent or null: all atoms are listed. */
  readonly symmetry?: CifSymmetry | null;
}

export interface LayerName {
  readonly word: string;
  readonly name: string;
}

export interface HubbardU {
  /** 1 p, 2 d, 3 f. */
  readonly l: 1 | 2 | 3;
  readonly uEV: number;
  readonly jEV: number;
}

/** Settings that the codes of electronic structure share. */
export interface Calculation {
  readonly task: 'relax' | 'static';
  /** Γ-centred. */
  readonly mesh: readonly [number, number, number];
  readonly wavefunctionRy: number;
  readonly densityRy: number;
  readonly dispersion: 'd3-zero' | 'd3-bj' | 'none';
  /** Starting moments in Bohr magnetons by element; null: no spin polarisation. */
  readonly moments: Readonly<Record<string, number>> | null;
  /** On-site repulsion (DFT+U after Dudarev) by element; null: none. */
  readonly hubbard: Readonly<Record<string, HubbardU>> | null;
  /**
   * Correction of the dipole along c: where its sawtooth turns back, as fractions of c, in the vacuum; and whether a
   * slab has a formal dipole, or may have one since its charges are not known.
   */
  readonly dipole: {
    readonly begin: number;
    readonly width: number;
    readonly isPolar: boolean;
  } | null;
}
