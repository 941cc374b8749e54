import { Refusal } from '#app/jobs/problems.ts';

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

/** Chunks are joined to parts of this size: many small ones are slow to slice. */
const PART_BYTES = 8 * 1024 * 1024;

const TAIL_BYTES = 65536;
/** Between two looks whether everything that was inflated has come out. */
const DRAIN_MS = 20;

/**
 * Inflates a file into another one, which the browser may keep on disk: it is never one array.
 * @param onProgress is told how many compressed bytes lie behind; when it answers false the reading stops
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
    // The end of a cut archive is an error, which drops what has not been taken out by then.
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
    // Of a file that cannot be read, and of one that was given up.
    if (error instanceof DOMException || size === 0) throw new Unreadable(error);
    isCut = true;
  }
  const all = new Blob([...parts, ...chunks]);
  return { file: isCut ? await wholeLines(all) : all, isCut };
}

/** What comes out of a gzip archive; whoever stops asking ends the reading. */
export async function* inflatedChunks(
  packed: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = packed.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read())
      yield next.value as Uint8Array<ArrayBuffer>;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Without the last line, in which a cut leaves numbers that look whole. */
async function wholeLines(file: Blob): Promise<Blob> {
  const from = Math.max(0, file.size - TAIL_BYTES);
  const end = new Uint8Array(await bytesOf(file.slice(from))).lastIndexOf(10) + 1;
  return file.slice(0, from + end);
}

/** The first bytes of a file, inflated if it is gzip; of a broken archive what there is. */
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
    // What came before is what there is.
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer()).subarray(0, bytes);
}
