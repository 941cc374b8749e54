import { EpistackError, type Failure } from '#core/errors.ts';
import { type AtomsFile, LEFT_HANDED_NOTE, periodicNotes } from '#core/io/atomsFile.ts';
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
import { refuse } from '#core/io/text/text.ts';
import { skipWords } from '#core/io/text/tokens.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import { columnUnion, lammpsUnit } from '#core/io/trajectory/atomColumns.ts';
import {
  type FrameCell,
  type FrameTarget,
  frameList,
  OPEN_NOTE,
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
  comparison,
  type DumpAtoms,
  readDumpAtoms,
  slots,
  type TypeElements,
} from './dumpAtoms.ts';
import { type DumpHeader, DUMP_FORMAT as FORMAT, readDumpHead } from './dumpHeader.ts';

const HEADER_BYTES = 4 * MAX_LINE_BYTES;

export interface DumpLayout {
  /** N ids, ascending: atom k has the k-th smallest. Null without ids, when atoms keep the file's order. */
  readonly ids: Float64Array | null;
  /** As given by hand. */
  readonly typeElements: TypeElements;
}

/**
 * Finds the snapshots of a LAMMPS text dump of any length.
 * @throws `parse` and others while there is no whole snapshot; other atoms than in the first one are the `problem`,
 * unless they may differ
 * @see https://docs.lammps.org/dump.html
 */
