import { headOf, isGzip, readable } from '#app/trajectory/inflate.ts';
import { looksMeasured } from '#core/diffraction/measured/measured.ts';
import { SNIFF_BYTES, structureFormatOf, trajectoryFormatOf } from '#core/io/recognise.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import { isMicrograph } from '#core/micrograph/imageKind.ts';
import { looksLikePotential } from '#engines/lammps/own/recogniseOwn.ts';
import { isModelFile } from '#engines/universal/model/modelSniff.ts';

/** What kind of file was dropped or chosen. */
export type FileKind =
  | 'crystal'
  | 'trajectory'
  | 'document'
  | 'screen'
  | 'model'
  | 'potential'
  | 'story'
  | 'pattern'
  | 'micrograph'
  | 'nanocrystal';

const HEAD_BYTES = 256 * 1024;

/** Recognises the kind of a file by its first bytes, not by its name. */
export async function kindOfFile(file: File): Promise<FileKind> {
  const isPacked = await isGzip(file);
  const head = await headOf(file, HEAD_BYTES);
  // The size of an archive's content is only known when the content ends within the head.
  const size = !isPacked ? file.size : head.length < HEAD_BYTES ? head.length : UNKNOWN_SIZE;
  if (isModelFile(head, file.name)) return 'model';
  if (isMicrograph(head)) return 'micrograph';
  const text = decodeUtf8(head).trimStart();
  if (/^\{"epistackScreen"\s*:/.test(text)) return 'screen';
  if (text.startsWith('{') && /"epistackStory"\s*:/.test(text)) return 'story';
  if (text.startsWith('{') && /"epistackNanocrystal"\s*:/.test(text)) return 'nanocrystal';
  if (text.startsWith('{') && /"epistack"\s*:/.test(text)) return 'document';
  const format =
    trajectoryFormatOf(head) ?? structureFormatOf(head, file.name.replace(/\.gz$/i, ''));
  if (format === null && looksLikePotential(decodeUtf8(head))) return 'potential';
  if (format === null && looksMeasured(text)) return 'pattern';
  const reader = format?.trajectory;
  return reader === undefined || reader.isSingle?.(text, size) === true ? 'crystal' : 'trajectory';
}

/** A file as its readers take it, see {@link readable}, by the same name. */
export async function readableFile(file: File): Promise<File> {
  const read = await readable(file);
  return read === file ? file : new File([read], file.name);
}

/** Whether all frames of a file can be opened in the player as they stand. */
export const isPlayable = async (file: File): Promise<boolean> =>
  trajectoryFormatOf(await headOf(file, SNIFF_BYTES)) !== null;

const UNKNOWN_SIZE = Number.POSITIVE_INFINITY;
