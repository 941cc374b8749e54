import type { CifOptions } from '#core/io/cif/cif.ts';

/** What a file may leave open, and a person decides. */
export interface ReadOptions extends CifOptions {
  /** Elements in the order of the counts, for VASP files without them. */
  readonly symbols?: readonly string[];
  /** Symbol of each LAMMPS type, type 1 first, for a dump without elements. */
  readonly typeElements?: readonly string[];
}
