import { atomicNumber } from '#core/crystal/elements.ts';
import { EpistackError, type Failure } from '#core/errors.ts';
import { LEFT_HANDED_NOTE } from '#core/io/document.ts';
import { type Cursor, nextLine, readFloat } from '#core/io/text/floatBytes.ts';
import { MAX_COORDINATE_ANG } from '#core/io/text/limits.ts';
import {
  hold,
  MAX_LINE_BYTES,
  type Reading,
  restIsBlank,
  skipRows,
  type Window,
  windowOver,
} from '#core/io/text/reading.ts';
import { oneLine, parseCount, refuse } from '#core/io/text/text.ts';
import { elementAt, skipWords, wordAt } from '#core/io/text/tokens.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import {
  type FrameCell,
  type FrameTarget,
  frameList,
  OPEN_NOTE,
  scalarList,
  TORN_NOTE,
  type TrajectoryIndex,
} from '#core/io/trajectory/trajectoryIndex.ts';
import type { ScanOptions } from '#core/io/trajectory/trajectoryReader.ts';
import { det } from '#core/math/mat3.ts';
import { type DumpHeader, DUMP_FORMAT as FORMAT, parseDumpHeader } from './dumpHeader.ts';

/** Lines of a header with all optional sections, and room for what LAMMPS may add. */
const HEADER_LINES = 24;
const HEADER_BYTES = 4 * MAX_LINE_BYTES;

export interface DumpLayout {
  /** N ids, ascending: atom k has the k-th smallest. Null without ids, when atoms keep the file's order. */
  readonly ids: Float64Array | null;
}

/**
 * Finds the snapshots of a LAMMPS text dump of any length.
 * @throws `parse` and others while there is no whole snapshot; later it becomes the `problem`: a
 * changed number of atoms is one
 * @see https://docs.lammps.org/dump.html
 */
export function* scanDump(
  size: number,
  { typeElements }: ScanOptions = {},
): Reading<TrajectoryIndex<DumpLayout>> {
  const w = windowOver(size);
  const frames = frameList();
  const scalars = scalarList();
  const times: number[] = [];
  const notes: string[] = [];
  let atoms: Atoms = { ids: null, numbers: new Uint8Array(0) };
  let problem: Failure | null = null;
  let units: string | undefined;
  let [at, line] = [0, 1];
  try {
    while (frames.count === 0 || !(yield* restIsBlank(w, at))) {
      yield* hold(w, at, at + HEADER_BYTES);
      const head = readHead(w.bytes, at - w.start, line, units);
      if (head === null) {
        torn(line);
        break;
      }
      const { header, end: firstRow } = head;
      units = header.units;
      const known = atoms.numbers.length;
      if (frames.count > 0 && header.atoms !== known)
        refuse(FORMAT, line, `${known} atoms as in the first snapshot, not ${header.atoms}`);
      const found = yield* skipRows(w, w.start + firstRow, header.atoms, isRow);
      if (
        found.kind === 'torn' ||
        (found.kind === 'whole' && !(yield* isEnded(w, found, header)))
      ) {
        torn(line);
        break;
      }
      if (found.kind === 'wrong')
        refuse(FORMAT, line + header.rows + found.row, `atom ${found.row + 1} of ${header.atoms}`);
      if (found.open) notes.push(OPEN_NOTE);
      if (frames.count === 0) {
        yield* hold(w, at, found.end);
        atoms = readAtoms(w.bytes, at - w.start, line, typeElements);
        notes.push(...notesOf(header, atoms.ids));
      }
      scalars.add(frames.count, 'step', '', header.step);
      if (header.timeFs !== null) times.push(header.timeFs);
      frames.push(at, found.end, line);
      at = found.end;
      line += header.rows + header.atoms;
    }
  } catch (error) {
    if (!(error instanceof EpistackError) || frames.count === 0) throw error;
    problem = error.failure;
  }
  return {
    format: 'dump',
    layout: { ids: atoms.ids },
    title: '',
    numbers: atoms.numbers,
    ...frames.arrays(),
    scalars: scalars.arrays(frames.count),
    timesFs: times.length === frames.count ? Float64Array.from(times) : null,
    notes,
    problem,
  };

  function torn(line: number): void {
    if (frames.count === 0)
      refuse(FORMAT, line, 'one whole snapshot; the file ends before it does');
    notes.push(TORN_NOTE(line));
  }
}

