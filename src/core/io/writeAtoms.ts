import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { type AtomsId, type Output, outputOf } from './formats.ts';
import type { Calculation, Metadata } from './metadata.ts';

export interface WriteOptions {
  /** Becomes one line; the formula when it is missing. */
  readonly title?: string;
  /** 3N, 1 = fixed; written by the formats that have a place for it. */
  readonly frozen?: Uint8Array | null;
  /** POSCAR only. */
  readonly coordinates?: 'direct' | 'cartesian';
}

/** One structure in the given format. VASP's formats group the atoms by species (`speciesOrder`). */
export const writeAtoms = (
  structure: Structure,
  format: AtomsId,
  options: WriteOptions = {},
): string => fileText(outputOf(format), structure, options, null);

/**
 * One structure as the text of a file.
 * @param calculation its settings, for an input of a code
 * @throws `setting` where a code's input is asked for without them
 */
export function fileText(
  { short, write }: Output,
  structure: Structure,
  about: Metadata,
  calculation: (() => Calculation) | null,
): string {
  if (write.atoms !== undefined) return write.atoms(structure, about);
  if (write.run !== undefined) {
    const title = about.caption ?? about.title ?? '';
    const { valencesE = null } = about;
    const frames = [{ structure, about }];
    return [...write.run.parts({ title, atoms: structure, frames, valencesE })].join('');
  }
  if (calculation === null)
    throw new EpistackError({
      code: 'setting',
      field: 'format',
      expected: `one of structures; ${short} takes settings of a calculation`,
    });
  return write.input!(structure, about, calculation());
}
