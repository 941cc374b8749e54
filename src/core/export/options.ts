import type { SlabBox } from '#core/export/references/references.ts';
import { PAPER_VASP, type Snapshots, type VaspOptions } from '#core/export/vasp/vaspSets.ts';
import { DEFAULT_PW } from './writeFile.ts';

/** Everything that goes out as a set of files. */
export const SET_IDS = [
  'vasp-relax',
  'vasp-static',
  'vasp-md',
  'vasp-namd',
  'lammps',
  'qe',
  'cp2k',
  'ase',
  'references',
] as const;
export type SetId = (typeof SET_IDS)[number];

export interface ExportOptions {
  /** The codes besides VASP take dispersion, dipole, meshes and job from here as well. */
  readonly vasp: VaspOptions;
  readonly wavefunctionRy: number;
  readonly densityRy: number;
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
  atomBudget: null,
  slabBox: 'vacuum',
  snapshots: null,
};

/** What LAMMPS' own writer gives; it lives beside the engine. */
export interface LammpsFiles {
  /** in.lammps and structure.data. */
  readonly script: string;
  readonly data: string;
  /** Of the velocities in `script`; 1 where none is named. */
  readonly seed?: number;
  readonly assumptions: readonly string[];
}
