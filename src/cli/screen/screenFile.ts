import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeFileSync } from 'node:fs';
import { RequestError } from '#cli/args.ts';
import { systemReason } from '#cli/writing/draftFile.ts';
import { EpistackError } from '#core/errors.ts';
import { lineText, type ScreenLine } from '#core/screen/line.ts';
import { lineProblem, type Parsed, parseLine } from '#core/screen/parse.ts';
import type { ScreenHeader } from '#core/screen/settings.ts';

const CHUNK_BYTES = 1 << 20;

interface RawLine {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** Offset of its first byte. */
  readonly start: number;
  /** Whether a line end follows; only the last line of a file can lack it. */
  readonly whole: boolean;
}

/** Lines of an open file, one at a time, whatever its size. */
function* linesOf(fd: number): Generator<RawLine, void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  let [position, start, number] = [0, 0, 1];
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (;;) {
    const count = readSync(fd, chunk, 0, CHUNK_BYTES, position);
    position += count;
    const bytes = Buffer.concat([rest, chunk.subarray(0, count)]);
    let at = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, at)) {
      yield { text: bytes.toString('utf8', at, end), number, start, whole: true };
      start += end + 1 - at;
      number++;
      at = end + 1;
    }
    rest = Buffer.from(bytes.subarray(at));
    if (count > 0) continue;
    if (rest.length > 0) yield { text: rest.toString('utf8'), number, start, whole: false };
    return;
  }
}

/** A line that is not a screening result, with its number. */
export interface UnreadableLine {
  readonly path: string;
  readonly number: number;
  readonly reason: string;
}

/** All lines of a file of results; unreadable ones are returned as such. @throws {RequestError} */
export function* readResults(path: string): Generator<Parsed | UnreadableLine, void, undefined> {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    throw new RequestError(`cannot read ${path}: ${systemReason(error)}`);
  }
  try {
    for (const { text, number, whole } of linesOf(fd)) {
      if (text.trim() === '') continue;
      const parsed = attempt(text);
      if (typeof parsed !== 'string') yield parsed;
      else yield { path, number, reason: whole ? parsed : 'cut off' };
    }
  } finally {
    closeSync(fd);
  }
}

/** The parsed line, or the reason why it cannot be parsed. */
function attempt(text: string): Parsed | string {
  try {
    return parseLine(text);
  } catch (error) {
    if (error instanceof EpistackError) return lineProblem(error);
    if (error instanceof SyntaxError) return 'no JSON';
    throw error;
  }
}

/** A file to which results are appended line by line. */
export interface Results {
  /** Keys of the lines that are there already. */
  readonly done: ReadonlySet<string>;
  readonly append: (line: ScreenLine) => void;
  readonly close: () => void;
}

/**
 * Opens a file of results to continue it, or creates it. A truncated last line is removed; other unreadable lines
 * are left, and their candidates are computed again.
 * @throws {RequestError} for a file of another screen, or of none
 */
export function openResults(
  path: string,
  header: ScreenHeader,
  note: (text: string) => void,
): Results {
  // Mode a+ always appends and can read anywhere.
  const fd = openToAppend(path);
  try {
    const done = readDone(fd, path, header, note);
    // One write of a whole line, so that a kill leaves a whole line or a last one without its end.
    const append = (value: unknown): void => {
      try {
        writeFileSync(fd, `${lineText(value)}\n`);
      } catch (error) {
        throw new RequestError(
          `cannot write ${path}: ${systemReason(error)}; what is done so far is in it, and the same command goes on from there`,
        );
      }
    };
    if (fstatSync(fd).size === 0) append(header);
    return { done, append, close: () => closeSync(fd) };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** @throws {RequestError} naming the file */
function openToAppend(path: string): number {
  try {
    return openSync(path, 'a+');
  } catch (error) {
    throw new RequestError(`cannot write ${path}: ${systemReason(error)}`);
  }
}

function readDone(
  fd: number,
  path: string,
  header: ScreenHeader,
  note: (text: string) => void,
): ReadonlySet<string> {
  const done = new Set<string>();
  const first = `${lineText(header)}\n`;
  for (const { text, number, start, whole } of linesOf(fd)) {
    if (number === 1 && !whole) {
      // A truncated first line is an interrupted start of this screen; any other text is a foreign file.
      if (!first.startsWith(text)) throw notOurs(path);
      ftruncateSync(fd, 0);
      return done;
    }
    if (number === 1) {
      checkHeader(path, text, header);
      continue;
    }
    if (!whole) {
      ftruncateSync(fd, start);
      note(`${path}: line ${number} was cut off and is done again`);
      return done;
    }
    const parsed = attempt(text);
    if (typeof parsed === 'string')
      note(`${path}, line ${number}: ${parsed}; left as it is, its candidate is done again`);
    else if (parsed.kind === 'line') done.add(parsed.line.key);
  }
  return done;
}

const notOurs = (path: string) =>
  new RequestError(`${path} is there and holds no screen: choose another --out`);

function checkHeader(path: string, text: string, header: ScreenHeader): void {
  const parsed = attempt(text);
  if (typeof parsed === 'string' || parsed.kind !== 'header') throw notOurs(path);
  if (parsed.header.hash === header.hash) return;
  const [was, now] = [parsed.header, header].map((h) => ({ ...h.settings, version: h.version }));
  const changed = (Object.keys(now!) as (keyof typeof now)[]).filter((k) => was![k] !== now![k]);
  throw new RequestError(
    `${path} holds a screen with ${changed.length === 0 ? 'other crystals' : `another ${changed.map((k) => `${k} (${was![k]}, now ${now![k]})`).join(', ')}`}: go on with the same ones, or choose another --out`,
  );
}
