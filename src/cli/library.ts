import { readFileSync } from 'node:fs';
import { type Crystal, unitCellStructure } from '#core/crystal/crystal.ts';
import { EpistackError } from '#core/errors.ts';
import { build } from '#core/recipe/build.ts';
import { crystalOf, type Library, type Material } from '#core/recipe/crystals/library.ts';
import { PRESETS, presetOf } from '#core/recipe/presets/presets.ts';
import type { FileAtoms } from './trajectoryFile.ts';

const PRESET = 'preset:';

/** The id in "preset:ID", or null for a file name. */
export const presetId = (path: string): string | null =>
  path.startsWith(PRESET) ? path.slice(PRESET.length) : null;

/** Of the package, or of the checkout: this file lies two folders below in both. */
export const packageRoot = new URL('../../', import.meta.url);

const folder = new URL('public/structures/', packageRoot);
const json = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

let loaded: Library | undefined;
/** The crystals that ship with the package. */
export function packagedLibrary(): Library {
  if (loaded === undefined) {
    const { materials } = json('index.json') as { materials: { id: string; file: string }[] };
    loaded = new Map(materials.map((m) => [m.id, json(m.file) as Material]));
  }
  return loaded;
}

/** The atoms of a library crystal or of a preset interface. @throws `unknown-preset` */
export function presetAtoms(id: string): FileAtoms {
  const material = packagedLibrary().get(id);
  if (material === undefined && !PRESETS.some((p) => p.id === id)) {
    const known = [...packagedLibrary().keys(), ...PRESETS.map((p) => p.id)];
    throw new EpistackError({ code: 'unknown-preset', id, known });
  }
  const structure = material
    ? unitCellStructure(crystalOf(material, material.constants[0]!.cell))
    : build(presetOf(id).recipe, packagedLibrary()).structure;
  return { format: 'preset', structure, title: id, frozen: null, warnings: [] };
}

/**
 * A library entry. Preset interfaces are refused, as they are not crystals: their cells hold vacuum. @throws
 * `unknown-preset`
 */
export function libraryMaterial(id: string): Material {
  const material = packagedLibrary().get(id);
  if (material === undefined)
    throw new EpistackError({ code: 'unknown-preset', id, known: [...packagedLibrary().keys()] });
  return material;
}

/** A library crystal with its formal charges. @throws `unknown-preset` */
export function libraryCrystal(id: string): Crystal {
  const material = libraryMaterial(id);
  return crystalOf(material, material.constants[0]!.cell);
}
