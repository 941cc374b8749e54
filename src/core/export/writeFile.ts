import type { Dispersion } from '#core/export/vasp/vaspTags.ts';
import { type CifSymmetry, writeCif } from '#core/io/cif/cifWrite.ts';
import { writeAse } from '#core/io/inputs/aseScript.ts';
import { writeCp2k } from '#core/io/inputs/cp2k.ts';
import { writePw } from '#core/io/inputs/quantumEspresso.ts';
import { writeLammpsData } from '#core/io/lammps/lammpsData.ts';
import { writeLammpsDump } from '#core/io/lammps/lammpsDump.ts';
import { writePoscar } from '#core/io/vasp/poscar.ts';
import { writeXdatcar } from '#core/io/vasp/xdatcarWrite.ts';
import { writeExtXyz } from '#core/io/xyz/xyz.ts';
import { exportTitle, VERSION } from '#core/recipe/provenance.ts';
import { linkOf, recipeHash } from '#core/recipe/share.ts';
import { type Dipole, type DipoleChoice, dipoleOf } from './dipole.ts';
import {
  frozenOf,
  layerNames,
  noteOf,
  roleWords,
  type Source,
  structureOf,
} from './exportSource.ts';
import type { OutputId } from './formatCapabilities.ts';
import { type Mesh, type MeshChoice, meshOf } from './kpoints.ts';
import { originLines } from './provenance.ts';

/** What calculations of all codes share. */
export interface Calculation {
  readonly dispersion: Dispersion;
  readonly dipole: DipoleChoice;
  readonly relaxMesh: MeshChoice;
  readonly electronicMesh: MeshChoice;
  readonly wavefunctionRy: number;
  readonly densityRy: number;
}

/** Cut-offs that ask to be replaced by those of the pseudopotentials at hand. */
export const DEFAULT_PW = { wavefunctionRy: 50, densityRy: 400 } as const;

const dipoleFor = (source: Source, choice: DipoleChoice): Dipole =>
  dipoleOf(structureOf(source), source.report, source.built.slabs, choice);

const meshFor = (source: Source, choice: MeshChoice): Mesh =>
  meshOf(source.built.structure.lattice, choice, { vacuumAlongC: source.report.vacuum > 0 });

export interface PoscarLook {
  readonly coordinates: 'direct' | 'cartesian';
}

export const poscarOf = (source: Source, look: PoscarLook = { coordinates: 'direct' }): string =>
  writePoscar(structureOf(source), {
    title: exportTitle(source.built) + noteOf(source),
    coordinates: look.coordinates,
    frozen: frozenOf(source),
  });

/** @param symmetry of these very atoms, or null for P 1 */
export const cifOf = (source: Source, symmetry: CifSymmetry | null = null): string =>
  writeCif(structureOf(source), {
    title: exportTitle(source.built) + noteOf(source),
    symmetry,
    layers: layerNames(source.built),
    frozen: frozenOf(source),
  });

const infoOf = (source: Source, note = noteOf(source)): Readonly<Record<string, string>> => {
  const { recipe } = source.built;
  return {
    epistack: VERSION,
    recipe: recipeHash(recipe),
    link: linkOf(recipe),
    ...(note === '' ? {} : { moved: note.replace(/^ \| /, '') }),
  };
};

export const extXyzOf = (source: Source): string =>
  writeExtXyz(structureOf(source), {
    title: source.built.recipe.title,
    frozen: frozenOf(source),
    layers: roleWords(source.built),
    info: infoOf(source),
  });

export const aseOf = (source: Source): string =>
  writeAse(structureOf(source), {
    comments: originLines(source.built),
    info: { title: source.built.recipe.title, ...infoOf(source) },
    frozen: frozenOf(source),
    layers: layerNames(source.built),
  });

/** Of the vacuum, at most this fraction of c holds the step back of the sawtooth. */
const TURN_BACK = 0.1;

