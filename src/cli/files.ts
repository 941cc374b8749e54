import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Crystal } from '#core/crystal/crystal.ts';
import { structureOf } from '#core/crystal/crystal.ts';
import { guessCharges } from '#core/crystal/oxidation.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import type { FormatId } from '#core/io/document.ts';
import { FORMATS, formatOfName, readFrame } from '#core/io/formats.ts';
import { inverse, mulRow } from '#core/math/mat3.ts';
import { build } from '#core/recipe/build.ts';
import { crystalOf, type Library, type Material } from '#core/recipe/library.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { presetOf } from '#core/recipe/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { LINK_PREFIX, recipeOfLink } from '#core/recipe/share.ts';
import { UsageError } from './args.ts';

const PRESET = 'preset:';
const folder = new URL('../../public/structures/', import.meta.url);
const json = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

let loaded: Library | undefined;
/** The crystals that ship with the package. */
export function library(): Library {
  const { materials } = json('index.json') as { materials: { id: string; file: string }[] };
  loaded ??= new Map(materials.map((m) => [m.id, json(m.file) as Material]));
  return loaded;
}

/** Content of a file or of standard input (`-`), inflated if it is gzip. */
export function readBytes(path: string): Uint8Array {
  const bytes = readFileSync(path === '-' ? 0 : path);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

const nameOf = (path: string): string => basename(path).replace(/\.gz$/i, '');

export interface Atoms {
  readonly format: string;
  readonly structure: Structure;
  readonly frames: number;
  readonly title: string;
  readonly frozen: Uint8Array | null;
  readonly warnings: readonly string[];
}

/** A structure file, `-`, a library crystal or a preset interface (`preset:ID`). */
export function readStructure(path: string, frame = 0): Atoms {
  if (path.startsWith(PRESET)) {
    const id = path.slice(PRESET.length);
    const material = library().get(id);
    const structure = material
      ? structureOf(crystalOf(material, material.constants[0]!.cell))
      : build(presetOf(id).recipe, library()).structure;
    return { format: 'preset', structure, frames: 1, title: id, frozen: null, warnings: [] };
  }
  const { file, frames } = readFrame(readBytes(path), nameOf(path), frame);
  return { ...file, frames };
}

/** A crystal with formal charges: the library's, or guessed for a file. */
export function readCrystal(path: string): Crystal {
  if (path.startsWith(PRESET)) {
    const material = library().get(path.slice(PRESET.length));
    if (material !== undefined) return crystalOf(material, material.constants[0]!.cell);
  }
  const { structure, title } = readStructure(path);
  const inv = inverse(structure.lattice);
  const frac = new Float64Array(structure.xyz.length);
  for (let i = 0; i < frac.length; i += 3)
    frac.set(mulRow([structure.xyz[i]!, structure.xyz[i + 1]!, structure.xyz[i + 2]!], inv), i);
  return {
    name: title,
    lattice: structure.lattice,
    numbers: structure.numbers,
    frac,
    charges: guessCharges(structure.numbers),
  };
}

/** A recipe file, `-`, `preset:ID`, or a link (its `#r=…` part is enough). */
export function readRecipe(path: string): Recipe {
  if (path.startsWith(PRESET)) return presetOf(path.slice(PRESET.length)).recipe;
  const link = path.indexOf(LINK_PREFIX);
  if (link >= 0) return recipeOfLink(path.slice(link));
  const text = new TextDecoder().decode(readBytes(path));
  try {
    return parseRecipe(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new EpistackError({ code: 'recipe', field: path, expected: `JSON (${error.message})` });
    throw error;
  }
}

/** The output format: `--format`, else the file's name. */
export function outputFormat(path: string, asked: string | null): FormatId {
  const known = FORMATS.map((f) => f.id).join(', ');
  if (asked !== null) {
    const format = FORMATS.find((f) => f.id === asked);
    if (format === undefined) throw new UsageError(`--format is one of ${known}, not "${asked}"`);
    return format.id;
  }
  const format = formatOfName(path);
  if (format === null)
    throw new UsageError(`cannot tell a format from the name "${path}": use --format (${known})`);
  return format;
}

export const writeText = (path: string, text: string): void =>
  path === '-' ? void process.stdout.write(text) : writeFileSync(path, text);

export const packageVersion = (): string =>
  (
    JSON.parse(
      readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8'),
    ) as { version: string }
  ).version;
