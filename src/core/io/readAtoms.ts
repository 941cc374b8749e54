import { EpistackError } from '#core/errors.ts';
import { checkTextSize } from '#core/io/text/limits.ts';
import { oneLine } from '#core/io/text/text.ts';
import { decodeUtf8, encodeUtf8, plainText } from '#core/io/text/utf8.ts';
import type { AtomsFile } from './atomsFile.ts';
import type { Content, OpenedStructures } from './format.ts';
import { READ_NAMES } from './formats.ts';
import type { ReadOptions } from './readOptions.ts';
import { structureFormatOf } from './recognise.ts';

/**
 * Reads the first structure of a file.
 * @param data content, already decompressed
 * @param name tells the format only when the content does not
 * @returns the structure and the number of frames in the file
 * @throws `unknown-format`, or what the format's reader throws
 */
export const readAtoms = (
  data: string | Uint8Array,
  name: string,
): { file: AtomsFile; frames: number } => readFrame(data, name, 0);

/**
 * Reads one structure of a file. To step through a trajectory keep its index instead
 * (`indexTrajectory`): this one finds the frames anew each time.
 * @param frame 0 for the first
 * @throws as {@link readAtoms}; `too-large` for a frame that is not there
 */
export function readFrame(
  given: string | Uint8Array,
  name: string,
  frame: number,
  options: ReadOptions = {},
): { file: AtomsFile; frames: number } {
  const data = plainOf(given);
  const format = structureFormatOf(data, name);
  if (format === null) throw unknownFormat(name);
  return format.structure.read(contentOf(data), frame, options);
}

/**
 * All structures of a file, read on demand.
 * @throws as {@link readAtoms}
 */
export function openFrames(
  given: string | Uint8Array,
  name: string,
  options: ReadOptions = {},
): OpenedStructures {
  const data = plainOf(given);
  const format = structureFormatOf(data, name);
  if (format === null) throw unknownFormat(name);
  const { read, open } = format.structure;
  const content = contentOf(data);
  if (open !== undefined) return open(content, options);
  const first = read(content, 0, options);
  return {
    frames: first.frames,
    at: (frame) => (frame === 0 ? first.file : read(content, frame, options).file),
  };
}

/** The refusal of a file whose format is not known. */
export const unknownFormat = (name: string): EpistackError =>
  new EpistackError({
    code: 'unknown-format',
    name: oneLine(name).slice(0, 200),
    known: READ_NAMES,
  });

const plainOf = (data: string | Uint8Array): string | Uint8Array =>
  typeof data === 'string' ? data : plainText(data);

const contentOf = (data: string | Uint8Array): Content => ({
  text() {
    if (typeof data !== 'string') return decodeUtf8(data);
    checkTextSize(data.length);
    return data.startsWith('\ufeff') ? data.slice(1) : data;
  },
  bytes: () => (typeof data === 'string' ? encodeUtf8(data) : data),
});
