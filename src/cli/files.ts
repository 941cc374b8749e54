import {
  closeSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import type { Crystal } from '#core/crystal/crystal.ts';
import { structureOf } from '#core/crystal/crystal.ts';
import { guessCharges } from '#core/crystal/oxidation.ts';
import { EpistackError } from '#core/errors.ts';
import { linkInText } from '#core/export/provenance.ts';
import { OUTPUT_WORDS, type OutputId } from '#core/io/formats.ts';
import { readFrame } from '#core/io/readAtoms.ts';
import { outputOfName } from '#core/io/recognise.ts';
import { type SyncSource, sourceOf } from '#core/io/text/reading.ts';
import { CUT_ARCHIVE_NOTE } from '#core/io/trajectory/trajectoryIndex.ts';
import { inverse, mulRow } from '#core/math/mat3.ts';
import { build } from '#core/recipe/build.ts';
import { crystalOf, type Library, type Material } from '#core/recipe/crystals/library.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { PRESETS, presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { LINK_PREFIX, recipeOfLink } from '#core/recipe/share.ts';
import { type Arguments, RequestError, UsageError } from './args.ts';
import {
  type Atoms,
  fileSource,
  type Opened,
  openTrajectory,
  type ReadOptions,
} from './trajectoryFile.ts';

const PRESET = 'preset:';
const folder = new URL('../../public/structures/', import.meta.url);
const json = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

let loaded: Library | undefined;
/** The crystals that ship with the package. */
export function library(): Library {
  if (loaded === undefined) {
    const { materials } = json('index.json') as { materials: { id: string; file: string }[] };
    loaded = new Map(materials.map((m) => [m.id, json(m.file) as Material]));
  }
  return loaded;
}

/** Content of a file or of standard input (`-`), inflated if it is gzip. */
export function readBytes(path: string): Uint8Array {
  const { bytes, cut } = unpacked(path);
  if (cut !== null) throw cut;
  return bytes;
}

/**
 * The same, of an archive that ends early what there is, with the error that it would be elsewhere.
 * @throws {RequestError}
 */
function unpacked(path: string): { bytes: Uint8Array; cut: RequestError | null } {
  let bytes: Uint8Array = new Uint8Array(0);
  try {
    bytes = readFileSync(path === '-' ? 0 : path);
    if (!(bytes[0] === 0x1f && bytes[1] === 0x8b)) return { bytes, cut: null };
    return { bytes: gunzipSync(bytes), cut: null };
  } catch (error) {
    const cut = cannotRead(path, error);
    if ((error as NodeJS.ErrnoException).code !== 'Z_BUF_ERROR') throw cut;
    const found = gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
    // Without the last line, in which a cut leaves numbers that look whole.
    return { bytes: found.subarray(0, found.lastIndexOf(10) + 1), cut };
  }
}

/** Node names the file in some of its messages and not in others. */
function cannotRead(path: string, error: unknown): RequestError {
  const reason = (error as Error).message.split(', ')[0];
  return new RequestError(`cannot read ${path === '-' ? 'standard input' : path}: ${reason}`);
}

const nameOf = (path: string): string => basename(path).replace(/\.gz$/i, '');

/** A structure file, `-`, a library crystal or a preset interface (`preset:ID`). */
export function openAtoms(path: string, options: ReadOptions = {}): Opened {
  if (path.startsWith(PRESET)) return { frames: 1, at: () => presetAtoms(path), quantities: [] };
  const file = path === '-' ? null : fileOf(path);
  // Read here and nowhere else: standard input can be read once.
  const packed = file === null ? unpacked(path) : null;
  const trajectory = openTrajectory(file ?? sourceOf(packed!.bytes), options);
  const cut = packed?.cut ?? null;
  if (trajectory !== null) return cut === null ? trajectory : withNote(trajectory, path);
  if (cut !== null) throw cut;
  const all = packed?.bytes ?? readBytes(path);
  const name = nameOf(path);
  const first = readFrame(all, name, 0);
  return {
    frames: first.frames,
    at: (frame) => (frame === 0 ? first.file : readFrame(all, name, frame).file),
    quantities: [],
  };
}

/** Of a trajectory, what is whole is of use; of a single structure nothing is. */
const withNote = (opened: Opened, path: string): Opened => ({
  ...opened,
  at: (frame) => {
    const atoms = opened.at(frame);
    return { ...atoms, warnings: [`${path}: ${CUT_ARCHIVE_NOTE}`, ...atoms.warnings] };
  },
});

/** @throws {RequestError} */
function fileOf(path: string): SyncSource | null {
  try {
    return fileSource(path);
  } catch (error) {
    throw cannotRead(path, error);
  }
}

function presetAtoms(path: string): Atoms {
  const id = path.slice(PRESET.length);
  const material = library().get(id);
  if (material === undefined && !PRESETS.some((p) => p.id === id)) {
    const known = [...library().keys(), ...PRESETS.map((p) => p.id)];
    throw new EpistackError({ code: 'unknown-preset', id, known });
  }
  const structure = material
    ? structureOf(crystalOf(material, material.constants[0]!.cell))
    : build(presetOf(id).recipe, library()).structure;
  return { format: 'preset', structure, title: id, frozen: null, warnings: [] };
}

/** A crystal with formal charges: the library's, or guessed for a file. */
export function readCrystal(path: string): Crystal {
  if (path.startsWith(PRESET)) {
    const id = path.slice(PRESET.length);
    const material = library().get(id);
    // A preset interface is no crystal: its cell holds vacuum.
    if (material === undefined)
      throw new EpistackError({ code: 'unknown-preset', id, known: [...library().keys()] });
    return crystalOf(material, material.constants[0]!.cell);
  }
  const { structure, title } = openAtoms(path).at(0);
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

/** A recipe file, `-`, `preset:ID`, a link (its `#r=…` part is enough), or a file of ours with a link in it. */
export function readRecipe(path: string): Recipe {
  if (path.startsWith(PRESET)) return presetOf(path.slice(PRESET.length)).recipe;
  const link = path.indexOf(LINK_PREFIX);
  if (link >= 0) return recipeOfLink(path.slice(link));
  if (/^https?:/.test(path))
    throw new EpistackError({
      code: 'recipe',
      field: 'link',
      expected: `an Epistack link, with ${LINK_PREFIX}… at its end`,
    });
  const text = new TextDecoder().decode(readBytes(path));
  try {
    return parseRecipe(JSON.parse(text));
  } catch (error) {
    const inside = error instanceof SyntaxError ? linkInText(text) : null;
    if (inside !== null) return recipeOfLink(inside);
    if (error instanceof SyntaxError)
      throw new EpistackError({ code: 'recipe', field: path, expected: `JSON (${error.message})` });
    throw error;
  }
}

/** The output format: `--format`, else the file's name. */
export function anyOutput(path: string, asked: string | null): OutputId {
  const known = OUTPUT_WORDS.join(', ');
  if (asked !== null) {
    const output = OUTPUT_WORDS.find((word) => word === asked);
    if (output === undefined) throw new UsageError(`--format is one of ${known}, not "${asked}"`);
    return output;
  }
  const output = outputOfName(basename(path));
  if (output === null)
    throw new UsageError(`cannot tell a format from the name "${path}": use --format (${known})`);
  return output.id;
}

/** Refuses a file and a JSON value on the same standard output. @throws {UsageError} */
export function checkOut(out: string | null, { values }: Arguments): void {
  if (out === '-' && values['json'])
    throw new UsageError('--json and a file on standard output do not go together');
}

export function writeText(path: string, text: string): void {
  if (path === '-') process.stdout.write(text);
  else writeFileSync(path, text);
}

/**
 * Writes a long file in parts, none of which need be in memory with the others. A part that fails leaves
 * what was there before: the new file takes its place when it is whole.
 */
export function writeParts(path: string, parts: Iterable<string>): void {
  if (path === '-') {
    for (const part of parts) process.stdout.write(part);
    return;
  }
  // A pipe or a device is written as it is; there is nothing to keep.
  const isPlain = lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
  const target = isPlain ? `${path}.part` : path;
  const fd = openNamed(target, path);
  try {
    for (const part of parts) writeFileSync(fd, part);
  } catch (error) {
    if (isPlain) rmSync(target, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
  if (isPlain) renameSync(target, path);
}

/** A file that cannot be opened is told by the name that was asked for. */
function openNamed(target: string, path: string): number {
  try {
    return openSync(target, 'w');
  } catch (error) {
    if (error instanceof Error) error.message = error.message.replaceAll(target, path);
    throw error;
  }
}
