import { EpistackError, type Failure } from '#core/errors.ts';
import { type Cursor, nextLine, readFloat } from '#core/io/text/floatBytes.ts';
import { MAX_COORDINATE_ANG } from '#core/io/text/limits.ts';
import {
  findLineAfter,
  hold,
  type LineStart,
  MAX_LINE_BYTES,
  type Reading,
  restIsBlank,
  skipRows,
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
} from '#core/io/trajectory/trajectoryIndex.ts';
import { row } from '#core/math/mat3.ts';
import { expandSpecies, MAX_HEADER_LINES, parseVaspHeader, type VaspHeader } from './vaspHeader.ts';

const FORMAT = 'XDATCAR';
/** As much as a header and the frame marker after it can need. */
const HEADER_BYTES = (MAX_HEADER_LINES + 1) * MAX_LINE_BYTES;

export interface XdatcarLayout {
  /** Which cell a frame has. */
  readonly cellOf: Uint32Array;
  /** 9 numbers a cell, rows, Å. A fixed cell is here once. */
  readonly cells: Float64Array;
  /** 3 numbers a cell: what Cartesian positions are multiplied with. */
  readonly scales: Float64Array;
  /** 1 for a frame of Cartesian positions. */
  readonly cartesian: Uint8Array;
}

/**
 * Finds the frames of a file of any length. VASP's lines have one length, so a frame ends where the
 * one before it lets expect; where it does not, its lines are counted. A last frame that is torn is left
 * out with a note.
 * @throws `parse` with the line, `unknown-element`, `bad-lattice`, `too-large` while there is no whole
 * frame; a later frame that is damaged keeps its number, unless no header is left that says the cells after it
 */
