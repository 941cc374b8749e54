import { existsSync } from 'node:fs';
import { hasField, readBytes } from '#cli/input.ts';
import { packagedLibrary, presetId } from '#cli/library.ts';
import { EpistackError } from '#core/errors.ts';
import { nanocrystalLinkIn, nanocrystalOfLink } from '#core/nanocrystal/nanocrystalLink.ts';
import { NANOCRYSTAL_PRESETS, nanocrystalPreset } from '#core/nanocrystal/nanocrystalPresets.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { parseNanocrystal } from '#core/nanocrystal/parseNanocrystal.ts';

/** Whether a path names a nanocrystal: a file of one, standard input that holds one or a link to one, a link or a preset. */
export function isNanocrystal(path: string): boolean {
  const id = presetId(path);
  if (id !== null)
    return !packagedLibrary().has(id) && NANOCRYSTAL_PRESETS.some((p) => p.id === id);
  if (path !== '-' && !existsSync(path)) return nanocrystalLinkIn(path) !== null;
  if (hasField(path, 'epistackNanocrystal')) return true;
  return path === '-' && nanocrystalLinkIn(new TextDecoder().decode(readBytes(path))) !== null;
}

/** A nanocrystal file, `-`, a link or `preset:ID`. */
export function readNanocrystal(path: string): NanocrystalRecipe {
  const id = presetId(path);
  if (id !== null) return nanocrystalPreset(id).recipe;
  if (nanocrystalLinkIn(path) !== null && !existsSync(path)) return nanocrystalOfLink(path);
  const text = new TextDecoder().decode(readBytes(path));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (nanocrystalLinkIn(text) !== null) return nanocrystalOfLink(text);
    throw new EpistackError({
      code: 'recipe',
      field: path,
      expected: `JSON (${(error as Error).message})`,
    });
  }
  return parseNanocrystal(value, packagedLibrary());
}
