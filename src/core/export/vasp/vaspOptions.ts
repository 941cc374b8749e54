import type { DipoleChoice } from '#core/export/dipole.ts';
import { DEFAULT_JOB, type JobOptions } from '#core/export/job/jobOptions.ts';
import type { MeshChoice } from '#core/export/kpoints.ts';
import type { HubbardU } from '#core/io/metadata.ts';
import type { Dispersion } from './vaspTags.ts';

export interface VaspOptions {
  readonly encutEV: number;
  readonly dispersion: Dispersion;
  readonly dipole: DipoleChoice;
  readonly magmom: Readonly<Record<string, number>> | null;
  readonly hubbard: Readonly<Record<string, HubbardU>> | null;
  /** For relaxation and dynamics. */
  readonly relaxMesh: MeshChoice;
  /** For static runs, density of states and snapshots. */
  readonly electronicMesh: MeshChoice;
  /** INCAR tags in place of ours, or added to them, in every INCAR of the set. */
  readonly incar: Readonly<Record<string, string>>;
  /** Names of potentials in place of the recommended ones. */
  readonly potcar: Readonly<Record<string, string>>;
  readonly dynamics: Dynamics;
  readonly job: JobOptions;
}

export interface Dynamics {
  readonly temperatureK: number;
  readonly stepFs: number;
  readonly heatFs: number;
  readonly nveFs: number;
  /** The end of the NVE run that is used. */
  readonly lastFs: number;
}

/**
 * The settings of Qiu et al., Adv. Sci. 2023, 10, 2206560, doi 10.1002/advs.202206560, as far as they are
 * printed. The two spacings give its Γ-centred 2×3×1 and 4×6×1 in its cell, and the same density in others.
 */
export const PAPER_VASP: VaspOptions = {
  encutEV: 400,
  dispersion: 'd3-zero',
  dipole: 'auto',
  magmom: null,
  hubbard: null,
  relaxMesh: { kind: 'spacing', spacingPerAng: 0.19 },
  electronicMesh: { kind: 'spacing', spacingPerAng: 0.095 },
  incar: {},
  potcar: {},
  dynamics: { temperatureK: 300, stepFs: 1, heatFs: 2000, nveFs: 6000, lastFs: 2000 },
  job: DEFAULT_JOB,
};

/** The snapshots themselves, if a trajectory is open. */
export interface Snapshots {
  /** F × 3N Å. */
  readonly frames: ArrayLike<number>;
  readonly count: number;
  readonly frameFs: number;
}
