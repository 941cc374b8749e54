import { readdirSync } from 'node:fs';
import { dirname, extname, isAbsolute, join } from 'node:path';
import { RequestError } from '#cli/args.ts';
import { fileMaterial, statOf } from '#cli/fileMaterial.ts';
import { readBytes } from '#cli/input.ts';
import { libraryMaterial, presetId } from '#cli/library.ts';
import { describe, EpistackError } from '#core/errors.ts';
import { EXCHANGED_AXES_NOTE } from '#core/io/crystalFile.ts';
import type { ReadOptions } from '#core/io/readOptions.ts';
import { structureFormatOf } from '#core/io/recognise.ts';
import type { FormKind } from '#core/recipe/crystals/imported.ts';
import type { Material } from '#core/recipe/crystals/library.ts';

/** A file of a folder or list that was left out, and why. */
type Note = (text: string) => void;

/**
 * The crystals of a list of files, folders, library entries and lists (JSON). Order as given, files of a
 * folder by name; the same crystal counts once.
 * @param kind the axes that Miller indices refer to
 * @param options how disordered crystals are ordered; without it they are left out, or refused
 * @throws what the readers throw for a file that was named; those of a folder are left out with a note
 */
export async function screenCrystals(
  items: readonly string[],
  kind: FormKind,
  note: Note,
  options: Pick<ReadOptions, 'ordered' | 'typeElements'> = {},
): Promise<readonly Material[]> {
  const out = new Map<string, Material>();
  const add = (material: Material, from: string): void => {
    const same = out.get(material.id);
    if (same === undefined) out.set(material.id, material);
    else note(`${from} is the same crystal as ${same.name}: it counts once`);
  };
  const addFile = async (path: string): Promise<void> => {
    const { material, exchanged } = await fileMaterial(path, kind, options);
    if (exchanged) note(`${path}: ${EXCHANGED_AXES_NOTE}`);
    add(material, path);
  };
  for (const item of items.flatMap((i) => expanded(i))) {
    const id = presetId(item);
    if (id !== null) add(libraryMaterial(id), item);
    else if (!statOf(item).isDirectory()) await addFile(item);
    else
      for (const path of filesIn(item)) {
        try {
          await addFile(path);
        } catch (error) {
          if (!(error instanceof EpistackError || error instanceof RequestError)) throw error;
          const reason = error instanceof EpistackError ? describe(error.failure) : error.message;
          note(`left out, ${path}: ${reason}`);
        }
      }
  }
  return [...out.values()];
}

/**
 * Refuses a preset that does not exist and a file or folder that is not there, before thousands of files are read.
 * @throws `unknown-preset`; {RequestError}
 */
export function checkNamed(items: readonly string[]): void {
  for (const item of items.flatMap((i) => expanded(i))) {
    const id = presetId(item);
    if (id !== null) libraryMaterial(id);
    else statOf(item);
  }
}

/**
 * A list in a .json file, which may be a structure as well: its paths are relative to it. @throws {RequestError}
 */
function expanded(item: string): readonly string[] {
  if (extname(item) !== '.json') return [item];
  const bytes = readBytes(item);
  if (structureFormatOf(bytes, '') !== null) return [item];
  const refuse = () =>
    new RequestError(`${item}: expected a JSON list of files, folders and preset:ID`);
  let list: unknown;
  try {
    list = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse();
    throw error;
  }
  if (!Array.isArray(list) || !list.every((x) => typeof x === 'string')) throw refuse();
  return list.map((path: string) =>
    presetId(path) !== null || isAbsolute(path) ? path : join(dirname(item), path),
  );
}

/** Plain code-point order: the same on every machine. Hidden files are not looked at. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort((p, q) => (p < q ? -1 : 1))
    .map((name) => join(folder, name));
