import type { SlabBox } from '#core/export/references/references.ts';
import { PAPER_VASP, type Snapshots, type VaspOptions } from '#core/export/vasp/vaspOptions.ts';

/** Default cut-offs; to be replaced by those of the pseudopotentials that are used. */
export const DEFAULT_PW = { wavefunctionRy: 50, densityRy: 400 } as const;

export interface ExportOptions {
  /** The codes besides VASP take dispersion, dipole, meshes and job from here as well. */
  readonly vasp: VaspOptions;
  readonly wavefunctionRy: number;
  readonly densityRy: number;
  /** Coulomb sums of LAMMPS: damped and ended at 12 Å, or whole by PPPM. */
  readonly kspace: 'dsf' | 'pppm';
  /** More atoms are warned of; null states no budget. */
  readonly atomBudget: number | null;
  /** Cell of the free slabs among the references. */
  readonly slabBox: SlabBox;
  /** Frames for `vasp-namd`; null leaves them to the script in the bundle. */
  readonly snapshots: Snapshots | null;
}

export const DEFAULT_EXPORT: ExportOptions = {
  vasp: PAPER_VASP,
  ...DEFAULT_PW,
  kspace: 'dsf',
  atomBudget: null,
  slabBox: 'vacuum',
  snapshots: null,
};
