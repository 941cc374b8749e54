import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { storySetting } from '#app/story/storySettings.ts';
import { systemReason } from '#cli/writing/draftFile.ts';
import { EpistackError } from '#core/errors.ts';
import { linkInText } from '#core/export/provenance.ts';
import { openFrames } from '#core/io/readAtoms.ts';
import { structureFormatOf } from '#core/io/recognise.ts';
import { type SyncSource, sourceOf } from '#core/io/text/reading.ts';
import { plainText } from '#core/io/text/utf8.ts';
import { CUT_ARCHIVE_NOTE } from '#core/io/trajectory/trajectoryIndex.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { LINK_PREFIX, linkIn, PACKED_PREFIX } from '#core/recipe/share.ts';
import type { StoryMarks, StorySeen } from '#core/story/story.ts';
import { recipeOfAnyLink } from '#engines/zip/packedLink.ts';
import { marksInLink } from '#engines/zip/packedMarks.ts';
import { seenInLink } from '#engines/zip/packedSeen.ts';
import { type Arguments, numberOption, RequestError } from './args.ts';
import { presetAtoms, presetId } from './library.ts';
import {
  type FileOptions,
  type Opened,
  openTrajectoryFile,
  uncompressedSource,
} from './trajectoryFile.ts';

/** Content of a file or of standard input (`-`), inflated if it is gzip. */
export function readBytes(path: string): Uint8Array {
  const { bytes, cut } = unpacked(path);
  if (cut !== null) throw cut;
  return bytes;
}

/**
 * The same, but for a truncated archive it returns the part that can be read, with the error.
 * @throws {RequestError}
 */
function unpacked(path: string): { bytes: Uint8Array; cut: RequestError | null } {
  let bytes: Uint8Array = new Uint8Array(0);
  try {
    bytes = path === '-' ? standardInput() : readFileSync(path);
    if (!(bytes[0] === 0x1f && bytes[1] === 0x8b)) return { bytes: plainText(bytes), cut: null };
    return { bytes: plainText(gunzipSync(bytes)), cut: null };
  } catch (error) {
    const cut = cannotRead(path, error);
    if ((error as NodeJS.ErrnoException).code !== 'Z_BUF_ERROR') throw cut;
    const found = gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
    // The last line is dropped, because truncation leaves numbers that look complete.
    return { bytes: found.subarray(0, found.lastIndexOf(10) + 1), cut };
  }
}

let piped: Uint8Array | null = null;
/** It can be read once only: what it holds is looked at before it is known who reads it. */
function standardInput(): Uint8Array {
  piped ??= readFileSync(0);
  return piped;
}

/** Whether a JSON file, or standard input, names this field. Other files are not opened. */
export function hasField(path: string, field: string): boolean {
  const isJson = path === '-' || (existsSync(path) && path.toLowerCase().endsWith('.json'));
  return isJson && new TextDecoder().decode(readBytes(path)).includes(`"${field}"`);
}

/** Adds the file's name to messages of Node, which only has it in some of them. */
function cannotRead(path: string, error: unknown): RequestError {
  const name = path === '-' ? 'standard input' : path;
  return new RequestError(`cannot read ${name}: ${systemReason(error)}`);
}

/** The name of a file without `.gz`. */
export const nameOf = (path: string): string => basename(path).replace(/\.gz$/i, '');

/** Reads a file; a refusal names it. @throws EpistackError, and others as they are */
export function ofFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw inFile(path, error);
  }
}

/** An error with the name of the file that it is about. */
export const inFile = (path: string, error: unknown): unknown =>
  // This one names the file already.
  error instanceof EpistackError && error.failure.code !== 'unknown-format'
    ? new EpistackError(error.failure, path === '-' ? 'standard input' : path)
    : error;

/** A structure file, `-`, a library crystal or a preset interface (`preset:ID`). */
export function openAtoms(path: string, options: FileOptions = {}): Opened {
  const id = presetId(path);
  if (id !== null) return { frames: 1, at: () => presetAtoms(id), quantities: [] };
  const file = path === '-' ? null : fileOf(path);
  // Standard input can only be read once, so it is read here and nowhere else.
  const packed = file === null ? unpacked(path) : null;
  const trajectory = ofFile(path, () =>
    openTrajectoryFile(file ?? sourceOf(packed!.bytes), options),
  );
  const cut = packed?.cut ?? null;
  if (trajectory !== null) {
    const named = { ...trajectory, at: (k: number) => ofFile(path, () => trajectory.at(k)) };
    return cut === null ? named : withNote(named, path);
  }
  if (cut !== null) throw cut;
  const all = packed?.bytes ?? readBytes(path);
  const name = nameOf(path);
  const { frames, at } = ofFile(path, () => openFrames(all, name, options));
  return { frames, at: (k) => ofFile(path, () => at(k)), quantities: [] };
}

/** `--frame N`: from 0, negative from the end; 0 without it. @throws {RequestError} for one that is not there */
export function frameOption(args: Arguments, path: string, frames: number): number {
  const asked = numberOption(args, 'frame', true) ?? 0;
  const frame = asked < 0 ? frames + asked : asked;
  if (!(frame >= 0 && frame < frames))
    throw new RequestError(`no frame ${asked}: ${path} has ${frames}, counted from 0`);
  return frame;
}

/** The complete frames of a truncated trajectory are of use; a truncated structure is not. */
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
    return uncompressedSource(path);
  } catch (error) {
    throw cannotRead(path, error);
  }
}

/** What a link says is drawn by hand on its document; undefined for anything else. */
export const readMarks = (path: string): StoryMarks | undefined =>
  path.includes('#') && linkIn(path) !== null && !existsSync(path) ? marksInLink(path) : undefined;

/** How a link says its document is seen; undefined for anything else. */
export const readSeen = (path: string): StorySeen | undefined =>
  path.includes('#') && linkIn(path) !== null && !existsSync(path)
    ? seenInLink(path, storySetting)
    : undefined;

/** A recipe file, `-`, `preset:ID`, a link (its part from `#` on is enough), or a file of ours with a link in it. */
export function readRecipe(path: string): Recipe {
  const id = presetId(path);
  if (id !== null) return presetOf(id).recipe;
  if (path.includes('#') && linkIn(path) !== null && !existsSync(path))
    return recipeOfAnyLink(path);
  if (/^https?:/.test(path))
    throw new EpistackError({
      code: 'recipe',
      field: 'link',
      expected: `an Epistack link, with ${PACKED_PREFIX}… or ${LINK_PREFIX}… at its end`,
    });
  const text = new TextDecoder().decode(readBytes(path));
  try {
    return parseRecipe(JSON.parse(text));
  } catch (error) {
    const inside = error instanceof SyntaxError ? linkInText(text) : null;
    if (inside !== null) return recipeOfAnyLink(inside);
    if (error instanceof SyntaxError) throw noRecipe(path, text, error);
    throw error;
  }
}

/** Why a file is no document, and where there is one. */
function noRecipe(path: string, text: string, { message }: SyntaxError): RequestError {
  if (text.trim() === '') return new RequestError(`${path}: the file is empty`);
  const format = structureFormatOf(text, path);
  return new RequestError(
    format === null
      ? `${path}: no document of Epistack, which is JSON: ${message}`
      : `${path}: a file of atoms (${format.short}), where a document of Epistack is needed: "stack" makes one of two crystal files, with --recipe FILE`,
  );
}
