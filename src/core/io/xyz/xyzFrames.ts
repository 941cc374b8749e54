import { SYMBOLS } from '#core/crystal/elements.ts';
import { EpistackError, type Failure } from '#core/errors.ts';
import { LEFT_HANDED_NOTE, periodicNotes } from '#core/io/atomsFile.ts';
import { type Cursor, nextLine, readFloat } from '#core/io/text/floatBytes.ts';
import { checkAtomCount, MAX_COORDINATE_ANG } from '#core/io/text/limits.ts';
import {
  findLineAfter,
  hold,
  MAX_LINE_BYTES,
  type Reading,
  restIsBlank,
  skipRows,
  type Window,
  windowOver,
} from '#core/io/text/reading.ts';
import { checkSomeAtoms, oneLine, parseCount, parseNumber, refuse } from '#core/io/text/text.ts';
import { elementAt, skipWords, wordAt, wordEnd } from '#core/io/text/tokens.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import { columnUnion } from '#core/io/trajectory/atomColumns.ts';
import {
  type FrameCell,
  type FrameTarget,
  frameList,
  OPEN_NOTE,
  type OtherAtoms,
  otherAtoms,
  otherAtomsNote,
  otherCount,
  scalarList,
  TORN_NOTE,
  type TrajectoryIndex,
} from '#core/io/trajectory/trajectoryIndex.ts';
import type { ScanOptions } from '#core/io/trajectory/trajectoryReader.ts';
import { det } from '#core/math/mat3.ts';
import {
  XYZ_FORMAT as FORMAT,
  PLAIN_COLUMNS,
  parseComment,
  readColumns,
  readElement,
  readLattice,
  readPeriodic,
  TIME_FS_KEY,
  type XyzColumns,
} from './xyzHeader.ts';

/** Numbers of the comment line that have a unit by convention (ASE: eV, Å). */
const UNITS: Readonly<Record<string, string>> = {
  energy: 'eV',
  free_energy: 'eV',
  temperature: 'K',
  time_fs: 'fs',
};

/**
 * Finds the frames of an extended XYZ file of any length.
 * @throws `parse` and others while there is no whole frame; other atoms than in the first frame are the `problem`, unless
 * they may differ
 */
export function* scanExtXyz(
  size: number,
  { mayDiffer = false }: ScanOptions = {},
): Reading<TrajectoryIndex> {
  const w = windowOver(size);
  const frames = frameList();
  const scalars = scalarList();
  const times: number[] = [];
  const notes: string[] = [];
  let numbers: Uint8Array = new Uint8Array(0);
  let title = '';
  const columns = columnUnion();
  let problem: Failure | null = null;
  let differs = false;
  let [at, line] = [0, 1];
  while (frames.count === 0 || !(yield* restIsBlank(w, at))) {
    try {
      yield* hold(w, at, at + 2 * MAX_LINE_BYTES);
      const head = readHead(w.bytes, at - w.start, line);
      if (head === null) {
        torn(line);
        break;
      }
      const compared =
        frames.count > 0 && !differs && head.atoms === numbers.length
          ? comparison(head.columns, numbers, line + 2)
          : null;
      const found = yield* skipRows(
        w,
        w.start + head.end,
        head.atoms,
        compared?.accepts ?? rowCheck(head.columns),
      );
      if (found.kind === 'torn') {
        torn(line);
        break;
      }
      if (found.kind === 'wrong')
        refuse(
          FORMAT,
          line + 2 + found.row,
          `atom ${found.row + 1} of ${head.atoms}: this line or the number of atoms at line ${line} is wrong`,
        );
      if (found.open) {
        if (!(yield* lastRowIsWhole(w, head.columns))) {
          torn(line);
          break;
        }
        notes.push(OPEN_NOTE);
      }
      if (frames.count === 0) {
        yield* hold(w, at, found.end);
        numbers = readNumbers(w.bytes, at - w.start, line);
        title = oneLine(head.pairs.get('comment') ?? head.pairs.get('title') ?? '');
        notes.push(...notesOf(head));
      } else if (!differs) {
        const known = numbers.length;
        if (found.open) compared?.accept(w.bytes, w.bytes.lastIndexOf(10) + 1);
        const other =
          head.atoms === known ? compared!.found() : otherCount(line, known, head.atoms);
        // Rows that were added or lost look like other atoms.
        if (other !== null && !(yield* countFollows(w, found.end)))
          refuse(
            FORMAT,
            line,
            `${known} atoms${head.atoms === known ? '' : `, as in the first frame, or a frame of ${head.atoms} atoms`}; line ${line + 2 + head.atoms} holds more`,
          );
        if (other !== null) {
          const failure = otherAtoms(FORMAT, other, frames.count);
          if (!mayDiffer) {
            problem = failure;
            break;
          }
          differs = true;
          notes.push(otherAtomsNote(failure));
        }
      }
      for (const [name, text] of head.pairs) {
        const value = parseNumber(text);
        if (value !== undefined) scalars.add(frames.count, name, UNITS[name] ?? '', value);
      }
      const timeFs = timeOf(head.pairs);
      if (timeFs !== undefined) times.push(timeFs);
      columns.add(head.columns.others);
      frames.push(at, found.end, line);
      at = found.end;
      line += 2 + head.atoms;
    } catch (error) {
      if (!(error instanceof EpistackError) || frames.count === 0) throw error;
      const next = yield* findLineAfter(w, { at, line }, isFrameHead);
      // More rows than the frame before should have.
      if (next !== null && !(yield* isDamagedHead(w, at))) frames.spoilLast(error.failure);
      else frames.pushDamaged(at, next?.at ?? size, line, error.failure);
      ({ at, line } = next ?? { at: size, line });
    }
  }
  return {
    format: 'extxyz',
    layout: null,
    title,
    numbers,
    ...frames.arrays(),
    scalars: scalars.arrays(frames.count),
    columns: columns.list(),
    timesFs: times.length === frames.count ? Float64Array.from(times) : null,
    notes,
    problem,
  };

  function torn(line: number): void {
    if (frames.count === 0) refuse(FORMAT, line, 'one whole frame; the file ends before it does');
    notes.push(TORN_NOTE(line));
  }
}

