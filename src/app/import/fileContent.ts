import { inflatedChunks } from '#app/trajectory/inflate.ts';

/** Size limit of a structure file: larger files are not unit cells. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/**
 * Content of a file, inflated if it is gzip. @throws TypeError for a broken archive or a file that
 * cannot be read; RangeError over the size limit
 */
export async function contentOf(file: File): Promise<Uint8Array> {
  const limit = `${MAX_FILE_BYTES / 1024 / 1024} MB`;
  if (file.size > MAX_FILE_BYTES)
    throw new RangeError(
      `${(file.size / 1024 / 1024).toFixed(0)} MB; at most ${limit} are read as a crystal`,
    );
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of inflatedChunks(new Blob([bytes]).stream())) {
    parts.push(chunk);
    size += chunk.length;
    if (size > MAX_FILE_BYTES)
      throw new RangeError(`over ${limit} when unpacked; a crystal's file is smaller`);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
