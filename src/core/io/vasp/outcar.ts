import { atomicNumber } from '#core/crystal/elements.ts';
import { EpistackError, type Failure } from '#core/errors.ts';
import { type Cursor, nextLine, readFloat } from '#core/io/text/floatBytes.ts';
import { checkAtomCount, checkCell, MAX_COORDINATE_ANG } from '#core/io/text/limits.ts';
import {
  hold,
  MAX_LINE_BYTES,
  type Reading,
  skipRows,
  type Window,
  windowOver,
} from '#core/io/text/reading.ts';
import { located, oneLine, parseCount, parseNumber, refuse, words } from '#core/io/text/text.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import { VASP_COLUMNS, vaspForces } from '#core/io/trajectory/atomColumns.ts';
import {
  type FrameCell,
  type FrameTarget,
  frameList,
  scalarList,
  TORN_NOTE,
  type TrajectoryIndex,
} from '#core/io/trajectory/trajectoryIndex.ts';
import { threeNumbers } from './vaspHeader.ts';

const FORMAT = 'OUTCAR';

export interface OutcarLayout {
  /** Which cell a frame has, and 9 numbers a cell, rows, Å. */
  readonly cellOf: Uint32Array;
  readonly cells: Float64Array;
}

/**
 * Finds the ionic steps of an OUTCAR of any length: positions with forces, the cell before them, the
 * energies after them.
 * @throws `parse` and others while there is no whole step; a later one that is damaged keeps its number
 */
