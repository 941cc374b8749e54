import { statSync } from 'node:fs';
import { systemReason } from '#cli/writing/draftFile.ts';
import type { ReadOptions } from '#core/io/readOptions.ts';
import { type FormKind, materialOfForm } from '#core/recipe/crystals/imported.ts';
import type { Material } from '#core/recipe/crystals/library.ts';
import { importCrystal, MAX_IMPORT_BYTES } from '#engines/symmetry/importCrystal.ts';
import { RequestError } from './args.ts';
import { inFile, nameOf, readBytes } from './input.ts';
import { readySymmetry } from './symmetryModule.ts';

/** A crystal of a file as a document carries it. */
export interface FileMaterial {
  readonly material: Material;
  /** The cell of the file is left-handed: its a is b of the crystal, and its b is a. */
  readonly exchanged: boolean;
  readonly notes: readonly string[];
}

/**
 * Reads a file as the import dialog of the page does.
 * @param path or - for standard input
 * @param kind the axes that Miller indices refer to
 * @throws {RequestError}; what the readers throw
 */
export async function fileMaterial(
  path: string,
  kind: FormKind,
  options: Pick<ReadOptions, 'ordered' | 'typeElements'> = {},
): Promise<FileMaterial> {
  if (path !== '-' && statOf(path).size > MAX_IMPORT_BYTES)
    throw new RequestError('larger than any file of a unit cell');
  const data = readBytes(path);
  await readySymmetry();
  const name = nameOf(path);
  const imported = await importCrystal({ ...options, data, name }).catch((error) => {
    throw inFile(path, error);
  });
  // Without centring the conventional cell is the primitive one; without symmetry there is only the file's.
  const form =
    imported.forms.find((f) => f.kind === kind) ??
    imported.forms.find((f) => f.kind === 'conventional') ??
    imported.forms[0]!;
  const unnamed = /^(POSCAR|CONTCAR|-)$/i.test(name);
  const stem = name.replace(/\.[^.]*$/, '');
  const named = imported.model === null ? stem : `${stem}, ordered: ${imported.model}`;
  const material = materialOfForm(form, {
    name: unnamed ? imported.title : named,
    statesE: imported.species.map((s) => s.stateE),
    source: `imported from ${path === '-' ? 'standard input' : name}`,
    groupText:
      imported.group === null
        ? 'symmetry not determined'
        : `${imported.group.symbol} (${imported.group.number})`,
  });
  return { material, exchanged: imported.exchanged, notes: imported.warnings };
}

/** @throws {RequestError} */
export function statOf(path: string) {
  try {
    return statSync(path);
  } catch (error) {
    throw new RequestError(`cannot read ${path}: ${systemReason(error)}`);
  }
}
