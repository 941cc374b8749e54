import type { Structure } from '#core/crystal/structure.ts';
import type { TrajectoryReader } from '#core/io/trajectory/trajectoryReader.ts';
import type { AtomsFile, Periodic } from './atomsFile.ts';
import type { Capabilities } from './capabilities.ts';
import type { Calculation, Metadata } from './metadata.ts';
import type { ReadOptions } from './readOptions.ts';

/**
 * A kind of file: one object in one file under `formats/`, named in the list of `formats.ts`. Recognition,
 * help texts, messages, menus, the tables of the documentation and the tests are made from these.
 */
export interface Format {
  /** One word: what `--format` takes and answers name. */
  readonly id: string;
  /** By itself: "VASP structure (POSCAR)". */
  readonly label: string;
  /** Within a sentence: "POSCAR", "extended XYZ". */
  readonly short: string;
  /** Names of files that stand for it: "NAME*" begins so, ".ext" ends so, whatever the case. */
  readonly names: readonly string[];
  /** What a user has to know of it, for the table in docs/formats.md. */
  readonly notes: string;
  /** Whether a file that begins so is of this format; absent: only its name tells. */
  readonly sniff?: (head: Head) => boolean;
  readonly structure?: StructureReader;
  readonly trajectory?: TrajectoryReader;
  readonly write?: Writer;
}

/** The beginning of a file. */
export interface Head {
  readonly lines: readonly string[];
  /** The first line that is not blank, or "". */
  readonly first: string;
}

/** Content of a file that is read as a whole. */
export interface Content {
  /** Without a byte-order mark. @throws `too-large` */
  readonly text: () => string;
  readonly bytes: () => Uint8Array;
}

/** Reads one structure of a file. */
export interface StructureReader {
  /** How the import of crystals names it, "POSCAR or CONTCAR"; null: the page plays such files. */
  readonly crystal: string | null;
  /**
   * @param frame 0 for the first
   * @returns the structure, and how many the file has
   * @throws `parse` with the line, and others; `too-large` for a frame that is not there
   */
  readonly read: (
    content: Content,
    frame: number,
    options: ReadOptions,
  ) => { readonly file: AtomsFile; readonly frames: number };
  /** The same for all structures of a file that holds many, which is then gone through once. */
  readonly open?: (content: Content, options: ReadOptions) => OpenedStructures;
}

export interface OpenedStructures {
  readonly frames: number;
  /** From 0. @throws as `read` */
  readonly at: (frame: number) => AtomsFile;
}

export interface Writer {
  /** Name offered for the file. */
  readonly fileName: string;
  readonly holds: Capabilities;
  /** Where a format holds only some sets of directions that do not repeat: whether it holds these. */
  readonly holdsPeriodic?: (periodic: Periodic) => boolean;
  /** Row under "Structure" of the export dialog; absent: it stands in an input set or under "Trajectory". */
  readonly menu?: MenuRow;
  /** What a person may choose of it, of these. */
  readonly choices?: readonly FormatChoice[];
  /** One structure. */
  readonly atoms?: (structure: Structure, about: Metadata) => string;
  /** Input of a code, which takes settings besides atoms. */
  readonly input?: (structure: Structure, about: Metadata, calculation: Calculation) => string;
  /** Many frames. */
  readonly run?: RunWriter;
}

/** Direct or Cartesian coordinates; all atoms, or one of each orbit of the symmetry found. */
export type FormatChoice = 'coordinates' | 'symmetry';

interface MenuRow {
  readonly label: string;
  readonly hint: string;
}

export interface RunWriter {
  readonly fileName: string;
  /** Row under "Trajectory" of the export dialog. */
  readonly menu: MenuRow;
  /** The elements stand once for all frames, or frames of other atoms would be misread. */
  readonly sameAtoms: boolean;
  /** Parts of the file, one a frame. */
  readonly parts: (run: FramesToWrite) => Iterable<string>;
}

/** Frames to write. */
export interface FramesToWrite {
  /** Title of the whole file. */
  readonly title?: string;
  /** The first frame: what all frames share is taken from it. */
  readonly atoms: Structure;
  readonly frames: Iterable<{ readonly structure: Structure; readonly about: Metadata }>;
  /** Of {@link FramesToWrite.atoms}, as in Metadata. */
  readonly valencesE?: Float64Array | null;
  /** Decimals, where not the format's own. */
  readonly digits?: number;
  /** Time steps between frames. */
  readonly stepsPerFrame?: number;
}
