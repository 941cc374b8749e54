import type { Crystal } from '#core/crystal/crystal.ts';
import { guessCharges } from '#core/crystal/oxidation/oxidation.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { inverse, mulRow, row } from '#core/math/mat3.ts';
import type { AtomsFile } from './atomsFile.ts';
import { isLeftHanded, rightHanded } from './rightHanded.ts';

/** What is said of a left-handed cell whose planes are named in the axes that were exchanged. */
export const EXCHANGED_AXES_NOTE =
  'the cell vectors are left-handed: a and b are exchanged, so that (h k l) of the file is (k h l) here; no atom moved, and the crystal keeps its hand';

/** A file's cell as a bulk crystal, ready to be cut. */
export interface FileCrystal {
  /** Right-handed; the axes are the file's but for `exchanged`. */
  readonly crystal: Crystal;
  readonly structure: Structure;
  /** The file's cell is left-handed: its a is our b, its b our a. No atom moved. */
  readonly exchanged: boolean;
  /** What was done, in words. */
  readonly notes: readonly string[];
}

/**
 * The crystal in a file's own axes. Charges are those that the file states, else a guess. A left-handed
 * cell has its first two axes exchanged: names change, the crystal and its hand do not.
 */
export function crystalOfFile(
  file: Pick<AtomsFile, 'structure' | 'title' | 'statedCharges'>,
): FileCrystal {
  const exchanged = isLeftHanded(file.structure.lattice);
  const lattice = rightHanded(file.structure.lattice);
  const structure = { ...file.structure, lattice };
  const { numbers, xyz } = structure;
  const toFrac = inverse(lattice);
  const frac = new Float64Array(xyz.length);
  for (let i = 0; i < numbers.length; i++) frac.set(mulRow(row(xyz, i), toFrac), 3 * i);
  const charges = file.statedCharges ?? guessCharges(structure);
  return {
    crystal: { name: file.title, lattice, numbers, frac, charges },
    structure,
    exchanged,
    notes: exchanged ? [EXCHANGED_AXES_NOTE] : [],
  };
}
