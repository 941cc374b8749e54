import type { Structure } from '#core/crystal/structure.ts';
import { PAPER_VASP } from '#core/export/vasp/vaspOptions.ts';
import type { Periodic } from '#core/io/atomsFile.ts';
import type { CifSymmetry } from '#core/io/cif/cifWrite.ts';
import type { FramesToWrite } from '#core/io/format.ts';
import { type OutputId, outputOf } from '#core/io/formats.ts';
import type { Calculation, Metadata } from '#core/io/metadata.ts';
import { fileText } from '#core/io/writeAtoms.ts';
import { meshOf } from './kpoints.ts';
import { DEFAULT_PW } from './options.ts';

export interface PlainOptions {
  readonly title: string;
  readonly frozen: Uint8Array | null;
  /** CIF only; null writes P 1. */
  readonly symmetry?: CifSymmetry | null;
  /** Extended XYZ only: time of the frame, fs. */
  readonly timeFs?: number | null;
  /** Along a, b, c; absent: all three. */
  readonly periodic?: Periodic;
  /** Formal charges of the atoms, e, NaN where unknown; for LAMMPS data. */
  readonly charges?: Float64Array;
}

/**
 * Atoms without a recipe in any format: inputs of codes are single points with our default settings, the
 * k-points at the density of the paper, nothing known of vacuum or dipole.
 */
export const writePlain = (structure: Structure, id: OutputId, options: PlainOptions): string =>
  fileText(outputOf(id), structure, plainMetadata(options), () => plainCalculation(structure));

const plainMetadata = (options: PlainOptions): Metadata => ({
  ...options,
  comments: [options.title],
  remarks: ['settings are defaults of Epistack: look at every one'],
});

const plainCalculation = ({ lattice }: Structure): Calculation => ({
  task: 'static',
  mesh: meshOf(lattice, PAPER_VASP.relaxMesh, { vacuumAlongC: false }),
  ...DEFAULT_PW,
  dispersion: 'none',
  moments: null,
  hubbard: null,
  dipole: null,
});

export interface PlainFrame {
  readonly structure: Structure;
  readonly options: PlainOptions;
}

export interface PlainRun extends Omit<FramesToWrite, 'frames'> {
  readonly frames: Iterable<PlainFrame>;
}

/** Frames without a recipe, in parts: give a format that holds one structure one frame. */
export function* writePlainRun(run: PlainRun, id: OutputId): Generator<string> {
  const { write } = outputOf(id);
  if (write.run !== undefined) yield* write.run.parts({ ...run, frames: described(run.frames) });
  else for (const { structure, options } of run.frames) yield writePlain(structure, id, options);
}

function* described(
  frames: PlainRun['frames'],
): Generator<{ structure: Structure; about: Metadata }> {
  for (const { structure, options } of frames) yield { structure, about: plainMetadata(options) };
}