interface Head {
  readonly atoms: number;
  readonly pairs: ReadonlyMap<string, string>;
  readonly lattice: Float64Array;
  readonly columns: XyzColumns;
  /** Offset of the first atom. */
  readonly end: number;
}

/** @returns null when the bytes end before the atoms begin */
function readHead(bytes: Uint8Array, at: number, line: number): Head | null {
  const countEnd = nextLine(bytes, at);
  const atoms = parseCount(textOf(bytes, at, countEnd));
  if (atoms === undefined) refuse(FORMAT, line, 'the number of atoms, alone on its line');
  checkSomeAtoms(FORMAT, line, atoms);
  checkAtomCount(atoms);
  const end = nextLine(bytes, countEnd);
  if (bytes[end - 1] !== 10 || end === countEnd) return null;
  const pairs = parseComment(textOf(bytes, countEnd, end), line + 1);
  return {
    atoms,
    pairs,
    lattice: readLattice(pairs.get('lattice'), line + 1),
    columns: readColumns(pairs.get('properties') ?? PLAIN_COLUMNS, line + 1),
    end,
  };
}

const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  decodeUtf8(bytes.subarray(start, end)).trim();

/** An atom begins with its symbol, in most files: the count of the next frame does not. */
function rowCheck({ species }: XyzColumns): (bytes: Uint8Array, at: number) => boolean {
  if (species.at !== 0 || species.byNumber) return (bytes, at) => !isEmptyLine(bytes, at);
  return (bytes, at) => {
    let k = at;
    while (bytes[k] === 32 || bytes[k] === 9) k++;
    return ((bytes[k] ?? 0) | 32) >= 97;
  };
}

/** A check of rows, one after the other, that also looks for the first of another element than in the first frame. */
function comparison(columns: XyzColumns, numbers: Uint8Array, line: number) {
  const isRow = rowCheck(columns);
  const { at: column, byNumber } = columns.species;
  let row = -1;
  let found: OtherAtoms | null = null;
  return {
    accepts(bytes: Uint8Array, at: number, open = false): boolean {
      if (!isRow(bytes, at)) return false;
      row++;
      if (found === null && !open) compare(bytes, at);
      return true;
    },
    /** For a last row without line end, once it is known to be whole. */
    accept: compare,
    found: () => found,
  };

  function compare(bytes: Uint8Array, at: number): void {
    const from = skipWords(bytes, at, column);
    const z = elementAt(bytes, from, byNumber);
    // What is no element is refused when the frame is read.
    if (z !== 0 && z !== numbers[row])
      found ??= {
        line: line + row,
        expected: `atom ${row + 1} to be ${SYMBOLS[numbers[row]!]}`,
        found: SYMBOLS[z]!,
      };
  }
}

/** Whether a frame begins here: a number alone, and a comment with a cell below it. */
function isFrameHead(bytes: Uint8Array, at: number): boolean {
  const comment = nextLine(bytes, at);
  return (
    parseCount(textOf(bytes, at, comment)) !== undefined &&
    /\blattice\s*=/i.test(textOf(bytes, comment, nextLine(bytes, comment)))
  );
}

/** Whether a line is the head of a frame, of which one half may be damaged. */
function* isDamagedHead(w: Window, at: number): Reading<boolean> {
  yield* hold(w, at, at + 2 * MAX_LINE_BYTES);
  const start = at - w.start;
  const comment = nextLine(w.bytes, start);
  return (
    parseCount(textOf(w.bytes, start, comment)) !== undefined ||
    /\blattice\s*=/i.test(textOf(w.bytes, comment, nextLine(w.bytes, comment)))
  );
}