/** @returns the header and the offset of the first atom; null when the bytes end before */
function readHead(
  bytes: Uint8Array,
  at: number,
  line: number,
  units?: string,
): { header: DumpHeader; end: number } | null {
  const lines: string[] = [];
  let end = at;
  let isLast = false;
  while (lines.length < HEADER_LINES && !isLast) {
    const next = nextLine(bytes, end);
    // The file ends within this line.
    if (next === end || bytes[next - 1] !== 10) break;
    lines.push(decodeUtf8(bytes.subarray(end, Math.min(next, end + MAX_LINE_BYTES))));
    isLast = lines.at(-1)!.startsWith('ITEM: ATOMS');
    end = next;
  }
  const header = parseDumpHeader(lines, line, units);
  if (header === null && lines.length === HEADER_LINES)
    refuse(FORMAT, line, '"ITEM: ATOMS" after a few lines');
  return header === null ? null : { header, end };
}

/** Within the atoms of a snapshot no section begins. */
const isRow = (bytes: Uint8Array, at: number): boolean => bytes[at] !== 73 && bytes[at] !== 10;

/** Whether a last row without line end has all its columns. */
function* isEnded(
  w: Window,
  { open }: { readonly open: boolean },
  { columns }: DumpHeader,
): Reading<boolean> {
  if (!open) return true;
  yield* hold(w, Math.max(0, w.size - MAX_LINE_BYTES), w.size);
  const row = w.bytes.subarray(w.bytes.lastIndexOf(10) + 1);
  return decodeUtf8(row).trim().split(/\s+/).length >= columns.width;
}

function notesOf({ lattice, periodic, units }: DumpHeader, ids: Float64Array | null) {
  const notes: string[] = [];
  if (units === undefined)
    notes.push('the dump does not name its units; lengths are read as Å (units real or metal)');
  if (!periodic) notes.push('the box is not periodic in all directions; it is read as periodic');
  if (ids === null)
    notes.push(
      'there are no atom ids: atoms are taken in the order in which each snapshot has them',
    );
  if (det(lattice) < 0) notes.push(LEFT_HANDED_NOTE);
  return notes;
}

interface Atoms {
  readonly ids: Float64Array | null;
  readonly numbers: Uint8Array;
}

/** Ids and elements of the first snapshot, in the order of the ids. */
function readAtoms(
  bytes: Uint8Array,
  at: number,
  line: number,
  typeElements: readonly string[] | undefined,
): Atoms {
  const { header, end } = readHead(bytes, at, line)!;
  const { atoms: n, columns, rows } = header;
  // Elements given by hand go before a column that may be a default, but need types.
  const given = columns.type === undefined ? undefined : typeElements?.map(elementOf);
  const raw = new Float64Array(n);
  const z = new Uint8Array(n);
  let row = end;
  for (let i = 0; i < n; i++) {
    const here = line + rows + i;
    if (columns.id !== undefined)
      raw[i] =
        parseCount(wordAt(bytes, skipWords(bytes, row, columns.id))) ??
        refuse(FORMAT, here, `the id of atom ${i + 1}`);
    z[i] = given
      ? (given[readType(bytes, row, columns.type!, here) - 1] ??
        refuse(FORMAT, here, `a type from 1 to ${given.length}, for which elements were given`))
      : readElementColumn(bytes, row, header, here);
    row = nextLine(bytes, row);
  }
  if (columns.id === undefined) return { ids: null, numbers: z };
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => raw[a]! - raw[b]!);
  const ids = Float64Array.from(order, (i) => raw[i]!);
  for (let k = 1; k < n; k++)
    if (ids[k] === ids[k - 1])
      refuse(FORMAT, line + rows + order[k]!, `an id that no other atom has, not ${ids[k]} again`);
  return { ids, numbers: Uint8Array.from(order, (i) => z[i]!) };
}

function readElementColumn(
  bytes: Uint8Array,
  row: number,
  { columns }: DumpHeader,
  line: number,
): number {
  if (columns.element === undefined)
    throw new EpistackError({ code: 'needs-types', format: FORMAT, line });
  const at = skipWords(bytes, row, columns.element);
  return elementAt(bytes, at, false) || elementOf(wordAt(bytes, at), line);
}

