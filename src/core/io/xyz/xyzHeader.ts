import { SYMBOLS } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import type { Periodic } from '#core/io/atomsFile.ts';
import { elementInFile } from '#core/io/isotopes.ts';
import { NUCLEAR_CHARGE } from '#core/io/species.ts';
import { checkCell } from '#core/io/text/limits.ts';
import { located, oneLine, parseCount, parseNumber, refuse, words } from '#core/io/text/text.ts';
import { type AtomColumn, MAX_COLUMNS, XYZ_UNITS } from '#core/io/trajectory/atomColumns.ts';

export const XYZ_FORMAT = 'extended XYZ';
/** What a file without Properties holds. */
export const PLAIN_COLUMNS = 'species:S:1:pos:R:3';
/** Time of a frame, fs. */
export const TIME_FS_KEY = 'time_fs';

/** Keys in lower case. Values may stand in "…" with \" and \\ inside, in '…', {…}, […] or [[…], […]]. */
export function parseComment(comment: string, line: number): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  // Sticky, one alternative for each opening character: linear in the length of the line.
  const pair =
    /\s*([^\s="'{}[\]]+|"[^"]*")\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|\{([^}]*)\}|\[((?:[^[\]]|\[[^[\]]*\])*)\]|([^\s"'{}[\]]+)))?/y;
  for (let at = 0; at < comment.length; at = pair.lastIndex) {
    pair.lastIndex = at;
    const match = pair.exec(comment);
    if (match === null) {
      // Free text is no error, unless what decides the meaning of the file is in it.
      if (!/(lattice|properties)\s*=/i.test(comment.slice(at))) break;
      refuse(XYZ_FORMAT, line, `key=value pairs; "${oneLine(comment.slice(at, at + 20))}" is none`);
    }
    const [, key, double, single, brace, bracket, bare] = match;
    const value = double?.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c));
    const name = key!.replaceAll('"', '').toLowerCase();
    if (!pairs.has(name)) pairs.set(name, value ?? single ?? brace ?? bracket ?? bare ?? 'T');
  }
  return pairs;
}

export function readLattice(text: string | undefined, line: number): Float64Array {
  if (text === undefined)
    refuse(
      XYZ_FORMAT,
      line,
      'Lattice="…": this file has no cell, and a plain XYZ file cannot be placed in one; a molecule alone takes a box some 15 Å wider than it is, such as Lattice="20 0 0 0 20 0 0 0 20"',
    );
  // A matrix has its rows, the cell vectors, in brackets of their own.
  const values = words(text.replaceAll(/[,[\]]/g, ' ')).map(parseNumber);
  const known = values.filter((x) => x !== undefined);
  if (known.length !== 9 || values.length !== 9)
    refuse(XYZ_FORMAT, line, 'nine numbers in Lattice="…", one cell vector after the other');
  const lattice = Float64Array.from(known);
  located({ format: XYZ_FORMAT, line }, () => checkCell(lattice));
  return lattice;
}

/** pbc="T T F", "1 1 0", or one flag for all three; without it a file with a cell is periodic. */
export function readPeriodic(text: string | undefined): Periodic {
  const flags = words((text ?? '').replaceAll(',', ' ')).map(
    (flag) => !/^(?:f|false|0)$/i.test(flag),
  );
  const [a = true, b = a, c = b] = flags;
  return flags.length === 3 ? [a, b, c] : [a, a, a];
}

export interface XyzColumns {
  readonly width: number;
  readonly species: { readonly at: number; readonly byNumber: boolean };
  readonly pos: number;
  readonly mask: { readonly at: number; readonly width: number } | undefined;
  readonly layer: number | undefined;
  /** Where the nuclear charge of each atom stands, e. */
  readonly nuclearCharge: number | undefined;
  /** Numbers and vectors besides these. */
  readonly others: readonly OtherColumn[];
}

interface OtherColumn extends AtomColumn {
  readonly at: number;
}

/** Read otherwise, or not of the atom itself. */
const OWN_NAMES = ['id', 'species', 'z', 'pos', 'move_mask', 'layer', 'slab'];

function othersOf(
  found: ReadonlyMap<
    string,
    { readonly at: number; readonly width: number; readonly type: string }
  >,
): readonly OtherColumn[] {
  const others: OtherColumn[] = [];
  for (const [name, { at, width, type }] of found)
    if (/[RI]/i.test(type) && (width === 1 || width === 3) && !OWN_NAMES.includes(name))
      others.push({ name: oneLine(name), unit: XYZ_UNITS[name] ?? '', width, at });
  return others.slice(0, MAX_COLUMNS);
}

/** Properties=name:type:columns:… with types S, R, I, L. */
export function readColumns(properties: string, line: number): XyzColumns {
  const parts = properties.split(':');
  const found = new Map<string, { at: number; width: number; type: string }>();
  let width = 0;
  for (let k = 0; k + 2 < parts.length; k += 3) {
    const n = parseCount(parts[k + 2]);
    if (n === undefined || n === 0 || n > 10000 || !/^[SRIL]$/i.test(parts[k + 1]!))
      refuse(XYZ_FORMAT, line, 'Properties=name:type:columns:… with types S, R, I, L');
    const name = parts[k]!.toLowerCase();
    if (found.has(name)) refuse(XYZ_FORMAT, line, `"${oneLine(name)}" once in Properties`);
    found.set(name, { at: width, width: n, type: parts[k + 1]! });
    width += n;
  }
  if (parts.length % 3 !== 0) refuse(XYZ_FORMAT, line, 'three fields for each entry of Properties');
  const named = found.get('species');
  const species = named ?? found.get('z');
  const pos = found.get('pos');
  const mask = found.get('move_mask');
  if (species?.width !== 1 || pos?.width !== 3)
    refuse(XYZ_FORMAT, line, 'species:S:1 (or Z:I:1) and pos:R:3 in Properties');
  if (mask !== undefined && mask.width !== 1 && mask.width !== 3)
    refuse(XYZ_FORMAT, line, 'one or three columns of move_mask');
  return {
    width,
    species: { at: species.at, byNumber: named === undefined },
    pos: pos.at,
    mask,
    layer: found.get('layer')?.at,
    nuclearCharge: found.get(NUCLEAR_CHARGE)?.at,
    others: othersOf(found),
  };
}

export function readElement(token: string, byNumber: boolean, line: number): number {
  const z = byNumber ? (parseCount(token) ?? 0) : (elementInFile(token) ?? 0);
  if (!(z >= 1 && z < SYMBOLS.length))
    throw new EpistackError({
      code: 'unknown-element',
      symbol: oneLine(token).slice(0, 40),
      at: { format: XYZ_FORMAT, line },
    });
  return z;
}

/** Of numbers that a single structure does not take along. */
export const otherColumnsNote = ({ others }: XyzColumns): string =>
  `${others.map(({ name }) => name).join(', ')} of each atom: colours and arrows of a file that is opened as a trajectory, not taken into a structure`;
