import type { Structure } from '#core/crystal/structure.ts';
import { row } from '#core/math/mat3.ts';
import { type Cursor, lineNumberAt, nextLine, readFloat } from './floatBytes.ts';
import { checkFrame, MAX_COORDINATE_ANG } from './limits.ts';
import { parseNumber, refuse, words } from './text.ts';
import { decodeUtf8 } from './utf8.ts';
import { expandSpecies, parseVaspHeader, type VaspHeader } from './vaspHeader.ts';

const FORMAT = 'XDATCAR';
/** As much of a line as a header or a frame marker can need. */
const MAX_LINE_BYTES = 65536;

/** Where the frames of a trajectory are. Plain data; the bytes stay with the caller. */
export interface XdatcarIndex {
  readonly title: string;
  /** N atomic numbers, the same in all frames. */
  readonly numbers: Uint8Array;
  /** Byte offset of the first position of each frame; float64 reaches beyond 4 GB. */
  readonly offsets: Float64Array;
  /** Which cell a frame has. */
  readonly cellOf: Uint32Array;
  /** 9 numbers a cell, rows, Å. A fixed cell is here once. */
  readonly cells: Float64Array;
  /** 3 numbers a cell: what Cartesian positions are multiplied with. */
  readonly scales: Float64Array;
  /** 1 for a frame of Cartesian positions. */
  readonly cartesian: Uint8Array;
  readonly warnings: readonly string[];
}

/**
 * Finds the frames without reading their positions. VASP's lines have one length, so a frame ends
 * where the one before it lets expect; where it does not, its lines are counted.
 * A last frame that is torn is left out with a warning.
 * @throws `parse` with the line when what follows a frame is neither a frame nor a header, or when
 * no frame is whole; `unknown-element`, `bad-lattice`, `too-large`
 */
export function indexXdatcar(bytes: Uint8Array): XdatcarIndex {
  const first = readHeader(bytes, 0, 1);
  const titleBytes = bytes.subarray(0, nextLine(bytes, 0));
  const warnings = [...first.header.warnings];
  const frames: { offset: number; cell: number; cartesian: boolean }[] = [];
  const cells: VaspHeader[] = [first.header];
  let { end: at, header } = first;
  let line = 1 + header.rows;
  let expectedBytes = 0;
  for (;;) {
    const marker = markerAt(bytes, at);
    if (marker === null) refuse(FORMAT, line, '"Direct configuration=" and a number');
    const offset = nextLine(bytes, at);
    const block = { offset, line: line + 1, atoms: header.atoms, expectedBytes };
    const end = expectedEnd(bytes, block, titleBytes) ?? countedEnd(bytes, block);
    if (end === null) {
      if (frames.length === 0)
        refuse(
          FORMAT,
          line,
          `${header.atoms} positions after this line; the file ends before them`,
        );
      warnings.push(`the last frame (line ${line}) is torn and left out`);
      break;
    }
    frames.push({ offset, cell: cells.length - 1, cartesian: marker === 'cartesian' });
    expectedBytes = end - offset;
    at = end;
    line += 1 + header.atoms;
    if (isRestBlank(bytes, at)) break;
    if (markerAt(bytes, at) !== null) continue;
    if (holdsThreeNumbers(lineText(bytes, at)))
      refuse(FORMAT, line, `"Direct configuration=" after ${header.atoms} positions, or a header`);
    if (isTornHeader(bytes, at, header.rows)) {
      warnings.push(`the header of the last frame (line ${line}) is torn and left out`);
      break;
    }
    const next = repeatedHeader(bytes, at, line, header);
    at = next.end;
    line += next.header.rows;
    header = next.header;
    if (!sameCell(header, cells.at(-1)!)) cells.push(header);
  }
  return {
    title: first.header.title,
    numbers: expandSpecies(first.header),
    offsets: Float64Array.from(frames, (f) => f.offset),
    cellOf: Uint32Array.from(frames, (f) => f.cell),
    cells: Float64Array.from(cells.flatMap((c) => [...c.lattice])),
    scales: Float64Array.from(cells.flatMap((c) => c.scale)),
    cartesian: Uint8Array.from(frames, (f) => (f.cartesian ? 1 : 0)),
    warnings,
  };
}

