/** A file that was moved or changed while it was read, or a broken archive. */
export class Unreadable extends Error {
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

/**
 * Inflates a file into another one, which the browser may keep on disk: it is never one array.
 * @param onProgress is told how many compressed bytes lie behind; when it answers false the reading stops
 * @throws {Unreadable}
 */
export async function inflated(file: Blob, onProgress: (bytes: number) => boolean): Promise<Blob> {
  let read = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      read += chunk.length;
      if (onProgress(read)) controller.enqueue(chunk);
      else controller.error(new TypeError('stopped'));
    },
  });
  const stream = file.stream().pipeThrough(counter).pipeThrough(new DecompressionStream('gzip'));
  const parts: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw new Unreadable(error);
    });
    if (value) {
      chunks.push(value as Uint8Array<ArrayBuffer>);
      size += value.length;
    }
    if (size >= PART_BYTES || done) {
      parts.push(new Blob(chunks));
      [chunks, size] = [[], 0];
    }
    if (done) return new Blob(parts);
  }
}