export function* scanXdatcar(size: number): Reading<TrajectoryIndex<XdatcarLayout>> {
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
  const headers: Headers = { areRepeated: false, isTitle: titleTest(titleBytes) };
  let [isPushed, inHeader, startsWithHeader] = [false, false, false];
  for (;;) {
    try {
      [isPushed, inHeader] = [false, startsWithHeader];
      yield* hold(w, at, at + HEADER_BYTES);
      if (startsWithHeader) {
        headers.areRepeated ||= headers.isTitle(w.bytes, at - w.start);
        const next = readHeader(w, at, line);
        if (!sameAtoms(next.header, header)) {
          problem = failureOf(line, 'a header with the same atoms as before');
          break;
        }
        at = next.end;
        line += next.header.rows;
        header = next.header;
        if (!sameCell(header, cells.at(-1)!)) cells.push(header);
        headers.areRepeated = true;
        [startsWithHeader, inHeader] = [false, false];
        yield* hold(w, at, at + HEADER_BYTES);
      }
      const marker: 'direct' | 'cartesian' | null =
        markerAt(w.bytes, at - w.start) ?? (isBlankLine(w.bytes, at - w.start) ? 'direct' : null);
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
      isPushed = true;
      cellOf.push(cells.length - 1);
      cartesian.push(marker === 'cartesian' ? 1 : 0);
      expectedBytes = end - offset;
      at = end;
      line += 1 + header.atoms;
      if (yield* restIsBlank(w, at)) break;
      yield* hold(w, at, at + HEADER_BYTES);
      const here = at - w.start;
      if (markerAt(w.bytes, here) !== null || isBlankLine(w.bytes, here)) continue;
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
      startsWithHeader = true;
    } catch (error) {
      if (!(error instanceof EpistackError) || frames.count === 0) throw error;
      const next = yield* nextBlock(w, { at, line }, inHeader, headers, header);
      if (next === null && inHeader) {
        // Where a header is damaged and none follows, nothing says the cell.
        problem = error.failure;
        break;
      }
      if (isPushed && !inHeader) frames.spoilLast(error.failure);
      else {
        frames.pushDamaged(at, next?.at ?? size, line, error.failure);
        cellOf.push(cells.length - 1);
        cartesian.push(0);
      }
      if (next === null) break;
      expectedBytes = 0;
      ({ at, line } = next);
      startsWithHeader = headers.areRepeated;
    }
  }
  return {
    format: 'xdatcar',
    layout: {
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
  for (let k = 0; k < MAX_HEADER_LINES; k++) {
    lines.push(lineText(w.bytes, starts[k]!));
    starts.push(nextLine(w.bytes, starts[k]!));
  }
  const header = parseVaspHeader(FORMAT, lines, line);
  return { header, end: w.start + starts[header.rows]! };
}

const sameAtoms = (a: VaspHeader, b: VaspHeader): boolean =>
  `${a.species};${a.counts}` === `${b.species};${b.counts}`;

const failureOf = (line: number, expected: string): Failure => ({
  code: 'parse',
  format: FORMAT,
  line,
  expected,
});

/** Whether the header is repeated before each frame, and how one is known by its title. */
interface Headers {
  areRepeated: boolean;
  readonly isTitle: (bytes: Uint8Array, at: number) => boolean;
}

const titleTest =
  (title: Uint8Array): Headers['isTitle'] =>
  (bytes, at) =>
    title.some((c) => c > 32) && title.every((c, k) => bytes[at + k] === c);

/**
 * Where the next frame begins behind a damaged one: at its header in a file that repeats it, since only that says its
 * cell, else at its marker.
 * @param inHeader what is damaged stands where a header does: perhaps one, perhaps a marker that is no longer one
 * @returns null where there is none
 */
function* nextBlock(
  w: Window,
  from: LineStart,
  inHeader: boolean,
  { areRepeated, isTitle }: Headers,
  { counts }: VaspHeader,
): Reading<LineStart | null> {
  if (areRepeated) return yield* findLineAfter(w, from, isTitle);
  const next = yield* findLineAfter(
    w,
    from,
    (bytes, at) => markerAt(bytes, at) !== null || isBlankLine(bytes, at),
  );
  if (!inHeader || next === null) return next;
  // A spoiled marker is followed by the positions of its frame, a header by a scale factor.
  yield* hold(w, from.at, from.at + 2 * MAX_LINE_BYTES);
  const below = nextLine(w.bytes, from.at - w.start);
  const atoms = counts.reduce((sum, n) => sum + n, 0);
  const isMarker =
    next.line === from.line + 1 + atoms && holdsThreeNumbers(lineText(w.bytes, below));
  return isMarker ? next : null;
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

/** What stands between the frames of versions before 5.2: nothing. */
function isBlankLine(bytes: Uint8Array, at: number): boolean {
  let k = at;
  while (bytes[k] === 32 || bytes[k] === 9 || bytes[k] === 13) k++;
  return bytes[k] === LF;
}

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
  /** Where the first position stands: byte and line. */
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
  const isMarker = markerAt(w.bytes, here) !== null || isBlankLine(w.bytes, here);
  return end === w.size || isTitle || isMarker ? end : null;
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
 * Fills a frame from its own bytes: Cartesian, Å, not wrapped.
 * @throws `parse` with the line of the file
 */
export function decodeXdatcarFrame(
  bytes: Uint8Array,
  { numbers, lines, layout }: TrajectoryIndex<XdatcarLayout>,
  frame: number,
  { xyz, columns = [] }: FrameTarget,
): FrameCell {
  for (const { values } of columns) values.fill(Number.NaN);
  const [ax, ay, az, bx, by, bz, cx, cy, cz] = toCartesian(layout, frame) as NineNumbers;
  const n = numbers.length;
  const cursor: Cursor = { at: 0 };
  for (let i = 0; i < n; i++) {
    const u = readFloat(bytes, cursor, bytes.length, true);
    const v = readFloat(bytes, cursor, bytes.length, true);
    const w = readFloat(bytes, cursor, bytes.length, true);
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
      refuse(FORMAT, lines[frame]! + i, `position ${i + 1} of ${n}: three numbers`);
    xyz[3 * i] = x;
    xyz[3 * i + 1] = y;
    xyz[3 * i + 2] = z;
    cursor.at = bytes[cursor.at] === LF ? cursor.at + 1 : nextLine(bytes, cursor.at);
  }
  return { lattice: latticeOf(layout, frame), originAng: [0, 0, 0] };
}

type NineNumbers = [number, number, number, number, number, number, number, number, number];

function latticeOf({ cellOf, cells }: XdatcarLayout, frame: number): Float64Array {
  const at = 9 * cellOf[frame]!;
  return cells.slice(at, at + 9);
}

/** What a row of the file is multiplied with from the right. */
function toCartesian(layout: XdatcarLayout, frame: number): number[] {
  if (layout.cartesian[frame] === 0) return [...latticeOf(layout, frame)];
  const [x, y, z] = row(layout.scales, layout.cellOf[frame]!);
  return [x, 0, 0, 0, y, 0, 0, 0, z];
}