/** Whether a frame begins here, or the file ends. */
function* countFollows(w: Window, at: number): Reading<boolean> {
  if (yield* restIsBlank(w, at)) return true;
  yield* hold(w, at, at + MAX_LINE_BYTES);
  const from = at - w.start;
  return parseCount(textOf(w.bytes, from, nextLine(w.bytes, from))) !== undefined;
}

function isEmptyLine(bytes: Uint8Array, at: number): boolean {
  let k = at;
  while (bytes[k] === 32 || bytes[k] === 9 || bytes[k] === 13) k++;
  return k >= bytes.length || bytes[k] === 10;
}

/** Whether the file's last line, which has no end, has all its columns. */
function* lastRowIsWhole(w: Window, { width }: XyzColumns): Reading<boolean> {
  yield* hold(w, Math.max(0, w.size - MAX_LINE_BYTES), w.size);
  const start = w.bytes.lastIndexOf(10) + 1;
  return textOf(w.bytes, start, w.bytes.length).split(/\s+/).length >= width;
}

function readNumbers(bytes: Uint8Array, at: number, line: number): Uint8Array {
  const { atoms, columns, end } = readHead(bytes, at, line)!;
  const numbers = new Uint8Array(atoms);
  let row = end;
  for (let i = 0; i < atoms; i++) {
    const from = skipWords(bytes, row, columns.species.at);
    numbers[i] =
      elementAt(bytes, from, columns.species.byNumber) ||
      readElement(wordAt(bytes, from), columns.species.byNumber, line + 2 + i);
    row = nextLine(bytes, row);
  }
  return numbers;
}

function notesOf({ lattice, pairs }: Head): string[] {
  const notes: string[] = [];
  if (det(lattice) < 0) notes.push(LEFT_HANDED_NOTE);
  notes.push(...periodicNotes(readPeriodic(pairs.get('pbc'))));
  if (pairs.get(TIME_FS_KEY) === undefined && timeOf(pairs) !== undefined)
    notes.push('the file does not name the unit of its time; it is read as fs');
  return notes;
}

/** Time of a frame: in a key that names its unit, else in one that does not. */
const timeOf = (pairs: ReadonlyMap<string, string>): number | undefined =>
  parseNumber(pairs.get(TIME_FS_KEY) ?? pairs.get('time') ?? '');

/**
 * Fills a frame from its own bytes.
 * @throws `parse` with the line of the file, also when an atom is of another element than in the
 * first frame
 */
export function decodeXyzFrame(
  bytes: Uint8Array,
  { numbers, lines }: Pick<TrajectoryIndex, 'numbers' | 'lines'>,
  frame: number,
  { xyz, columns: wanted = [] }: FrameTarget,
): FrameCell {
  const firstLine = lines[frame]!;
  const { columns, lattice, end } = readHead(bytes, 0, firstLine)!;
  const cursor: Cursor = { at: end };
  const others = wanted.flatMap(({ name, values }) => {
    values.fill(Number.NaN);
    const width = values.length / numbers.length;
    const found = columns.others.find((c) => c.name === name && c.width === width);
    return found === undefined ? [] : [{ at: found.at, width, values }];
  });
  let row = end;
  for (let i = 0; i < numbers.length; i++) {
    const next = nextLine(bytes, row);
    const symbol = skipWords(bytes, row, columns.species.at);
    if (elementAt(bytes, symbol, columns.species.byNumber) !== numbers[i]) {
      const line = firstLine + 2 + i;
      const { byNumber } = columns.species;
      // An unknown symbol is refused as such, not as another element.
      if (readElement(wordAt(bytes, symbol), byNumber, line) !== numbers[i])
        refuse(FORMAT, line, `atom ${i + 1} of the same element as in the first frame`);
    }
    cursor.at =
      columns.pos === columns.species.at + 1
        ? wordEnd(bytes, symbol)
        : skipWords(bytes, row, columns.pos);
    for (let k = 0; k < 3; k++) {
      const value = readFloat(bytes, cursor, next);
      if (!(Math.abs(value) < MAX_COORDINATE_ANG))
        refuse(
          FORMAT,
          firstLine + 2 + i,
          `three numbers within ${MAX_COORDINATE_ANG} Å, the position of atom ${i + 1}`,
        );
      xyz[3 * i + k] = value;
    }
    for (const { at, width, values } of others) {
      cursor.at = skipWords(bytes, row, at);
      for (let k = 0; k < width; k++) values[width * i + k] = readFloat(bytes, cursor, next);
    }
    row = next;
  }
  return { lattice, originAng: [0, 0, 0] };
}