export function* scanOutcar(size: number): Reading<TrajectoryIndex<OutcarLayout>> {
  const w = windowOver(size);
  const frames = frameList();
  const scalars = scalarList();
  const notes: string[] = [];
  const named: NamedSpecies = { vrhfin: [], titel: [], potcar: [] };
  let species: readonly number[] = [];
  const cells: number[] = [];
  const cellOf: number[] = [];
  let counts: number[] = [];
  let ions: { readonly stated: number; readonly line: number } | null = null;
  let title = '';
  let [potimFs, isDynamics, isEnded] = [Number.NaN, false, false];
  /** Whether every step has a table of positions (NWRITE); without the tag it has. */
  let printsAll = true;
  /** Number of each frame among the ionic steps, and how many of these have ended with no table. */
  const stepOf: number[] = [];
  let [untold, firstUntold, hasTable] = [0, 0, false];
  /** The last cell could not be read. */
  let cellFailure: Failure | null = null;
  let [at, line] = [0, 1];
  const pushDamaged = (from: number, end: number, failure: Failure): void => {
    frames.pushDamaged(from, end, line, failure);
    stepOf.push(frames.count - 1 + untold);
    cellOf.push(Math.max(0, cells.length / 9 - 1));
  };
  while (at < size) {
    const next: number = yield* lineAfter(w, at);
    try {
      const text = yield* candidate(w, at);
      if (text.startsWith('VRHFIN')) named.vrhfin.push(elementOfVrhfin(text));
      else if (text.startsWith('TITEL')) named.titel.push(elementOfPotcar(text));
      else if (text.startsWith('POTCAR:')) named.potcar.push(elementOfPotcar(text));
      else if (text.startsWith('NWRITE')) printsAll = (firstNumber(text) ?? 2) >= 2;
      else if (/\bNIONS =/.test(text)) {
        const stated = parseCount(/\bNIONS =\s*(\d+)/.exec(text)?.[1]);
        if (stated !== undefined) ions = { stated, line };
      } else if (text.startsWith('ions per type')) {
        const more = yield* continuation(w, next);
        counts = readCounts(`${text} ${more.text}`, line);
        at = more.end;
        line += 1 + more.lines;
        continue;
      } else if (text.startsWith('SYSTEM =')) title ||= oneLine(text.slice(8));
      else if (text.startsWith('General timing')) isEnded = true;
      else if (text.startsWith('POTIM')) potimFs = firstNumber(text) ?? potimFs;
      else if (text.startsWith('IBRION')) isDynamics = firstNumber(text) === 0;
      else if (text.startsWith('direct lattice vectors')) {
        cellFailure = null;
        let cell: Float64Array | null = null;
        try {
          cell = yield* readCell(w, next, line + 1);
        } catch (error) {
          if (!(error instanceof EpistackError)) throw error;
          cellFailure = error.failure;
        }
        if (cell !== null && !cell.every((x, k) => x === cells[cells.length - 9 + k]))
          cells.push(...cell);
      } else if (text.startsWith('free  energy   TOTEN')) {
        const value = firstNumber(text);
        const isTold = hasTable;
        hasTable = false;
        if (isTold && value !== undefined)
          scalars.add(frames.count - 1, 'free energy TOTEN', 'eV', value);
        if (!isTold) {
          if (printsAll && frames.count > 0)
            refuse(
              FORMAT,
              line,
              'a table "POSITION … TOTAL-FORCE" before the energy of this ionic step: it is missing or damaged',
            );
          firstUntold ||= line;
          untold++;
        }
      } else if (text.startsWith('POSITION') && text.includes('TOTAL-FORCE')) {
        hasTable = true;
        if (cellFailure !== null) throw new EpistackError(cellFailure);
        const atoms = counts.reduce((sum, n) => sum + n, 0);
        if (frames.count === 0) species = speciesOf(named, counts.length);
        if (atoms === 0 || species.length !== counts.length)
          refuse(
            FORMAT,
            line,
            `the element of each of ${counts.length} kinds of ions ("VRHFIN", "TITEL" or "POTCAR:") and "ions per type" before the positions`,
          );
        if (ions !== null && ions.stated !== atoms)
          refuse(
            FORMAT,
            ions.line,
            `as many ions as "ions per type" sums to, ${atoms}; NIONS is ${ions.stated}`,
          );
        if (cells.length === 0)
          refuse(FORMAT, line, '"direct lattice vectors" before the positions');
        const rule = yield* lineAfter(w, next);
        const found = yield* skipRows(w, rule, atoms, isRow);
        if (found.kind === 'wrong')
          refuse(
            FORMAT,
            line + 2 + found.row,
            `position and force of ion ${found.row + 1} of ${atoms}`,
          );
        if (found.kind === 'torn' || found.open) {
          if (frames.count === 0)
            refuse(FORMAT, line, `${atoms} positions; the file ends before them`);
          notes.push(TORN_NOTE(line));
          isEnded = true;
          break;
        }
        yield* hold(w, found.end, found.end + MAX_LINE_BYTES);
        const after = found.end - w.start;
        if (isRow(w.bytes, after) && w.bytes.includes(10, after))
          refuse(
            FORMAT,
            line + 2 + atoms,
            `a line of dashes after ${atoms} ions: the number of ions or a row of this table is wrong`,
          );
        stepOf.push(frames.count + untold);
        frames.push(rule, found.end, line + 2);
        cellOf.push(cells.length / 9 - 1);
        at = found.end;
        line += 2 + atoms;
        continue;
      }
    } catch (error) {
      if (!(error instanceof EpistackError) || frames.count === 0) throw error;
      // The rest of a damaged table is passed over line by line.
      pushDamaged(at, next, error.failure);
    }
    at = next;
    line++;
  }
  if (frames.count === 0) refuse(FORMAT, line, 'an ionic step ("POSITION … TOTAL-FORCE")');
  if (untold > 0)
    notes.push(
      `${untold === 1 ? 'an ionic step has' : `${untold} ionic steps have`} no table of positions, the first one ends at line ${firstUntold}: left out`,
    );
  if (!isEnded) notes.push('the file ends before the closing lines: the run may have been cut off');
  return {
    format: 'outcar',
    layout: { cellOf: Uint32Array.from(cellOf), cells: Float64Array.from(cells) },
    title,
    numbers: Uint8Array.from(species.flatMap((z, k) => Array<number>(counts[k]!).fill(z))),
    ...frames.arrays(),
    scalars: scalars.arrays(frames.count),
    columns: VASP_COLUMNS,
    timesFs: isDynamics && potimFs > 0 ? Float64Array.from(stepOf, (step) => step * potimFs) : null,
    notes,
    problem: null,
  };
}

/** First letters of the lines that matter: for all others no string is made. */
const LETTERS: ReadonlySet<number> = new Set([...'ViSPTIdfGNn'].map((c) => c.charCodeAt(0)));

/** The line at an offset if it may matter, without blanks around it; else "". */
function* candidate(w: Window, at: number): Reading<string> {
  yield* hold(w, at, at + MAX_LINE_BYTES);
  const { bytes } = w;
  let r = at - w.start;
  while (bytes[r] === 32) r++;
  if (!LETTERS.has(bytes[r] ?? 0)) return '';
  return decodeUtf8(bytes.subarray(r, Math.min(nextLine(bytes, r), r + 400))).trim();
}

function* lineAfter(w: Window, at: number): Reading<number> {
  const found = yield* skipRows(w, at, 1, () => true);
  return found.kind === 'whole' ? found.end : w.size;
}

/** Elements in the order of the POTCAR, as each kind of line names them. */
interface NamedSpecies {
  readonly vrhfin: number[];
  readonly titel: number[];
  /** Printed twice in every run. */
  readonly potcar: number[];
}

/** The first kind of line that names as many elements as there are kinds of ions; empty where no kind does. */
const speciesOf = ({ vrhfin, titel, potcar }: NamedSpecies, kinds: number): readonly number[] =>
  [vrhfin, titel, potcar.length === 2 * kinds ? potcar.slice(0, kinds) : potcar].find(
    (list) => list.length === kinds && !list.includes(0),
  ) ?? [];