export function* scanDump(
  size: number,
  { typeElements, mayDiffer = false }: ScanOptions = {},
): Reading<TrajectoryIndex<DumpLayout>> {
  const w = windowOver(size);
  const frames = frameList();
  const scalars = scalarList();
  const times: number[] = [];
  const notes: string[] = [];
  let atoms: DumpAtoms = { ids: null, numbers: new Uint8Array(0), notes: [] };
  const columns = columnUnion();
  let problem: Failure | null = null;
  let units: string | undefined;
  let differs = false;
  let [at, line] = [0, 1];
  while (frames.count === 0 || !(yield* restIsBlank(w, at))) {
    try {
      yield* hold(w, at, at + HEADER_BYTES);
      const head = readDumpHead(w.bytes, at - w.start, line, units);
      if (head === null) {
        torn(line);
        break;
      }
      const { header, end: firstRow } = head;
      units = header.units;
      const firstLine = line + header.rows;
      const rowsAt = w.start + firstRow;
      const compared =
        frames.count > 0 && !differs && header.atoms === atoms.numbers.length
          ? comparison(atoms, header, typeElements, isRow, firstLine)
          : null;
      const found = yield* skipRows(w, rowsAt, header.atoms, compared?.accepts ?? isRow);
      if (
        found.kind === 'torn' ||
        (found.kind === 'whole' && !(yield* isEnded(w, found, header)))
      ) {
        torn(line);
        break;
      }
      if (found.kind === 'wrong')
        refuse(
          FORMAT,
          firstLine + found.row,
          `atom ${found.row + 1} of ${header.atoms}: this line or NUMBER OF ATOMS above is wrong`,
        );
      if (found.open) notes.push(OPEN_NOTE);
      if (frames.count === 0) {
        yield* hold(w, at, found.end);
        atoms = readDumpAtoms(w.bytes, rowsAt - w.start, firstLine, header, typeElements);
        notes.push(...notesOf(header, atoms.ids), ...atoms.notes);
      } else if (!differs) {
        const known = atoms.numbers.length;
        if (found.open) compared?.accept(w.bytes, w.bytes.lastIndexOf(10) + 1);
        const other =
          header.atoms === known ? compared!.found() : otherCount(line, known, header.atoms);
        // Rows that were added or lost look like other atoms.
        if (other !== null && !(yield* sectionFollows(w, found.end)))
          refuse(
            FORMAT,
            line,
            `${known} atoms${header.atoms === known ? '' : `, as in the first snapshot, or a snapshot of ${header.atoms} atoms`}; line ${firstLine + header.atoms} holds more`,
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
      columns.add(
        header.columns.others.map(({ name, at: places }) => ({
          name,
          unit: lammpsUnit(name, units),
          width: places.length === 3 ? 3 : 1,
        })),
      );
      scalars.add(frames.count, 'step', '', header.step);
      if (header.timeFs !== null) times.push(header.timeFs);
      frames.push(at, found.end, line);
      at = found.end;
      line += header.rows + header.atoms;
    } catch (error) {
      if (!(error instanceof EpistackError) || frames.count === 0) throw error;
      const next = yield* nextSnapshot(w, { at, line });
      // More rows than the snapshot before should have.
      if (next !== null && !(yield* isDamagedHead(w, at))) frames.spoilLast(error.failure);
      else frames.pushDamaged(at, next?.at ?? size, line, error.failure);
      ({ at, line } = next ?? { at: size, line });
    }
  }
  return {
    format: 'dump',
    layout: { ids: atoms.ids, typeElements },
    title: '',
    numbers: atoms.numbers,
    ...frames.arrays(),
    scalars: scalars.arrays(frames.count),
    columns: columns.list(),
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

/** Lines of its own head in which a snapshot may say its time step: after ITEM: UNITS and ITEM: TIME. */
const OWN_HEAD = 4;

/** Where the next snapshot begins: with ITEM: TIMESTEP, or with ITEM: TIME before it. */
function* nextSnapshot(w: Window, from: LineStart): Reading<LineStart | null> {
  yield* hold(w, from.at, from.at + MAX_LINE_BYTES);
  const startsWith = (bytes: Uint8Array, at: number, text: string) =>
    decodeUtf8(bytes.subarray(at, at + text.length)) === text;
  const start = from.at - w.start;
  const saysMore = ['ITEM: UNITS', 'ITEM: TIME\n', 'ITEM: TIME\r'].some((text) =>
    startsWith(w.bytes, start, text),
  );
  const own = saysMore ? OWN_HEAD : 0;
  return yield* findLineAfter(
    w,
    from,
    (bytes, at, line) => line > from.line + own && startsWith(bytes, at, 'ITEM: TIME'),
  );
}

/** Whether a snapshot begins here, the first of whose sections may be damaged. */
function* isDamagedHead(w: Window, at: number): Reading<boolean> {
  yield* hold(w, at, at + HEADER_BYTES);
  const { bytes } = w;
  const start = at - w.start;
  const isItem = (from: number) => decodeUtf8(bytes.subarray(from, from + 5)) === 'ITEM:';
  return isItem(start) || isItem(nextLine(bytes, nextLine(bytes, start)));
}

/** Within the atoms of a snapshot no section begins. */
const isRow = (bytes: Uint8Array, at: number): boolean => bytes[at] !== 73 && bytes[at] !== 10;

/** Whether a snapshot, or the end of the file, is here. */
function* sectionFollows(w: Window, at: number): Reading<boolean> {
  if (yield* restIsBlank(w, at)) return true;
  yield* hold(w, at, at + MAX_LINE_BYTES);
  const next = decodeUtf8(w.bytes.subarray(at - w.start, at - w.start + 5));
  return 'ITEM:'.startsWith(next);
}

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
  notes.push(...periodicNotes(periodic));
  if (ids === null)
    notes.push(
      'there are no atom ids: atoms are taken in the order in which each snapshot has them',
    );
  if (det(lattice) < 0) notes.push(LEFT_HANDED_NOTE);
  return notes;
}

/**
 * Fills a frame from its own bytes, atoms in the order of their ids whatever the order of the rows.
 * @throws `parse` with the line of the file
 */
export function decodeDumpFrame(
  bytes: Uint8Array,
  {
    numbers,
    lines,
    layout: { ids },
  }: Pick<TrajectoryIndex<DumpLayout>, 'numbers' | 'lines' | 'layout'>,
  frame: number,
  { xyz, columns: asked = [] }: FrameTarget,
): FrameCell {
  const { header, end } = readDumpHead(bytes, 0, lines[frame]!)!;
  const { columns, lattice, originAng } = header;
  const n = numbers.length;
  const slotOf = slots(ids);
  const seen = new Uint8Array(n);
  const firstRow = lines[frame]! + header.rows;
  const others = asked.flatMap(({ name, values }) => {
    values.fill(Number.NaN);
    const found = columns.others.find((c) => c.name === name && c.at.length * n === values.length);
    return found === undefined ? [] : [{ at: found.at, values }];
  });
  // Values of the columns that matter, in the order in which they stand in a row.
  const wanted = [columns.id, ...columns.position, ...others.flatMap(({ at }) => at)];
  const order = wanted
    .flatMap((column, k) => (column === undefined ? [] : [{ column, k }]))
    .sort((p, q) => p.column - q.column);
  const value = new Float64Array(wanted.length);
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
      refuse(
        FORMAT,
        firstRow + i,
        'the id of an atom of the first snapshot, each once in a snapshot',
      );
    seen[slot] = 1;
    place(xyz, slot, value, box);
    if (
      !(
        Math.abs(xyz[3 * slot]!) < MAX_COORDINATE_ANG &&
        Math.abs(xyz[3 * slot + 1]!) < MAX_COORDINATE_ANG &&
        Math.abs(xyz[3 * slot + 2]!) < MAX_COORDINATE_ANG
      )
    )
      refuse(
        FORMAT,
        firstRow + i,
        `three numbers within ${MAX_COORDINATE_ANG} Å, the position of the atom`,
      );
    let from = 4;
    for (const { at, values } of others) {
      for (let k = 0; k < at.length; k++) values[at.length * slot + k] = value[from + k]!;
      from += at.length;
    }
    row = next;
  }
  return { lattice, originAng };
}

/** One snapshot with its own atoms, which may be others than those of the first. */
export function dumpAtomsFile(
  bytes: Uint8Array,
  { lines, layout: { typeElements } }: TrajectoryIndex<DumpLayout>,
  frame: number,
): AtomsFile {
  const line = lines[frame]!;
  const { header, end } = readDumpHead(bytes, 0, line)!;
  const { ids, numbers } = readDumpAtoms(bytes, end, line + header.rows, header, typeElements);
  const own = { numbers, lines: Float64Array.of(line), layout: { ids, typeElements } };
  const xyz = new Float64Array(3 * numbers.length);
  const { lattice } = decodeDumpFrame(bytes, own, 0, { xyz });
  return {
    format: 'dump',
    title: '',
    structure: { lattice, numbers, xyz, layer: new Uint16Array(numbers.length) },
    frozen: null,
    spaceGroup: null,
    periodic: header.periodic,
    warnings: [],
  };
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
