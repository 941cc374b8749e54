import type { CifOptions } from '#core/io/cif/cif.ts';

/** What a file may leave open, and a person decides. */
export interface ReadOptions extends CifOptions {
  /** Elements in the order of the counts, for VASP files without them. */
  readonly symbols?: readonly string[];
}
