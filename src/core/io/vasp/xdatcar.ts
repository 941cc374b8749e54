import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError, type Failure } from '#core/errors.ts';
import { type Cursor, lineNumberAt, nextLine, readFloat } from '#core/io/text/floatBytes.ts';
import { checkFrame, MAX_COORDINATE_ANG } from '#core/io/text/limits.ts';
import {
  hold,
  MAX_LINE_BYTES,
  type Reading,
  readSync,
  restIsBlank,
  skipRows,
  sourceOf,
  type Window,
  windowOver,
} from '#core/io/text/reading.ts';
import { parseNumber, refuse, words } from '#core/io/text/text.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import {
  type FrameCell,
  type FrameTarget,
  frameList,
  TORN_NOTE,
  type TrajectoryIndex,
  type XdatcarLayout,
} from '#core/io/trajectory/trajectoryIndex.ts';
import { row } from '#core/math/mat3.ts';
import { expandSpecies, parseVaspHeader, type VaspHeader } from './vaspHeader.ts';

const FORMAT = 'XDATCAR';
/** As much as a header and the frame marker after it can need. */
const HEADER_BYTES = 8 * MAX_LINE_BYTES;

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
 * Finds the frames without reading their positions.
 * A last frame that is torn is left out with a warning.
 * @throws `parse` with the line when what follows a frame is neither a frame nor a header, or when
 * no frame is whole; `unknown-element`, `bad-lattice`, `too-large`
 */
export function indexXdatcar(bytes: Uint8Array): XdatcarIndex {
  const { title, numbers, starts, layout, notes, problem } = readSync(
    scanXdatcar(bytes.length),
    sourceOf(bytes),
  );
  if (problem !== null) throw new EpistackError(problem);
  const { cellOf, cells, scales, cartesian } = layout;
  return { title, numbers, offsets: starts, cellOf, cells, scales, cartesian, warnings: notes };
}

/**
 * Finds the frames of a file of any length. VASP's lines have one length, so a frame ends where the
 * one before it lets expect; where it does not, its lines are counted.
 * @throws as {@link indexXdatcar} while there is no whole frame; later it becomes the `problem`
 */
export function* scanXdatcar(
  size: number,
): Reading<TrajectoryIndex & { readonly layout: XdatcarLayout }> {
  const w = windowOver(size);
  yield* hold(w, 0, HEADER_BYTES);
  const first = readHeader(w, 0, 1);
  const titleBytes = w.bytes.slice(0, nextLine(w.bytes, 0));
  const notes = [...first.header.warnings];
  const frames = frameList();
  const [cellOf, cartesian]: [number[], number[]] = [[], []];
  const cells: VaspHeader[] = [first.header];
  let problem: Failure | null = null;
  let { end: at, header } = first;
  let line = 1 + header.rows;
  let expectedBytes = 0;
  try {
    for (;;) {
      yield* hold(w, at, at + HEADER_BYTES);
      const marker = markerAt(w.bytes, at - w.start);
      if (marker === null) refuse(FORMAT, line, '"Direct configuration=" and a number');
      const offset = w.start + nextLine(w.bytes, at - w.start);
      const block = { offset, line: line + 1, atoms: header.atoms, expectedBytes };
      const end = (yield* expectedEnd(w, block, titleBytes)) ?? (yield* countedEnd(w, block));
      if (end === null) {
        if (frames.count === 0)
          refuse(
            FORMAT,
            line,
            `${header.atoms} positions after this line; the file ends before them`,
          );
        notes.push(TORN_NOTE(line));
        break;
      }
      frames.push(offset, end, line + 1);
      cellOf.push(cells.length - 1);
      cartesian.push(marker === 'cartesian' ? 1 : 0);
      expectedBytes = end - offset;
      at = end;
      line += 1 + header.atoms;
      if (yield* restIsBlank(w, at)) break;
      yield* hold(w, at, at + HEADER_BYTES);
      const here = at - w.start;
      if (markerAt(w.bytes, here) !== null) continue;
      if (holdsThreeNumbers(lineText(w.bytes, here)))
        refuse(
          FORMAT,
          line,
          `"Direct configuration=" after ${header.atoms} positions, or a header`,
        );
      if (isTornHeader(w.bytes, here, header.rows)) {
        notes.push(`the header of the last frame (line ${line}) is torn and left out`);
        break;
      }
      const next = repeatedHeader(w, at, line, header);
      at = next.end;
      line += next.header.rows;
      header = next.header;
      if (!sameCell(header, cells.at(-1)!)) cells.push(header);
    }
  } catch (error) {
    if (!(error instanceof EpistackError) || frames.count === 0) throw error;
    problem = error.failure;
  }
  return {
    layout: {
      kind: 'xdatcar',
      cellOf: Uint32Array.from(cellOf),
      cells: Float64Array.from(cells.flatMap((c) => [...c.lattice])),
      scales: Float64Array.from(cells.flatMap((c) => c.scale)),
      cartesian: Uint8Array.from(cartesian),
    },
    title: first.header.title,
    numbers: expandSpecies(first.header),
    ...frames.arrays(),
    scalars: [],
    timesFs: null,
    notes,
    problem,
  };
}

function lineText(bytes: Uint8Array, at: number): string {
  return decodeUtf8(
    bytes.subarray(at, Math.min(nextLine(bytes, at), at + MAX_LINE_BYTES)),
  ).trimEnd();
}

