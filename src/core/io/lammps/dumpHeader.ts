import { nextLine } from '#core/io/text/floatBytes.ts';
import { checkAtomCount, checkCell } from '#core/io/text/limits.ts';
import { MAX_LINE_BYTES } from '#core/io/text/reading.ts';
import { located, oneLine, parseCount, parseNumber, refuse, words } from '#core/io/text/text.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import { MAX_COLUMNS } from '#core/io/trajectory/atomColumns.ts';

export const DUMP_FORMAT = 'LAMMPS dump';

/** What stands before the atoms of one snapshot. */
export interface DumpHeader {
  readonly step: number;
  /** Lines up to and with "ITEM: ATOMS". */
  readonly rows: number;
  readonly atoms: number;
  /** 3×3 rows, Å. */
  readonly lattice: Float64Array;
  /** Corner of the box, Å. */
  readonly originAng: readonly [number, number, number];
  /** Along each vector of the box. */
  readonly periodic: readonly [boolean, boolean, boolean];
  readonly columns: DumpColumns;
  /** Time of the snapshot, where the file tells times and units. */
  readonly timeFs: number | null;
  /** The unit style, which LAMMPS names before the first snapshot only. */
  readonly units: string | undefined;
}

export interface DumpColumns {
  readonly width: number;
  readonly id: number | undefined;
  readonly type: number | undefined;
  readonly element: number | undefined;
  /** Columns of x, y, z; "xs" and "xsu" are fractions of the box. */
  readonly position: readonly [number, number, number];
  readonly scaled: boolean;
  /** Numbers and vectors besides these; a vector stands in columns such as fx, fy, fz. */
  readonly others: readonly { readonly name: string; readonly at: readonly number[] }[];
}

/** LAMMPS unit styles whose length is the Å, with the length of their time unit, fs. */
const TIME_FS: Readonly<Record<string, number>> = { real: 1, metal: 1000 };

/**
 * Reads the sections before the atoms, in any order.
 * @param lines from "ITEM: TIMESTEP" on, at least to "ITEM: ATOMS"
 * @param firstLine number of the first in the file
 * @param unitsBefore the unit style of the snapshot before
 * @returns null when the lines end before the atoms begin
 * @throws `parse`, `too-large`, `bad-lattice`
 * @see https://docs.lammps.org/dump.html
 */
export function parseDumpHeader(
  lines: readonly string[],
  firstLine: number,
  unitsBefore?: string,
): DumpHeader | null {
  let step: number | undefined;
  let atoms: number | undefined;
  let units = unitsBefore;
  let time: number | undefined;
  let box: ReturnType<typeof readBox> | undefined;
  for (let k = 0; k < lines.length; ) {
    const item = /^ITEM:\s*(.*)$/.exec(lines[k]!.trim())?.[1];
    const line = firstLine + k;
    if (item === undefined) refuse(DUMP_FORMAT, line, 'a section that begins with "ITEM:"');
    if (item.startsWith('ATOMS')) {
      if (step === undefined) refuse(DUMP_FORMAT, line, '"ITEM: TIMESTEP" before the atoms');
      if (atoms === undefined)
        refuse(DUMP_FORMAT, line, '"ITEM: NUMBER OF ATOMS" before the atoms');
      if (box === undefined) refuse(DUMP_FORMAT, line, '"ITEM: BOX BOUNDS" before the atoms');
      const timeFs = units === undefined || time === undefined ? null : time * TIME_FS[units]!;
      return {
        ...box,
        step,
        atoms,
        timeFs,
        units,
        columns: readColumns(words(item).slice(1), line),
        rows: k + 1,
      };
    }
    const value = lines[k + 1];
    if (value === undefined) return null;
    if (item.startsWith('BOX BOUNDS')) {
      if (k + 3 >= lines.length) return null;
      box = readBox(words(item).slice(2), lines.slice(k + 1, k + 4), line + 1);
      k += 4;
      continue;
    }
    if (item === 'TIMESTEP')
      step = parseNumber(value.trim()) ?? refuse(DUMP_FORMAT, line + 1, 'the number of the step');
    else if (item === 'NUMBER OF ATOMS') {
      atoms = parseCount(value.trim());
      if (atoms === undefined || atoms === 0)
        refuse(DUMP_FORMAT, line + 1, 'the number of atoms, not zero');
      checkAtomCount(atoms);
    } else if (item === 'UNITS') {
      units = value.trim();
      if (!Object.hasOwn(TIME_FS, units))
        refuse(
          DUMP_FORMAT,
          line + 1,
          `units real or metal, whose lengths are Å, not "${oneLine(units).slice(0, 20)}"`,
        );
    } else if (item === 'TIME')
      time = parseNumber(value.trim()) ?? refuse(DUMP_FORMAT, line + 1, 'the time');
    k += 2;
  }
  return null;
}

