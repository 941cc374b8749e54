import type { Structure } from '#core/crystal/structure.ts';

/** One structure as a file states it, with what the file says around it. */
export interface AtomsFile {
  /** Id of the format that it was read as. */
  readonly format: string;
  /** One line, without control characters. Text from a file: never HTML. */
  readonly title: string;
  /** As in the file: nothing wrapped, reduced or reoriented (CIF has no orientation: a along x). */
  readonly structure: Structure;
  /** 3 flags an atom, along the rows in POSCAR and along x, y, z in extended XYZ; 1 = fixed. */
  readonly frozen: Uint8Array | null;
  /** As printed in the file, not detected. */
  readonly spaceGroup: SpaceGroupLabel | null;
  /** N formal charges in e, where the file states one for every atom (CIF). */
  readonly statedCharges?: Float64Array;
  /** The file gives a disordered crystal, and this is that ordered model of it. */
  readonly model?: string;
  /** Along a, b, c; absent: the format has no other than periodic cells. */
  readonly periodic?: Periodic;
  /** Legal but doubtful, in words for a person. */
  readonly warnings: readonly string[];
}

/** Which of the three cell vectors repeat the atoms. */
export type Periodic = readonly [boolean, boolean, boolean];

export interface SpaceGroupLabel {
  readonly number: number | null;
  readonly symbol: string | null;
}

/** What commands say that cut a left-handed cell by indices of its file. */
export const EXCHANGED_NOTE =
  'the cell of the file is left-handed: it is cut with a and b exchanged, no atom moved; hkl is in the axes of the file';

/** What a reader says of a left-handed cell; who exchanges its axes says that instead. */
export const LEFT_HANDED_NOTE = 'the cell vectors are left-handed; they are kept as they are';

/** What a reader says of pseudo-hydrogen, by the names that the file has for it. */
export const pseudoHydrogenNote = (names: readonly string[]): string =>
  `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} pseudo-hydrogen in this file: read as ordinary hydrogen, without the nuclear charge`;

const NOT_PERIODIC_NOTE = 'the file is not periodic in all directions; it is read as periodic';
const CLUSTER_NOTE =
  'by its file nothing repeats: a molecule or a cluster; cell and volume are those of the box that it stands in, and it is read as periodic';

/** What a reader says of a file by whose flags not all cell vectors repeat the atoms. */
export const periodicNotes = (periodic: Periodic): readonly string[] =>
  periodic.every((repeats) => repeats)
    ? []
    : [periodic.includes(true) ? NOT_PERIODIC_NOTE : CLUSTER_NOTE];