export function pwOf(source: Source, calculation: 'relax' | 'scf', options: Calculation): string {
  const { built, report } = source;
  const c = built.structure.lattice[8]!;
  const width = Math.min(TURN_BACK, report.vacuum / (2 * c));
  return writePw(structureOf(source), {
    calculation,
    name: 'epistack',
    comments: [...originLines(built), ...noteLines(source)],
    frozen: frozenOf(source),
    layers: layerNames(built),
    mesh: meshFor(source, calculation === 'relax' ? options.relaxMesh : options.electronicMesh),
    wavefunctionRy: options.wavefunctionRy,
    densityRy: options.densityRy,
    dispersion: options.dispersion,
    // The middle of the vacuum is at the wall of the cell.
    dipole: dipoleFor(source, options.dipole).correct ? { begin: 1 - width / 2, width } : null,
  });
}

export function cp2kOf(
  source: Source,
  calculation: 'relax' | 'energy',
  options: Calculation,
): string {
  return writeCp2k(structureOf(source), {
    calculation,
    name: 'epistack',
    comments: [...originLines(source.built), ...noteLines(source)],
    frozen: frozenOf(source),
    layers: layerNames(source.built),
    mesh: meshFor(source, calculation === 'relax' ? options.relaxMesh : options.electronicMesh),
    dispersion: options.dispersion,
    dipole: dipoleFor(source, options.dipole).correct,
  });
}

const noteLines = (source: Source): readonly string[] => {
  const note = noteOf(source);
  return note === '' ? [] : [note.replace(/^ \| /, '')];
};

/** One file of one format, for those that hold a single frame or the first of many. */
export function writeSource(source: Source, id: OutputId, options: Calculation): string {
  switch (id) {
    case 'poscar':
      return poscarOf(source);
    case 'cif':
      return cifOf(source);
    case 'extxyz':
      return extXyzOf(source);
    case 'ase':
      return aseOf(source);
    case 'qe':
      return pwOf(source, 'relax', options);
    case 'cp2k':
      return cp2kOf(source, 'relax', options);
    case 'lammps':
      return writeLammpsData(structureOf(source), {
        title: `${source.built.recipe.title}, Epistack recipe ${recipeHash(source.built.recipe)}`,
      });
    case 'xdatcar':
    case 'dump': {
      const { xyz } = structureOf(source);
      return [...trajectoryOf(source, { xyz, count: 1, frameFs: 0 }, id)].join('');
    }
    default:
      return id satisfies never;
  }
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
export function* trajectoryOf(
  source: Source,
  frames: Frames,
  format: Extract<OutputId, 'xdatcar' | 'extxyz' | 'dump'>,
): Generator<string> {
  const { structure } = source.built;
  const { lattice, numbers, layer } = structure;
  const width = structure.xyz.length;
  const at = function* () {
    for (let f = 0; f < frames.count; f++) {
      const xyz = Float64Array.from({ length: width }, (_, i) => frames.xyz[f * width + i]!);
      yield { lattice, xyz };
    }
  };
  const title = exportTitle(source.built) + source.note;
  if (format === 'xdatcar')
    return yield* writeXdatcar({ title, numbers, frames: at(), digits: DIGITS });
  if (format === 'dump')
    return yield* writeLammpsDump({
      numbers,
      layer,
      frames: at(),
      digits: DIGITS,
      stepsPerFrame: frames.frameFs,
    });
  let f = 0;
  for (const { xyz } of at()) {
    const time = { time_fs: String(f * frames.frameFs) };
    // Where it comes from stands once: a link in each frame would outweigh the atoms.
    yield writeExtXyz(
      { ...structure, xyz },
      {
        digits: DIGITS,
        layers: roleWords(source.built),
        frozen: frozenOf(source),
        info: f === 0 ? { ...infoOf(source, source.note), ...time } : time,
      },
    );
    f++;
  }
}
