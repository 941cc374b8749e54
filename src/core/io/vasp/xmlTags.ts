import { BLOCK_BYTES, hold, type Reading, reachesEnd, type Window } from '#core/io/text/reading.ts';
import { decodeUtf8, encodeUtf8 } from '#core/io/text/utf8.ts';

// Just enough of XML for files that a program wrote: tags one after the other, no tree, no entities
// but in a title, where they stay as they are.

export interface TagCursor {
  readonly w: Window;
  /** Offset in the file from which the search goes on, and its line. */
  at: number;
  line: number;
}

export interface XmlTag {
  /** Up to the first blank: "varray", "/varray". */
  readonly name: string;
  /** What stands between < and >. */
  readonly text: string;
  /** Offset of the < and that after the >. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

const [LF, LESS, GREATER, SPACE] = [10, 60, 62, 32];
/** No tag is longer; its end has to be in sight. */
const MAX_TAG_BYTES = 4096;

/**
 * The next tag of one of the names; the cursor moves past it.
 * @returns null when the file ends first
 */
export function* nextTag(c: TagCursor, names: ReadonlySet<string>): Reading<XmlTag | null> {
  const { w } = c;
  for (;;) {
    yield* hold(w, c.at, c.at + MAX_TAG_BYTES);
    const { bytes, start } = w;
    // Short of the end by the length of a tag, so that each is seen whole.
    const stop = reachesEnd(w) ? bytes.length : bytes.length - MAX_TAG_BYTES + 1;
    let { line } = c;
    for (let r = c.at - start; r < stop; r++) {
      const byte = bytes[r]!;
      if (byte === LF) line++;
      if (byte !== LESS) continue;
      const name = nameAt(bytes, r + 1);
      if (!names.has(name)) continue;
      const end = bytes.indexOf(GREATER, r);
      if (end < 0 || end - r > MAX_TAG_BYTES) return null;
      const text = decodeUtf8(bytes.subarray(r + 1, end));
      c.at = start + end + 1;
      c.line = line;
      return { name, text, start: start + r, end: start + end + 1, line };
    }
    c.line = line;
    if (reachesEnd(w)) return null;
    c.at = start + stop;
  }
}

/** Names by their bytes: "v", "/v" and "r" make up nearly all of a file and cost no string. */
function nameAt(bytes: Uint8Array, at: number): string {
  const first = bytes[at];
  const second = bytes[at + 1];
  if ((first === 118 || first === 114 || first === 99) && (second === GREATER || second === 99))
    return '';
  if (
    first === 47 &&
    (second === 118 || second === 114 || second === 99) &&
    bytes[at + 2] === GREATER
  )
    return '';
  let end = at;
  while (end < bytes.length && end - at < 32 && bytes[end] !== GREATER && bytes[end]! > SPACE)
    end++;
  return String.fromCharCode(...bytes.subarray(at, end));
}

/** The text up to the next tag. */
export function* textAfter({ w, at }: TagCursor): Reading<string> {
  yield* hold(w, at, at + MAX_TAG_BYTES);
  const from = at - w.start;
  const end = w.bytes.indexOf(LESS, from);
  return decodeUtf8(
    w.bytes.subarray(from, Math.min(end < 0 ? w.bytes.length : end, from + MAX_TAG_BYTES)),
  );
}

/**
 * The text up to a mark; the cursor moves past it.
 * @returns null when the file ends first
 */
export function* textUntil(c: TagCursor, mark: string): Reading<string | null> {
  const { w } = c;
  for (let size = BLOCK_BYTES; ; size *= 2) {
    yield* hold(w, c.at, c.at + size);
    const text = decodeUtf8(w.bytes.subarray(c.at - w.start));
    const end = text.indexOf(mark);
    if (end >= 0) {
      const found = text.slice(0, end);
      c.at += utf8Length(found) + mark.length;
      c.line += found.split('\n').length - 1;
      return found;
    }
    if (reachesEnd(w)) return null;
  }
}

const utf8Length = (text: string): number => encodeUtf8(text).length;
