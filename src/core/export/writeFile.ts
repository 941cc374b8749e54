import type { Structure } from '#core/crystal/structure.ts';
import type { Dispersion } from '#core/export/vasp/vaspTags.ts';
import type { FormatChoice } from '#core/io/format.ts';
import { ase } from '#core/io/formats/ase.ts';
import { cp2k } from '#core/io/formats/cp2k.ts';
import { espresso } from '#core/io/formats/espresso.ts';
import { extxyz } from '#core/io/formats/extxyz.ts';
import { poscar } from '#core/io/formats/poscar.ts';
import { type OutputId, outputOf, type RunId, runOutputOf } from '#core/io/formats.ts';
import type { Calculation, HubbardU, Metadata } from '#core/io/metadata.ts';
import { fileText } from '#core/io/writeAtoms.ts';
import { recipeHash } from '#core/recipe/hash.ts';
import { exportTitle, VERSION } from '#core/recipe/provenance.ts';
import { linkOf } from '#core/recipe/share.ts';
import { type DipoleChoice, dipoleOf } from './dipole.ts';
import {
  frozenOf,
  layerNames,
  noteOf,
  roleWords,
  type Source,
  structureOf,
  valencesOf,
} from './exportSource.ts';
import { type MeshChoice, meshOf } from './kpoints.ts';
import { originLines } from './provenance.ts';

/** What is chosen of a calculation before it is known of which atoms it is. */
export interface CalculationChoices {
  readonly dispersion: Dispersion;
  /** Starting moments in Bohr magnetons by element; null: no spin polarisation. */
  readonly magmom: Readonly<Record<string, number>> | null;
  /** On-site repulsion by element; null: none. */
  readonly hubbard: Readonly<Record<string, HubbardU>> | null;
  readonly dipole: DipoleChoice;
  readonly relaxMesh: MeshChoice;
  readonly electronicMesh: MeshChoice;
  readonly wavefunctionRy: number;
  readonly densityRy: number;
}

/** What a writer of any format may take of a source besides its atoms. */
export function metadataOf(source: Source, note = noteOf(source)): Metadata {
  const { built } = source;
  const words = roleWords(built);
  const moved = note.replace(/^ \| /, '');
  return {
    title: built.recipe.title,
    caption: exportTitle(built) + note,
    comments: originLines(built),
    remarks: moved === '' ? [] : [moved],
    info: {
      epistack: VERSION,
      recipe: recipeHash(built.recipe),
      link: linkOf(built.recipe),
      ...(moved === '' ? {} : { moved }),
    },
    layers: layerNames(built).map((name, i) => ({ name, word: words[i]! })),
    frozen: frozenOf(source),
    valencesE: valencesOf(source),
  };
}

/** The return of the sawtooth, which lies in the vacuum, takes at most this fraction of c. */
const TURN_BACK = 0.1;

/** A slab has a formal dipole, or may have one since its charges are not known. */
export const isPolar = (report: Source['report']): boolean =>
  report.charge === null || report.warnings.some(({ code }) => code === 'dipole');

/** The settings of a calculation on a source, as the inputs of all codes take them. */
export function settingsOf(
  source: Source,
  task: Calculation['task'],
  options: CalculationChoices,
): Calculation {
  const { built, report } = source;
  const { lattice } = built.structure;
  const width = Math.min(TURN_BACK, report.vacuum / (2 * lattice[8]!));
  const { correct } = dipoleOf(structureOf(source), report, built.slabs, options.dipole);
  return {
    task,
    mesh: meshOf(lattice, task === 'relax' ? options.relaxMesh : options.electronicMesh, {
      vacuumAlongC: report.vacuum > 0,
    }),
    wavefunctionRy: options.wavefunctionRy,
    densityRy: options.densityRy,
    dispersion: options.dispersion,
    moments: options.magmom,
    hubbard: options.hubbard,
    // The middle of the vacuum is at the wall of the cell.
    dipole: correct ? { begin: 1 - width / 2, width, isPolar: isPolar(report) } : null,
  };
}

/** What a person may choose of a format; the others take no notice. */
export type Choices = Pick<Metadata, FormatChoice>;

export const poscarOf = (source: Source, choices: Choices = {}): string =>
  poscar.write.atoms(structureOf(source), { ...metadataOf(source), ...choices });

export const extXyzOf = (source: Source): string =>
  extxyz.write.atoms(structureOf(source), metadataOf(source));

export const aseOf = (source: Source, { magmom }: Pick<CalculationChoices, 'magmom'>): string =>
  ase.write.atoms(structureOf(source), { ...metadataOf(source), moments: magmom });

export const pwOf = (source: Source, task: 'relax' | 'scf', options: CalculationChoices): string =>
  espresso.write.input(
    structureOf(source),
    metadataOf(source),
    settingsOf(source, task === 'relax' ? 'relax' : 'static', options),
  );

export const cp2kOf = (
  source: Source,
  task: 'relax' | 'energy',
  options: CalculationChoices,
): string =>
  cp2k.write.input(
    structureOf(source),
    metadataOf(source),
    settingsOf(source, task === 'relax' ? 'relax' : 'static', options),
  );

/** One file of one format, for those that hold a single frame or the first of many. */
export function writeSource(
  source: Source,
  id: OutputId,
  options: CalculationChoices,
  choices: Choices = {},
): string {
  const output = outputOf(id);
  const { atoms, run } = output.write;
  if (atoms === undefined && run !== undefined) {
    const { xyz } = structureOf(source);
    return [...trajectoryOf(source, { xyz, count: 1, frameFs: 0 }, id as RunId)].join('');
  }
  return fileText(output, structureOf(source), { ...metadataOf(source), ...choices }, () =>
    settingsOf(source, 'relax', options),
  );
}

/** Positions of many frames of one stack. */
export interface Frames {
  /** F × 3N Å. */
  readonly xyz: ArrayLike<number>;
  readonly count: number;
  readonly frameFs: number;
}

/** Decimals of a trajectory: 10⁻⁸ Å is far below what any run resolves. */
const DIGITS = 8;

/** Parts of a trajectory file, one a frame. */
export function trajectoryOf(source: Source, frames: Frames, id: RunId): Iterable<string> {
  const { structure } = source.built;
  const { layers = [], frozen = null, info = {}, caption = '' } = metadataOf(source, source.note);
  const width = structure.xyz.length;
  function* described(): Generator<{ structure: Structure; about: Metadata }> {
    for (let f = 0; f < frames.count; f++) {
      const xyz = Float64Array.from({ length: width }, (_, i) => frames.xyz[f * width + i]!);
      const time = { time_fs: String(f * frames.frameFs) };
      yield {
        structure: { ...structure, xyz },
        // Where it comes from stands once: a link in each frame would outweigh the atoms.
        about: {
          layers,
          frozen,
          valencesE: valencesOf(source),
          info: f === 0 ? { ...info, ...time } : time,
        },
      };
    }
  }
  return runOutputOf(id).write.run.parts({
    title: caption,
    atoms: structure,
    valencesE: valencesOf(source),
    frames: described(),
    digits: DIGITS,
    stepsPerFrame: frames.frameFs,
  });
}