/** @returns the header and the offset after it, in the file */
function readHeader(w: Window, at: number, line: number) {
  const lines: string[] = [];
  const starts = [at - w.start];
  for (let k = 0; k < 7; k++) {
    lines.push(lineText(w.bytes, starts[k]!));
    starts.push(nextLine(w.bytes, starts[k]!));
  }
  const header = parseVaspHeader(FORMAT, lines, line);
  return { header, end: w.start + starts[header.rows]! };
}

/** A header between frames: another cell, the same atoms. */
function repeatedHeader(w: Window, at: number, line: number, before: VaspHeader) {
  const next = readHeader(w, at, line);
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

const LF = 10;

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
function* expectedEnd(
  w: Window,
  { offset, expectedBytes }: Block,
  titleBytes: Uint8Array,
): Reading<number | null> {
  const end = offset + expectedBytes;
  if (expectedBytes === 0 || end > w.size) return null;
  yield* hold(w, end - 1, end + MAX_LINE_BYTES);
  const here = end - w.start;
  if (w.bytes[here - 1] !== LF) return null;
  const isTitle = titleBytes.length > 1 && titleBytes.every((c, k) => w.bytes[here + k] === c);
  return end === w.size || isTitle || markerAt(w.bytes, here) !== null ? end : null;
}

/**
 * The end of a block by its lines, each of which has to begin like a number.
 * @returns null when the file ends before
 * @throws `parse`
 */
function* countedEnd(
  w: Window,
  { offset, line, atoms, expectedBytes }: Block,
): Reading<number | null> {
  let last = offset;
  let before = offset;
  const found = yield* skipRows(w, offset, atoms, (bytes, at) => {
    before = last;
    last = w.start + at;
    return isPosition(bytes, at);
  });
  if (found.kind === 'torn') return null;
  if (found.kind === 'wrong') {
    if (yield* restIsBlank(w, last)) return null;
    refuse(FORMAT, line + found.row, `position ${found.row + 1} of ${atoms}`);
  }
  // VASP ends each line: one without end has perhaps lost digits, unless it is as long as others.
  const length = atoms === 1 ? expectedBytes - 1 : last - before - 1;
  return found.open && found.end - last < length ? null : found.end;
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
 * @param bytes the whole file
 * @param out 3N
 * @throws `parse` with the line; `too-large` for a frame that is not there
 */
export function decodeFrame(
  bytes: Uint8Array,
  index: XdatcarIndex,
  frame: number,
  out: Float32Array = new Float32Array(3 * index.numbers.length),
): Float32Array {
  checkFrame(frame, index.offsets.length);
  decodeRows(bytes, index, frame, { at: index.offsets[frame]!, line: null, out });
  return out;
}

/** One frame in float64, with its cell; same errors as {@link decodeFrame}. */
export function frameStructure(bytes: Uint8Array, index: XdatcarIndex, frame: number): Structure {
  checkFrame(frame, index.offsets.length);
  const n = index.numbers.length;
  const xyz = new Float64Array(3 * n);
  decodeRows(bytes, index, frame, { at: index.offsets[frame]!, line: null, out: xyz });
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
  return latticeOf(index, frame);
}

/**
 * Fills a frame from its own bytes.
 * @throws `parse` with the line of the file
 */
export function decodeXdatcarFrame(
  bytes: Uint8Array,
  index: TrajectoryIndex,
  layout: XdatcarLayout,
  frame: number,
  { xyz, forces }: FrameTarget,
): FrameCell {
  forces?.fill(Number.NaN);
  const line = index.lines[frame]!;
  decodeRows(bytes, { ...layout, numbers: index.numbers }, frame, { at: 0, line, out: xyz });
  return { lattice: latticeOf(layout, frame), originAng: [0, 0, 0] };
}

type Cells = Pick<XdatcarLayout, 'cellOf' | 'cells' | 'scales' | 'cartesian'>;

interface Rows {
  /** Of the first position in the bytes. */
  readonly at: number;
  /** Its line in the file; null when the bytes are the whole file. */
  readonly line: number | null;
  /** 3N */
  readonly out: Float32Array | Float64Array;
}

function decodeRows(
  bytes: Uint8Array,
  cells: Cells & { readonly numbers: Uint8Array },
  frame: number,
  { at, line, out }: Rows,
): void {
  const [ax, ay, az, bx, by, bz, cx, cy, cz] = toCartesian(cells, frame) as NineNumbers;
  const n = cells.numbers.length;
  const cursor: Cursor = { at };
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
      refuse(
        FORMAT,
        line === null ? lineNumberAt(bytes, lineStart) : line + i,
        `position ${i + 1} of ${n}: three numbers`,
      );
    out[3 * i] = x;
    out[3 * i + 1] = y;
    out[3 * i + 2] = z;
    cursor.at = bytes[cursor.at] === LF ? cursor.at + 1 : nextLine(bytes, cursor.at);
  }
}

type NineNumbers = [number, number, number, number, number, number, number, number, number];

function latticeOf({ cellOf, cells }: Cells, frame: number): Float64Array {
  const at = 9 * cellOf[frame]!;
  return cells.slice(at, at + 9);
}

/** What a row of the file is multiplied with from the right. */
function toCartesian(cells: Cells, frame: number): number[] {
  if (cells.cartesian[frame] === 0) return [...latticeOf(cells, frame)];
  const [x, y, z] = row(cells.scales, cells.cellOf[frame]!);
  return [x, 0, 0, 0, y, 0, 0, 0, z];
}
