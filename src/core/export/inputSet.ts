import type { Setting } from '#core/export/settings/setting.ts';
import type { OutputId } from '#core/io/formats.ts';
import type { Report } from '#core/recipe/report/report.ts';
import type { Check, DipoleSaid } from './checks.ts';
import type { OutFile, Source } from './exportSource.ts';
import type { ExportOptions } from './options.ts';

/**
 * Files that a code runs on: one object in one file under `sets/`, named in the list of `inputSets.ts`. The
 * terminal's help and messages, the export dialog, docs/input-sets.md and the tests are made from these.
 */
export interface InputSet {
  /** What `--set` takes and provenance.json names: lower case, with hyphens. */
  readonly id: string;
  /** Row in the export dialog. */
  readonly label: string;
  readonly hint: string;
  /** Head of the README in the bundle. */
  readonly title: string;
  readonly group: SetGroup;
  readonly code: 'VASP' | 'Quantum ESPRESSO' | 'CP2K' | 'LAMMPS' | 'ASE';
  /** The format of its structure, which decides what it cannot hold. */
  readonly format: OutputId;
  /** Holds a calculation of electrons: dispersion, dipole correction, k-points. */
  readonly electrons: boolean;
  /** Which of the two k-point meshes it takes. */
  readonly mesh: 'relaxMesh' | 'electronicMesh' | null;
  /** Atoms move in it: some must be free. */
  readonly moves: boolean;
  /** Contains frames of a trajectory, if one is open. */
  readonly takesFrames?: boolean;
  /** Draws starting velocities from a seed. */
  readonly takesSeed?: boolean;
  /** Computed energies can be given back for it. */
  readonly takesEnergies?: boolean;
  /** Starting moments are written; else why not. */
  readonly moments: Carried;
  /** U values are written; else why not. */
  readonly hubbard: Carried;
  /** What can be set of it, in the order of the dialog. */
  readonly settings: readonly Setting[];
  /** What it does about a dipole, where that is not a correction in all of its files; null where it is. */
  readonly dipoleSaid?: (report: Report, options: ExportOptions) => DipoleSaid | null;
  /** Checks besides those of all sets. */
  readonly checks?: (source: Source, options: ExportOptions) => readonly Check[];
  readonly bundle: (source: Source, options: ExportOptions, lammps: LammpsWriter) => Bundle;
}

/** Whether it is written into the inputs; if not, why, and how to add it by hand. */
export type Carried = 'carried' | { readonly means: string; readonly fix: string };

export type SetGroup = 'vasp' | 'codes' | 'energies';

interface Bundle {
  readonly files: readonly OutFile[];
  /** Sections of the README: how to run, and whose settings they are. */
  readonly sections: readonly Section[];
}

/** Part of the README. */
export interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** LAMMPS' own writer lives beside the engine, and is handed in. */
export interface LammpsWriter {
  /** Seed of the velocities. */
  readonly seed: number;
  readonly write: (source: Source, kspace: ExportOptions['kspace']) => LammpsFiles;
}

interface LammpsFiles {
  /** in.lammps and structure.data. */
  readonly script: string;
  readonly data: string;
  readonly assumptions: readonly string[];
}