function lineText(bytes: Uint8Array, at: number): string {
  return decodeUtf8(
    bytes.subarray(at, Math.min(nextLine(bytes, at), at + MAX_LINE_BYTES)),
  ).trimEnd();
}

/** @returns the header and the offset after it */
function readHeader(bytes: Uint8Array, at: number, line: number) {
  const lines: string[] = [];
  const starts = [at];
  for (let k = 0; k < 7; k++) {
    lines.push(lineText(bytes, starts[k]!));
    starts.push(nextLine(bytes, starts[k]!));
  }
  const header = parseVaspHeader(FORMAT, lines, line);
  return { header, end: starts[header.rows]! };
}

/** A header between frames: another cell, the same atoms. */
function repeatedHeader(bytes: Uint8Array, at: number, line: number, before: VaspHeader) {
  const next = readHeader(bytes, at, line);
  if (`${next.header.species};${next.header.counts}` !== `${before.species};${before.counts}`)
    refuse(FORMAT, line, 'a header with the same atoms as before');
  return next;
}

const sameCell = (a: VaspHeader, b: VaspHeader): boolean =>
  a.lattice.every((x, k) => x === b.lattice[k]) && a.scale.every((x, k) => x === b.scale[k]);

/** A position where a title should be; a title may well begin with a number. */
const holdsThreeNumbers = (text: string): boolean =>
  words(text)
    .slice(0, 3)
    .map(parseNumber)
    .filter((x) => x !== undefined).length === 3;

/** Whether the bytes end before a header and its frame marker do. */
function isTornHeader(bytes: Uint8Array, at: number, rows: number): boolean {
  let end = at;
  for (let k = 0; k <= rows; k++) {
    end = bytes.indexOf(LF, end) + 1;
    if (end === 0) return true;
  }
  return false;
}

function isRestBlank(bytes: Uint8Array, at: number): boolean {
  for (let k = at; k < bytes.length; k++) if (!BLANKS.has(bytes[k]!)) return false;
  return true;
}

const LF = 10;
const BLANKS: ReadonlySet<number> = new Set([9, LF, 13, 32]);

/** "Direct configuration=", in old files "Konfig=". */
function markerAt(bytes: Uint8Array, at: number): 'direct' | 'cartesian' | null {
  let k = at;
  while (bytes[k] === 32 || bytes[k] === 9) k++;
  // Positions and most titles are ruled out by one letter: D, C or K.
  if (k - at > MAX_LINE_BYTES || !'DCKdck'.includes(String.fromCharCode(bytes[k] ?? 0)))
    return null;
  const marker = /^(direct|cartesian)?\s*(?:configuration|konfig)\s*=/i.exec(lineText(bytes, k));
  if (marker === null) return null;
  return marker[1]?.toLowerCase() === 'cartesian' ? 'cartesian' : 'direct';
}

interface Block {
  /** Of the first position, in bytes and in lines. */
  readonly offset: number;
  readonly line: number;
  readonly atoms: number;
  /** Length of the block before it, 0 for the first. */
  readonly expectedBytes: number;
}

/** The end of a block as long as the last, if a frame, a header or the end of the file is there. */
function expectedEnd(
  bytes: Uint8Array,
  { offset, expectedBytes }: Block,
  titleBytes: Uint8Array,
): number | null {
  const end = offset + expectedBytes;
  if (expectedBytes === 0 || end > bytes.length || bytes[end - 1] !== LF) return null;
  const isTitle = titleBytes.length > 1 && titleBytes.every((c, k) => bytes[end + k] === c);
  return end === bytes.length || isTitle || markerAt(bytes, end) !== null ? end : null;
}

/**
 * The end of a block by its lines, each of which has to begin like a number.
 * @returns null when the file ends before
 * @throws `parse`
 */