/** Lines of a header with all optional sections, and room for what LAMMPS may add. */
const HEADER_LINES = 24;

/** @returns the header and the offset of the first atom; null when the bytes end before */
export function readDumpHead(
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
    refuse(DUMP_FORMAT, line, '"ITEM: ATOMS" within the lines before this one');
  return header === null ? null : { header, end };
}

/** Three lines of bounds: orthogonal, restricted triclinic (bounds and a tilt), or general ("abc origin"). */
function readBox(labels: readonly string[], lines: readonly string[], firstLine: number) {
  const general = labels[0] === 'abc' && labels[1] === 'origin';
  const tilted = labels[0] === 'xy' && labels[1] === 'xz' && labels[2] === 'yz';
  const at = { format: DUMP_FORMAT, line: firstLine };
  const width = general ? 4 : tilted ? 3 : 2;
  const rows = lines.map((text, k) => {
    const values = words(text).map(parseNumber);
    const known = values.filter((x) => x !== undefined);
    if (known.length !== values.length || known.length < width || known.length > Math.max(width, 3))
      refuse(DUMP_FORMAT, firstLine + k, `${width} numbers of the box`);
    return known;
  });
  const bounds = labels.slice(general ? 2 : tilted ? 3 : 0);
  const periodic = [0, 1, 2].map((k) => !/[fsm]/.test(bounds[k] ?? '')) as [
    boolean,
    boolean,
    boolean,
  ];
  const [p, q, r] = rows as [number[], number[], number[]];
  if (general) {
    const lattice = Float64Array.from([...p.slice(0, 3), ...q.slice(0, 3), ...r.slice(0, 3)]);
    located(at, () => checkCell(lattice));
    return { lattice, originAng: [p[3]!, q[3]!, r[3]!] as const, periodic };
  }
  // The bounds enclose the tilted box; a third column without labels is an old file's tilt.
  const [xy, xz, yz] = [p[2] ?? 0, q[2] ?? 0, r[2] ?? 0];
  const xlo = p[0]! - Math.min(0, xy, xz, xy + xz);
  const xhi = p[1]! - Math.max(0, xy, xz, xy + xz);
  const ylo = q[0]! - Math.min(0, yz);
  const yhi = q[1]! - Math.max(0, yz);
  const lattice = Float64Array.of(xhi - xlo, 0, 0, xy, yhi - ylo, 0, xz, yz, r[1]! - r[0]!);
  located(at, () => checkCell(lattice));
  return { lattice, originAng: [xlo, ylo, r[0]!] as const, periodic };
}

/** In this order, as ASE takes them: wrapped before unwrapped, lengths before fractions. */
const POSITIONS = [
  ['x', 'y', 'z'],
  ['xs', 'ys', 'zs'],
  ['xu', 'yu', 'zu'],
  ['xsu', 'ysu', 'zsu'],
] as const;

/** Read otherwise, or not of the atom itself. */
const OWN_NAMES = /^(?:id|type|element|proc|procp1|layer|[xyz](?:s|u|su)?|i[xyz])$/;

function othersOf(names: readonly string[]): DumpColumns['others'] {
  const left = names.flatMap((name, at) => (OWN_NAMES.test(name) ? [] : [{ name, at }]));
  const placeOf = (name: string) => left.find((c) => c.name === name)?.at;
  const vectors = left.flatMap(({ name, at }) => {
    const [, stem, end] = /^(.+?)(x|\[1\])$/.exec(name) ?? [];
    if (stem === undefined || (end !== 'x' && placeOf(`${stem}[4]`) !== undefined)) return [];
    const [y, z] = (end === 'x' ? ['y', 'z'] : ['[2]', '[3]']).map((e) => placeOf(stem + e));
    return y === undefined || z === undefined ? [] : [{ name: stem, at: [at, y, z] }];
  });
  const used = new Set(vectors.flatMap((v) => v.at));
  const numbers = left
    .filter(({ at }) => !used.has(at))
    .map(({ name, at }) => ({ name, at: [at] }));
  return [...vectors, ...numbers].slice(0, MAX_COLUMNS);
}

function readColumns(names: readonly string[], line: number): DumpColumns {
  const at = (name: string): number | undefined => {
    const k = names.indexOf(name);
    return k < 0 ? undefined : k;
  };
  const three = (labels: readonly string[]): [number, number, number] | undefined => {
    const [x, y, z] = labels.map(at);
    return x === undefined || y === undefined || z === undefined ? undefined : [x, y, z];
  };
  for (const labels of POSITIONS) {
    const position = three(labels);
    if (position !== undefined)
      return {
        width: names.length,
        id: at('id'),
        type: at('type'),
        element: at('element'),
        position,
        scaled: labels[0].startsWith('xs'),
        others: othersOf(names),
      };
  }
  return refuse(DUMP_FORMAT, line, 'columns x y z, xs ys zs, xu yu zu or xsu ysu zsu');
}