/** "VRHFIN =Cs: 5s5p6s", "VRHFIN =r: 4s" for Zr in old files; 0 where it names no element. */
function elementOfVrhfin(text: string): number {
  const symbol = /=\s*([A-Za-z]+)/.exec(text)?.[1] ?? '';
  return atomicNumber(symbol === 'r' ? 'Zr' : symbol) ?? 0;
}

/** "POTCAR:    PAW_PBE Cs_sv 08Apr2002", "TITEL  = PAW_PBE Br 06Sep2000": 0 where no element is named. */
function elementOfPotcar(text: string): number {
  const symbol = words(text.replace(/^(?:POTCAR:|TITEL\s*=)/, ''))
    .map((word) => /^([A-Z][a-z]?)(?:[_.\d]|$)/.exec(word)?.[1])
    .find((found) => found !== undefined && atomicNumber(found) !== undefined);
  return symbol === undefined ? 0 : atomicNumber(symbol)!;
}

/** Lines of whole numbers alone: a list that VASP broke after ten. */
function* continuation(
  w: Window,
  from: number,
): Reading<{ readonly text: string; readonly end: number; readonly lines: number }> {
  let [text, end, lines] = ['', from, 0];
  while (end < w.size) {
    yield* hold(w, end, end + MAX_LINE_BYTES);
    const start = end - w.start;
    const row = decodeUtf8(w.bytes.subarray(start, nextLine(w.bytes, start)));
    if (!/^[ \t]*\d[\d \t]*\r?\n?$/.test(row)) break;
    text += ` ${row.trim()}`;
    end = yield* lineAfter(w, end);
    lines++;
  }
  return { text, end, lines };
}

const firstNumber = (text: string): number | undefined =>
  parseNumber(words(text.slice(text.indexOf('=') + 1))[0]);

function readCounts(text: string, line: number): number[] {
  const counts = words(text.slice(text.indexOf('=') + 1)).map(parseCount);
  const known = counts.filter((n) => n !== undefined && n > 0) as number[];
  if (known.length === 0 || known.length !== counts.length)
    refuse(FORMAT, line, 'whole numbers over 0 after "ions per type ="');
  checkAtomCount(known.reduce((sum, n) => sum + n, 0));
  return known;
}

/** @returns null when the file ends before */
function* readCell(w: Window, at: number, line: number): Reading<Float64Array | null> {
  yield* hold(w, at, at + MAX_LINE_BYTES);
  const cell = new Float64Array(9);
  let from = at - w.start;
  for (let k = 0; k < 3; k++) {
    const next = nextLine(w.bytes, from);
    if (next === from || w.bytes[next - 1] !== 10) return null;
    // Columns of nine decimals: from 100 Å on they touch.
    const text = decodeUtf8(w.bytes.subarray(from, next)).replace(/(\.\d{9})(?=[\d-])/g, '$1 ');
    cell.set(threeNumbers(FORMAT, text, line + k, 'a cell vector'), 3 * k);
    from = next;
  }
  located({ format: FORMAT, line }, () => checkCell(cell));
  return cell;
}

/** Rows are numbers; a line of dashes ends them. */
function isRow(bytes: Uint8Array, at: number): boolean {
  let k = at;
  while (bytes[k] === 32) k++;
  const [c, d] = [bytes[k] ?? 0, bytes[k + 1] ?? 0];
  return (c >= 48 && c <= 57) || (c === 45 && d !== 45);
}

/**
 * Fills a frame from its own bytes.
 * @throws `parse` with the line of the file
 */
export function decodeOutcarFrame(
  bytes: Uint8Array,
  { numbers, lines, layout: { cellOf, cells } }: TrajectoryIndex<OutcarLayout>,
  frame: number,
  { xyz, columns }: FrameTarget,
): FrameCell {
  const forces = vaspForces(columns);
  const cursor: Cursor = { at: 0 };
  for (let i = 0; i < numbers.length; i++) {
    const next = nextLine(bytes, cursor.at);
    for (let k = 0; k < 3; k++) {
      const value = readFloat(bytes, cursor, next, true);
      if (!(Math.abs(value) < MAX_COORDINATE_ANG))
        refuse(FORMAT, lines[frame]! + i, `three coordinates of ion ${i + 1}`);
      xyz[3 * i + k] = value;
    }
    if (forces)
      for (let k = 0; k < 3; k++) forces[3 * i + k] = readFloat(bytes, cursor, next, true);
    cursor.at = next;
  }
  const at = 9 * cellOf[frame]!;
  return { lattice: cells.slice(at, at + 9), originAng: [0, 0, 0] };
}
