import { Refusal } from '#app/jobs/problems.ts';
import { SNIFF_BYTES } from '#core/io/recognise.ts';
import { isForeignText, plainText } from '#core/io/text/utf8.ts';

/** A file that was moved or changed while it was read, or a broken archive. */
export class Unreadable extends Refusal {
  constructor(cause: unknown) {
    super(`the file could not be read: ${cause instanceof Error ? cause.message : String(cause)}`);
    this.name = 'Unreadable';
  }
}

/** @throws {Unreadable} */
export async function bytesOf(file: Blob): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch (error) {
    throw new Unreadable(error);
  }
}

/** Whether a file is gzip, by its first bytes. */
export async function isGzip(file: Blob): Promise<boolean> {
  const [a, b] = new Uint8Array(await bytesOf(file.slice(0, 2)));
  return a === 0x1f && b === 0x8b;
}

/**
 * Text that Windows saved as UTF-16, or whose lines end in \r alone, anew as UTF-8 with \n; any other file as it is.
 * @throws {Unreadable}
 */
export async function readable(file: Blob): Promise<Blob> {
  if (!isForeignText(new Uint8Array(await bytesOf(file.slice(0, SNIFF_BYTES))))) return file;
  return new Blob([plainText(new Uint8Array(await bytesOf(file)))]);
}

/** Chunks are joined to parts of this size: many small ones are slow to slice. */
const PART_BYTES = 8 * 1024 * 1024;

const TAIL_BYTES = 65536;
/** Interval of checking whether all inflated data have come out. */
const DRAIN_MS = 20;

/**
 * Inflates a file into a Blob, which the browser may keep on disk, so it is never one array in memory.
 * @param onProgress called with the number of compressed bytes read; returning false stops the reading
 * @returns `isCut` when the archive ends early or goes wrong: the file is what came before
 * @throws {Unreadable} also when nothing came before
 */
export async function inflated(
  file: Blob,
  onProgress: (bytes: number) => boolean,
): Promise<{ readonly file: Blob; readonly isCut: boolean }> {
  let read = 0;
  let size = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      read += chunk.length;
      if (onProgress(read)) controller.enqueue(chunk);
      else controller.error(new DOMException('stopped', 'AbortError'));
    },
    // A truncated archive ends in an error, which discards the data not read until then.
    async flush() {
      for (let before = -1; before !== size; ) {
        before = size;
        await new Promise((resume) => setTimeout(resume, DRAIN_MS));
      }
    },
  });
  const parts: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let held = 0;
  let isCut = false;
  try {
    for await (const chunk of inflatedChunks(file.stream().pipeThrough(counter))) {
      chunks.push(chunk);
      size += chunk.length;
      held += chunk.length;
      if (held < PART_BYTES) continue;
      parts.push(new Blob(chunks));
      [chunks, held] = [[], 0];
    }
  } catch (error) {
    // The error of a file that cannot be read, or whose reading was stopped.
    if (error instanceof DOMException || size === 0) throw new Unreadable(error);
    isCut = true;
  }
  const all = new Blob([...parts, ...chunks]);
  return { file: isCut ? await wholeLines(all) : all, isCut };
}

/** The inflated chunks of a gzip archive; reading ends when the consumer stops. */
export async function* inflatedChunks(
  packed: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = packed.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read())
      // The streams API is typed for shared buffers too, which none gives.
      yield next.value as Uint8Array<ArrayBuffer>;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Removes the last line, where truncation leaves numbers that look complete. */
async function wholeLines(file: Blob): Promise<Blob> {
  const from = Math.max(0, file.size - TAIL_BYTES);
  const end = new Uint8Array(await bytesOf(file.slice(from))).lastIndexOf(10) + 1;
  return file.slice(0, from + end);
}

/** The first bytes of a file, inflated if it is gzip; for a broken archive as many as can be read. */
export async function headOf(file: Blob, bytes: number): Promise<Uint8Array> {
  if (!(await isGzip(file))) return new Uint8Array(await bytesOf(file.slice(0, bytes)));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for await (const chunk of inflatedChunks(file.stream())) {
      parts.push(chunk);
      size += chunk.length;
      if (size >= bytes) break;
    }
  } catch {
    // The bytes before the error are all there is.
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer()).subarray(0, bytes);
}
