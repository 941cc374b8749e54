import { atomicNumber, SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { det } from '#core/math/mat3.ts';
import type { AtomsFile } from './document.ts';
import { checkAtomCount, checkCell, checkedStructure, checkFrame } from './limits.ts';
import { fixed, oneLine, parseCount, parseNumber, refuse, words } from './text.ts';

const FORMAT = 'extended XYZ';

/** Where each frame begins. */
export interface XyzIndex {
  readonly frames: readonly XyzFrameStart[];
  readonly warnings: readonly string[];
}

export interface XyzFrameStart {
  /** Character at which the count stands. */
  readonly offset: number;
  /** Line of the count, 1 for the first. */
  readonly line: number;
  readonly atoms: number;
}

/**
 * Finds the frames. A last frame that ends early is left out with a warning.
 * @throws `parse` when there is no whole frame, or no count where a frame begins; `too-large`
 */
export function indexExtXyz(text: string): XyzIndex {
  const frames: XyzFrameStart[] = [];
  const warnings: string[] = [];
  let offset = 0;
  let line = 1;
  while (offset < text.length) {
    const first = text.slice(offset, lineEnd(text, offset)).trim();
    // Blank lines may end a file, and nothing else.
    if (first === '' && frames.length > 0 && text.slice(offset).trim() === '') break;
    const atoms = parseCount(first);
    if (atoms === undefined || atoms === 0)
      refuse(FORMAT, line, 'the number of atoms, alone on its line');
    checkAtomCount(atoms);
    const end = skipLines(text, offset, atoms + 2);
    if (end < 0) {
      if (frames.length === 0) refuse(FORMAT, line, `${atoms} atoms; the file ends before them`);
      warnings.push(`the last frame (line ${line}) is torn and left out`);
      break;
    }
    frames.push({ offset, line, atoms });
    offset = end;
    line += atoms + 2;
  }
  if (frames.length === 0) refuse(FORMAT, 1, 'the number of atoms');
  return { frames, warnings };
}

/** End of the line at an offset, its \n not included. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** Offset after so many lines, of which the last needs no \n; −1 when the text ends before. */
function skipLines(text: string, offset: number, count: number): number {
  let at = offset;
  for (let k = 0; k < count; k++) {
    if (at >= text.length) return -1;
    at = lineEnd(text, at) + 1;
  }
  return Math.min(at, text.length);
}

/**
 * Reads one frame of an extended XYZ file; positions are not wrapped.
 * @param frame 0 for the first
 * @throws `parse` with the line, also for plain XYZ, which has no cell; `unknown-element`,
 * `bad-lattice`, `too-large` (also for a frame that is not there)
 * @see https://github.com/libAtoms/extxyz
 */
export function readExtXyz(text: string, frame = 0, index = indexExtXyz(text)): AtomsFile {
  checkFrame(frame, index.frames.length);
  const start = index.frames[frame]!;
  const { atoms } = start;
  const lines = text.slice(start.offset, skipLines(text, start.offset, atoms + 2)).split('\n');
  const headLine = start.line + 1;
  const warnings = [...index.warnings];
  const pairs = parseComment(lines[1]!.trim(), headLine);
  const lattice = readLattice(pairs.get('lattice'), headLine);
  if (det(lattice) < 0)
    warnings.push('the cell vectors are left-handed; they are kept as they are');
  if (/f|0/i.test(pairs.get('pbc') ?? ''))
    warnings.push('the file is not periodic in all directions; it is read as periodic');
  const columns = readColumns(pairs.get('properties') ?? 'species:S:1:pos:R:3', headLine);

  const numbers = new Uint8Array(atoms);
  const xyz = new Float64Array(3 * atoms);
  const frozen = columns.mask === undefined ? null : new Uint8Array(3 * atoms);
  const layer = new Uint16Array(atoms);
  for (let i = 0; i < atoms; i++) {
    const line = headLine + 1 + i;
    const row = words(lines[2 + i]!);
    if (row.length < columns.width) refuse(FORMAT, line, `${columns.width} columns (Properties)`);
    numbers[i] = readElement(row[columns.species.at]!, columns.species.byNumber);
    for (let k = 0; k < 3; k++) {
      xyz[3 * i + k] =
        parseNumber(row[columns.pos + k]) ?? refuse(FORMAT, line, 'three coordinates');
      if (frozen && columns.mask)
        frozen[3 * i + k] = readLogical(row[columns.mask.at + (k % columns.mask.width)], line)
          ? 0
          : 1;
    }
    if (columns.layer !== undefined) layer[i] = readLayer(row[columns.layer], line);
  }
  const structure = checkedStructure(
    FORMAT,
    { lattice, numbers, xyz, layer },
    (i) => headLine + 1 + i,
  );
  const title = oneLine(pairs.get('comment') ?? pairs.get('title') ?? '');
  return { format: 'extxyz', title, structure, frozen, spaceGroup: null, warnings };
}

/** Keys in lower case. Values may stand in "…" with \" and \\ inside, in '…', {…} or […]. */
function parseComment(comment: string, line: number): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  // Sticky, one alternative for each opening character: linear in the length of the line.
  const pair =
    /\s*([^\s="'{}[\]]+|"[^"]*")\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|\{([^}]*)\}|\[([^\]]*)\]|([^\s"'{}[\]]+)))?/y;
  for (let at = 0; at < comment.length; at = pair.lastIndex) {
    pair.lastIndex = at;
    const match = pair.exec(comment);
    if (match === null) {
      // Free text is no error, unless what decides the meaning of the file is in it.
      if (!/(lattice|properties)\s*=/i.test(comment.slice(at))) break;
      refuse(FORMAT, line, `key=value pairs; "${oneLine(comment.slice(at, at + 20))}" is none`);
    }
    const [, key, double, single, brace, bracket, bare] = match;
    const value = double?.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c));
    const name = key!.replaceAll('"', '').toLowerCase();
    if (!pairs.has(name)) pairs.set(name, value ?? single ?? brace ?? bracket ?? bare ?? 'T');
  }
  return pairs;
}