function countedEnd(
  bytes: Uint8Array,
  { offset, line, atoms, expectedBytes }: Block,
): number | null {
  let at = offset;
  // Length of the line before, without its end: that of the last frame when there is one atom.
  let length = atoms === 1 ? expectedBytes - 1 : 0;
  for (let k = 0; k < atoms; k++) {
    if (at >= bytes.length) return null;
    if (!isPosition(bytes, at))
      return isRestBlank(bytes, at)
        ? null
        : refuse(FORMAT, line + k, `position ${k + 1} of ${atoms}`);
    const end = nextLine(bytes, at);
    // VASP ends each line: one without end has perhaps lost digits, unless it is as long as others.
    if (bytes[end - 1] !== LF) return k === atoms - 1 && end - at >= length ? end : null;
    length = end - at - 1;
    at = end;
  }
  return at;
}

/** Whether the first byte after blanks may begin a number. */
function isPosition(bytes: Uint8Array, at: number): boolean {
  let k = at;
  while (bytes[k] === 32 || bytes[k] === 9) k++;
  const c = bytes[k] ?? 0;
  return (c >= 48 && c <= 57) || c === 43 || c === 45 || c === 46;
}

/**
 * One frame for drawing: Cartesian, Å, not wrapped. Allocates nothing when `out` is given.
 * @param out 3N
 * @throws `parse` with the line; `too-large` for a frame that is not there
 */
export function decodeFrame(
  bytes: Uint8Array,
  index: XdatcarIndex,
  frame: number,
  out: Float32Array = new Float32Array(3 * index.numbers.length),
): Float32Array {
  decodeInto(bytes, index, frame, out);
  return out;
}

/** One frame in float64, with its cell; same errors as {@link decodeFrame}. */
export function frameStructure(bytes: Uint8Array, index: XdatcarIndex, frame: number): Structure {
  const n = index.numbers.length;
  const xyz = new Float64Array(3 * n);
  decodeInto(bytes, index, frame, xyz);
  return {
    lattice: frameLattice(index, frame),
    numbers: index.numbers.slice(),
    xyz,
    layer: new Uint16Array(n),
  };
}

/** The cell of a frame: rows, Å. */
export function frameLattice(index: XdatcarIndex, frame: number): Float64Array {
  checkFrame(frame, index.offsets.length);
  const at = 9 * index.cellOf[frame]!;
  return index.cells.slice(at, at + 9);
}

function decodeInto(
  bytes: Uint8Array,
  index: XdatcarIndex,
  frame: number,
  out: Float32Array | Float64Array,
): void {
  const [ax, ay, az, bx, by, bz, cx, cy, cz] = toCartesian(index, frame) as NineNumbers;
  const n = index.numbers.length;
  const cursor: Cursor = { at: index.offsets[frame]! };
  for (let i = 0; i < n; i++) {
    const lineStart = cursor.at;
    const u = readFloat(bytes, cursor, bytes.length);
    const v = readFloat(bytes, cursor, bytes.length);
    const w = readFloat(bytes, cursor, bytes.length);
    const x = u * ax + v * bx + w * cx;
    const y = u * ay + v * by + w * cy;
    const z = u * az + v * bz + w * cz;
    // The negated form refuses NaN, which is what a broken number became.
    if (
      !(
        Math.abs(x) < MAX_COORDINATE_ANG &&
        Math.abs(y) < MAX_COORDINATE_ANG &&
        Math.abs(z) < MAX_COORDINATE_ANG
      )
    )
      refuse(FORMAT, lineNumberAt(bytes, lineStart), `position ${i + 1} of ${n}: three numbers`);
    out[3 * i] = x;
    out[3 * i + 1] = y;
    out[3 * i + 2] = z;
    cursor.at = bytes[cursor.at] === LF ? cursor.at + 1 : nextLine(bytes, cursor.at);
  }
}

type NineNumbers = [number, number, number, number, number, number, number, number, number];

/** What a row of the file is multiplied with from the right. */
function toCartesian(index: XdatcarIndex, frame: number): number[] {
  const lattice = frameLattice(index, frame);
  if (index.cartesian[frame] === 0) return [...lattice];
  const [x, y, z] = row(index.scales, index.cellOf[frame]!);
  return [x, 0, 0, 0, y, 0, 0, 0, z];
}