function readType(bytes: Uint8Array, row: number, column: number, line: number): number {
  const type = parseCount(wordAt(bytes, skipWords(bytes, row, column)));
  return type ?? refuse(FORMAT, line, 'a type');
}

function elementOf(symbol: string, line: number): number {
  const z = atomicNumber(symbol);
  if (z === undefined)
    throw new EpistackError({
      code: 'unknown-element',
      symbol: oneLine(symbol).slice(0, 40),
      at: { format: FORMAT, line },
    });
  return z;
}

/**
 * Fills a frame from its own bytes, atoms in the order of their ids whatever the order of the rows.
 * @throws `parse` with the line of the file
 */
export function decodeDumpFrame(
  bytes: Uint8Array,
  { numbers, lines, layout: { ids } }: TrajectoryIndex<DumpLayout>,
  frame: number,
  { xyz, forces }: FrameTarget,
): FrameCell {
  const { header, end } = readHead(bytes, 0, lines[frame]!)!;
  const { columns, lattice, originAng } = header;
  const n = numbers.length;
  const slotOf = slots(ids);
  const seen = new Uint8Array(n);
  const firstRow = lines[frame]! + header.rows;
  forces?.fill(Number.NaN);
  // Values of the columns that matter, in the order in which they stand in a row.
  const wanted = [columns.id, ...columns.position, ...((forces && columns.force) ?? [])];
  const order = wanted
    .flatMap((column, k) => (column === undefined ? [] : [{ column, k }]))
    .sort((p, q) => p.column - q.column);
  const value = new Float64Array(7);
  const box = columns.scaled ? { lattice, originAng } : null;
  const cursor: Cursor = { at: end };
  let row = end;
  for (let i = 0; i < n; i++) {
    const next = nextLine(bytes, row);
    cursor.at = row;
    let column = 0;
    for (const want of order) {
      if (want.column > column) cursor.at = skipWords(bytes, cursor.at, want.column - column);
      value[want.k] = readFloat(bytes, cursor, next);
      column = want.column + 1;
    }
    const slot = ids === null ? i : slotOf(value[0]!);
    if (slot === undefined || seen[slot] === 1)
      refuse(FORMAT, firstRow + i, 'the id of an atom of the first snapshot, each once');
    seen[slot] = 1;
    place(xyz, slot, value, box);
    if (
      !(
        Math.abs(xyz[3 * slot]!) < MAX_COORDINATE_ANG &&
        Math.abs(xyz[3 * slot + 1]!) < MAX_COORDINATE_ANG &&
        Math.abs(xyz[3 * slot + 2]!) < MAX_COORDINATE_ANG
      )
    )
      refuse(FORMAT, firstRow + i, 'three coordinates');
    if (forces && columns.force) for (let k = 0; k < 3; k++) forces[3 * slot + k] = value[4 + k]!;
    row = next;
  }
  return { lattice, originAng };
}

/** Position 1–3 of the values; fractions run from the corner of the box. */
function place(
  xyz: Float32Array | Float64Array,
  slot: number,
  value: Float64Array,
  box: FrameCell | null,
): void {
  const at = 3 * slot;
  const x = value[1]!;
  const y = value[2]!;
  const z = value[3]!;
  if (box === null) {
    xyz[at] = x;
    xyz[at + 1] = y;
    xyz[at + 2] = z;
    return;
  }
  const { lattice, originAng } = box;
  for (let k = 0; k < 3; k++)
    xyz[at + k] = x * lattice[k]! + y * lattice[3 + k]! + z * lattice[6 + k]! + originAng[k]!;
}

/** From an id to its place; ids that run from 1 need no table. */
function slots(ids: Float64Array | null): (id: number) => number | undefined {
  if (ids === null) return () => undefined;
  if (ids.every((id, k) => id === k + 1))
    return (id) => (Number.isInteger(id) && id >= 1 && id <= ids.length ? id - 1 : undefined);
  const table = new Map<number, number>();
  ids.forEach((id, k) => {
    table.set(id, k);
  });
  return (id) => table.get(id);
}