function readLattice(text: string | undefined, line: number): Float64Array {
  if (text === undefined)
    refuse(
      FORMAT,
      line,
      'Lattice="…": this file has no cell, and a plain XYZ file cannot be placed in one',
    );
  const values = words(text.replaceAll(',', ' ')).map(parseNumber);
  const known = values.filter((x) => x !== undefined);
  if (known.length !== 9 || values.length !== 9)
    refuse(FORMAT, line, 'nine numbers in Lattice="…", one cell vector after the other');
  const lattice = Float64Array.from(known);
  checkCell(lattice);
  return lattice;
}

interface Columns {
  readonly width: number;
  readonly species: { readonly at: number; readonly byNumber: boolean };
  readonly pos: number;
  readonly mask: { readonly at: number; readonly width: number } | undefined;
  readonly layer: number | undefined;
}

/** Properties=name:type:columns:… with types S, R, I, L. */
function readColumns(properties: string, line: number): Columns {
  const parts = properties.split(':');
  const found = new Map<string, { at: number; width: number }>();
  let width = 0;
  for (let k = 0; k + 2 < parts.length; k += 3) {
    const n = parseCount(parts[k + 2]);
    if (n === undefined || n === 0 || n > 10000 || !/^[SRIL]$/i.test(parts[k + 1]!))
      refuse(FORMAT, line, 'Properties=name:type:columns:… with types S, R, I, L');
    const name = parts[k]!.toLowerCase();
    if (found.has(name)) refuse(FORMAT, line, `"${oneLine(name)}" once in Properties`);
    found.set(name, { at: width, width: n });
    width += n;
  }
  if (parts.length % 3 !== 0) refuse(FORMAT, line, 'three fields for each entry of Properties');
  const named = found.get('species');
  const species = named ?? found.get('z');
  const pos = found.get('pos');
  const mask = found.get('move_mask');
  if (species?.width !== 1 || pos?.width !== 3)
    refuse(FORMAT, line, 'species:S:1 (or Z:I:1) and pos:R:3 in Properties');
  if (mask !== undefined && mask.width !== 1 && mask.width !== 3)
    refuse(FORMAT, line, 'one or three columns of move_mask');
  return {
    width,
    species: { at: species.at, byNumber: named === undefined },
    pos: pos.at,
    mask,
    layer: found.get('layer')?.at,
  };
}

function readElement(token: string, byNumber: boolean): number {
  const z = byNumber ? (parseCount(token) ?? 0) : (atomicNumber(token) ?? 0);
  if (!(z >= 1 && z < SYMBOLS.length))
    throw new EpistackError({ code: 'unknown-element', symbol: oneLine(token).slice(0, 40) });
  return z;
}

/** T, True, TRUE, 1 or F, False, FALSE, 0. In a move_mask, true means free to move. */
function readLogical(token: string | undefined, line: number): boolean {
  if (/^(t|true|1)$/i.test(token ?? '')) return true;
  if (/^(f|false|0)$/i.test(token ?? '')) return false;
  return refuse(FORMAT, line, 'T or F');
}

function readLayer(token: string | undefined, line: number): number {
  const layer = parseCount(token);
  if (layer === undefined || layer > 0xffff) refuse(FORMAT, line, 'a layer from 0 to 65535');
  return layer;
}

export interface XyzOptions {
  readonly title?: string;
  /** 3N, 1 = fixed along x, y, z. */
  readonly frozen?: Uint8Array | null;
  /** Decimals; 16 keep every bit that matters, 8 are plenty for a trajectory. */
  readonly digits?: number;
}

/** One frame; frames one after the other are a trajectory. Keeps the layer of each atom. */
export function writeExtXyz(structure: Structure, options: XyzOptions = {}): string {
  const { lattice, numbers, xyz, layer } = structure;
  const { frozen = null, digits = 16 } = options;
  const title = oneLine(options.title ?? '').replace(/["\\]/g, '\\$&');
  const cell = Array.from(lattice, (x) => fixed(x, digits)).join(' ');
  const out = [
    `${numbers.length}`,
    `Lattice="${cell}" Properties=species:S:1:pos:R:3:layer:I:1${frozen ? ':move_mask:L:3' : ''} pbc="T T T"${title === '' ? '' : ` comment="${title}"`}`,
  ];
  for (let i = 0; i < numbers.length; i++) {
    const at = [0, 1, 2].map((k) => fixed(xyz[3 * i + k]!, digits).padStart(digits + 5)).join(' ');
    const mask = frozen
      ? ` ${[0, 1, 2].map((k) => (frozen[3 * i + k] ? 'F' : 'T')).join(' ')}`
      : '';
    out.push(`${SYMBOLS[numbers[i]!]!.padEnd(2)} ${at} ${layer[i]}${mask}`);
  }
  return `${out.join('\n')}\n`;
}
