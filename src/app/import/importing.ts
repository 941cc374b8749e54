import type { Failure } from '#core/errors.ts';
import type { ImportReply, ImportRequest } from './importMessages.ts';

/** A search for symmetry that takes longer is given up: a perfect supercell can take minutes. */
const TIME_LIMIT_MS = 20_000;
/** Files above it are no unit cells. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

export interface ImportJob {
  /** null when it was cancelled. */
  readonly reply: Promise<ImportReply | null>;
  readonly cancel: () => void;
}

let idle: Worker | null = null;
const spawn = (): Worker =>
  new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' });

/**
 * Reads a crystal in a worker. One that takes too long is ended and read once more without the search
 * for its symmetry; whatever goes wrong in the worker comes back as a failure, and the page lives.
 */
export function startImport(request: ImportRequest): ImportJob {
  let cancel = (): void => {};
  let cancelled = false;
  const run = (what: ImportRequest): Promise<ImportReply | 'late' | null> =>
    new Promise((resolve) => {
      const worker = idle ?? spawn();
      idle = null;
      const end = (reply: ImportReply | 'late' | null, reusable: boolean): void => {
        clearTimeout(timer);
        worker.onmessage = worker.onerror = null;
        if (reusable && idle === null) idle = worker;
        else worker.terminate();
        resolve(reply);
      };
      const timer = setTimeout(() => end('late', false), TIME_LIMIT_MS);
      worker.onmessage = ({ data }: MessageEvent<ImportReply>) => end(data, true);
      worker.onerror = (event) => {
        event.preventDefault();
        end(failed({ code: 'engine', engine: 'import', reason: reasonOf(event) }), false);
      };
      cancel = () => {
        cancelled = true;
        end(null, false);
      };
      worker.postMessage(what);
    });
  const reply = run(request).then(async (first) => {
    if (first !== 'late') return first;
    if (cancelled) return null;
    const second = await run(withoutSearch(request));
    return second === 'late'
      ? failed({
          code: 'engine',
          engine: 'import',
          reason: `not read within ${(2 * TIME_LIMIT_MS) / 1000} s, and stopped`,
        })
      : second;
  });
  return { reply, cancel: () => cancel() };
}

const failed = (failure: Failure): ImportReply => ({ kind: 'failed', failure });
const reasonOf = (event: ErrorEvent): string =>
  `this input met a bug in Epistack (${event.message || 'the worker could not be loaded'}); your document is unchanged`;

const withoutSearch = (request: ImportRequest): ImportRequest =>
  request.kind === 'file'
    ? { ...request, source: { ...request.source, search: null } }
    : { ...request, search: null };

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
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
    .getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value as Uint8Array<ArrayBuffer>);
    size += next.value.length;
    if (size <= MAX_FILE_BYTES) continue;
    await reader.cancel();
    throw new RangeError(`over ${limit} when unpacked; a crystal's file is smaller`);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
