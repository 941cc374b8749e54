// A long file is read through a window that moves over it. The readers are generators that ask for
// bytes, so that one code serves bytes in memory, a file on disk and a Blob in a worker.

/** From `start` up to `end`, both within the file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Asks for ranges of a file, one at a time, and ends with a value. */
export type Reading<T> = Generator<ByteRange, T, Uint8Array>;

/** Where bytes come from. A Blob fits with `read: async (a, b) => new Uint8Array(await blob.slice(a, b).arrayBuffer())`. */
export interface ByteSource {
  readonly size: number;
  readonly read: (start: number, end: number) => Promise<Uint8Array>;
}

/** The same without waiting: bytes in memory, or a file handle in Node. */
export interface SyncSource {
  readonly size: number;
  readonly read: (start: number, end: number) => Uint8Array;
}

export const sourceOf = (bytes: Uint8Array): SyncSource => ({
  size: bytes.length,
  read: (start, end) => bytes.subarray(start, end),
});

/** Runs a reading to its end. */
export function readSync<T>(reading: Reading<T>, source: SyncSource): T {
  let step = reading.next();
  while (!step.done) step = reading.next(source.read(step.value.start, step.value.end));
  return step.value;
}

/**
 * Runs a reading to its end, a turn of the event loop for each block.
 * @param onProgress is told how many bytes lie behind; when it answers false the reading stops
 * @returns null when it was stopped
 */
export async function readAsync<T>(
  reading: Reading<T>,
  source: ByteSource,
  onProgress: (bytes: number) => boolean = () => true,
): Promise<T | null> {
  let step = reading.next();
  while (!step.done) {
    const { start, end } = step.value;
    if (!onProgress(start)) return null;
    step = reading.next(await source.read(start, end));
  }
  return onProgress(source.size) ? step.value : null;
}

/** Bytes read at once when nothing else is asked: few round trips, little memory. */
export const BLOCK_BYTES = 4 * 1024 * 1024;

/** The part of a file that has been read. Offsets are those of the file. */
export interface Window {
  /** Size of the file, bytes. */
  readonly size: number;
  start: number;
  bytes: Uint8Array;
}

export const windowOver = (size: number): Window => ({ size, start: 0, bytes: new Uint8Array(0) });

/** Whether the window reaches the end of the file. */
export const reachesEnd = (w: Window): boolean => w.start + w.bytes.length >= w.size;

/** Makes [from, to) available, as far as the file has it. */
export function* hold(w: Window, from: number, to: number): Reading<void> {
  const end = Math.min(w.size, to);
  if (from >= w.start && end <= w.start + w.bytes.length) return;
  const range = { start: from, end: Math.min(w.size, Math.max(to, from + BLOCK_BYTES)) };
  w.bytes = yield range;
  w.start = from;
}

const LF = 10;

/** No line of a trajectory is longer than this; one that is counts as not ended. */
export const MAX_LINE_BYTES = 65536;

/**
 * What is wrong with a row, seen by its first bytes; the answer ends the counting.
 * @param open the row has no line end: the file ends within it, or right after it
 */
export type RowCheck = (bytes: Uint8Array, at: number, open?: boolean) => boolean;

/** Where a block of rows ends, or how it failed to. */
export type Block =
  /** `open`: the last row has no line end, as the file ends there. */
  | { readonly kind: 'whole'; readonly end: number; readonly open: boolean }
  | { readonly kind: 'torn' }
  | { readonly kind: 'wrong'; readonly row: number };

/**
 * Finds the end of so many lines.
 * @param accepts looks at the start of each
 */
export function* skipRows(w: Window, at: number, rows: number, accepts: RowCheck): Reading<Block> {
  let offset = at;
  for (let row = 0; row < rows; ) {
    let r = offset - w.start;
    const { bytes } = w;
    if (r >= 0 && r < bytes.length)
      for (; row < rows; row++) {
        const lf = bytes.indexOf(LF, r);
        if (lf < 0) break;
        if (!accepts(bytes, r)) return { kind: 'wrong', row };
        r = lf + 1;
      }
    offset = Math.max(offset, w.start + r);
    if (row === rows) break;
    if (offset >= w.size) return { kind: 'torn' };
    if (offset >= w.start && reachesEnd(w)) {
      // A line without end is cut off, and what is left of it need not look like a row.
      const isRow = row === rows - 1 && accepts(w.bytes, offset - w.start, true);
      return isRow ? { kind: 'whole', end: w.size, open: true } : { kind: 'torn' };
    }
    if (offset === w.start && bytes.length >= MAX_LINE_BYTES) return { kind: 'wrong', row };
    yield* hold(w, offset, offset + BLOCK_BYTES);
  }
  return { kind: 'whole', end: offset, open: false };
}

/** A line of a file: where it begins, and its number. */
export interface LineStart {
  readonly at: number;
  readonly line: number;
}

/**
 * The first line after one that is looked for: where the next frame begins behind a damaged one.
 * @param is looks at the start of each line; a line and the one after it are at hand
 * @returns null at the end of the file
 */
export function* findLineAfter(
  w: Window,
  from: LineStart,
  is: (bytes: Uint8Array, at: number, line: number) => boolean,
): Reading<LineStart | null> {
  let { at, line } = from;
  for (let isFirst = true; at < w.size; isFirst = false) {
    yield* hold(w, at, at + 2 * MAX_LINE_BYTES);
    if (!isFirst && is(w.bytes, at - w.start, line)) return { at, line };
    const end = w.bytes.indexOf(LF, at - w.start);
    // A line longer than any is passed over in pieces.
    at = end < 0 ? w.start + w.bytes.length : w.start + end + 1;
    if (end >= 0) line++;
  }
  return null;
}

/** Whether nothing but blanks follows. */
export function* restIsBlank(w: Window, at: number): Reading<boolean> {
  for (let offset = at; offset < w.size; ) {
    yield* hold(w, offset, offset + 1);
    for (let r = offset - w.start; r < w.bytes.length; r++) {
      const c = w.bytes[r]!;
      if (c !== 32 && c !== LF && c !== 13 && c !== 9) return false;
    }
    offset = w.start + w.bytes.length;
  }
  return true;
}
