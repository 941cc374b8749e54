import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import {
  type AtomsFile,
  LEFT_HANDED_NOTE,
  type Periodic,
  periodicNotes,
  pseudoHydrogenNote,
} from '#core/io/atomsFile.ts';
import { isIsotope, isotopeNotes } from '#core/io/isotopes.ts';
import { NUCLEAR_CHARGE, pseudoLabel } from '#core/io/species.ts';
import { splitFrozen } from '#core/io/text/comment.ts';
import { checkAtomCount, checkedStructure, checkFrame } from '#core/io/text/limits.ts';
import {
  checkSomeAtoms,
  fixedDecimals,
  oneLine,
  parseCount,
  parseNumber,
  refuse,
  words,
} from '#core/io/text/text.ts';
import { signed } from '#core/math/decimals.ts';
import { det } from '#core/math/mat3.ts';
import {
  XYZ_FORMAT as FORMAT,
  otherColumnsNote,
  PLAIN_COLUMNS,
  parseComment,
  readColumns,
  readElement,
  readLattice,
  readPeriodic,
  TIME_FS_KEY,
} from './xyzHeader.ts';

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
    if (atoms === undefined) refuse(FORMAT, line, 'the number of atoms, alone on its line');
    checkSomeAtoms(FORMAT, line, atoms);
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
  if (frames.length === 0) refuse(FORMAT, 1, 'the number of atoms: the file is empty');
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
  if (det(lattice) < 0) warnings.push(LEFT_HANDED_NOTE);
  const periodic = readPeriodic(pairs.get('pbc'));
  warnings.push(...periodicNotes(periodic));
  const columns = readColumns(pairs.get('properties') ?? PLAIN_COLUMNS, headLine);
  if (columns.others.length > 0) warnings.push(otherColumnsNote(columns));

  const numbers = new Uint8Array(atoms);
  const xyz = new Float64Array(3 * atoms);
  const frozen = columns.mask === undefined ? null : new Uint8Array(3 * atoms);
  const layer = new Uint16Array(atoms);
  const pseudo = new Set<string>();
  const isotopes = new Set<string>();
  for (let i = 0; i < atoms; i++) {
    const line = headLine + 1 + i;
    const row = words(lines[2 + i]!);
    if (row.length < columns.width)
      refuse(FORMAT, line, `${columns.width} values, as Properties says`);
    const symbol = row[columns.species.at]!;
    if (isIsotope(symbol)) isotopes.add(symbol);
    numbers[i] = readElement(symbol, columns.species.byNumber, line);
    for (let k = 0; k < 3; k++) {
      xyz[3 * i + k] =
        parseNumber(row[columns.pos + k]) ??
        refuse(FORMAT, line, 'three numbers, the position of the atom');
      if (frozen && columns.mask)
        frozen[3 * i + k] = readLogical(row[columns.mask.at + (k % columns.mask.width)], line)
          ? 0
          : 1;
    }
    const charge = parseNumber(row[columns.nuclearCharge ?? -1] ?? '');
    if (numbers[i] === 1 && charge !== undefined && charge !== 1) pseudo.add(pseudoLabel(charge));
    if (columns.layer !== undefined) layer[i] = readLayer(row[columns.layer], line);
  }
  warnings.push(...isotopeNotes(isotopes));
  const charge = parseNumber(pairs.get('charge') ?? pairs.get('total_charge') ?? '');
  if (charge !== undefined && charge !== 0)
    warnings.push(`the charge of ${signed(charge, 2)} e that the file states is left out`);
  if (pseudo.size > 0) warnings.push(pseudoHydrogenNote([...pseudo]));
  const structure = checkedStructure(
    FORMAT,
    { lattice, numbers, xyz, layer },
    (i) => headLine + 1 + i,
  );
  const title = oneLine(pairs.get('comment') ?? pairs.get('title') ?? '');
  return { format: 'extxyz', title, structure, frozen, spaceGroup: null, periodic, warnings };
}

/** T, True, TRUE, 1 or F, False, FALSE, 0. In a move_mask, true means free to move. */
function readLogical(token: string | undefined, line: number): boolean {
  if (/^(t|true|1)$/i.test(token ?? '')) return true;
  if (/^(f|false|0)$/i.test(token ?? '')) return false;
  return refuse(FORMAT, line, 'T or F in move_mask');
}

function readLayer(token: string | undefined, line: number): number {
  const layer = parseCount(token);
  if (layer === undefined || layer > 0xffff)
    refuse(FORMAT, line, 'a whole number from 0 to 65535 in the column layer');
  return layer;
}

export interface XyzOptions {
  readonly title?: string;
  /** 3N, 1 = fixed along x, y, z. */
  readonly frozen?: Uint8Array | null;
  /**
   * N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; absent or null: there is none.
   * Written as the column `nuclear_charge_e`, atomic numbers for those.
   */
  readonly valencesE?: Float64Array | null;
  /** Decimals; 16 keep every bit that matters, 8 are plenty for a trajectory. */
  readonly digits?: number;
  /** Name of each layer, one word: "film". Written beside its index, as column `slab`. */
  readonly layers?: readonly string[];
  /** More key="value" pairs of the comment line; a key is one word. */
  readonly info?: Readonly<Record<string, string>>;
  /** Time of the frame, fs, where it is known. */
  readonly timeFs?: number | null;
  /** Along a, b, c; all three when it is missing. */
  readonly periodic?: Periodic;
}

/** One frame; frames one after the other are a trajectory. Keeps the layer of each atom. */
export function writeExtXyz(structure: Structure, options: XyzOptions = {}): string {
  const { lattice, numbers, xyz, layer } = structure;
  const { frozen = null, valencesE = null, digits = 16, layers } = options;
  const quoted = (text: string) => `"${oneLine(text).replace(/["\\]/g, '\\$&')}"`;
  const title = oneLine(options.title ?? '');
  const time = options.timeFs == null ? '' : ` ${TIME_FS_KEY}=${options.timeFs}`;
  const info = Object.entries({ ...options.info, ...(title === '' ? {} : { comment: title }) })
    .map(([key, value]) => ` ${key}=${quoted(value)}`)
    .join('');
  const cell = Array.from(lattice, (x) => fixedDecimals(x, digits)).join(' ');
  // One column where every atom is free or frozen as a whole: ASE makes one constraint of it, not one an atom.
  const mask = frozen === null ? 0 : splitFrozen(frozen).partly.length > 0 ? 3 : 1;
  const axes = [0, 1, 2].slice(0, mask);
  const pbc = (options.periodic ?? [true, true, true]).map((p) => (p ? 'T' : 'F')).join(' ');
  const out = [
    `${numbers.length}`,
    `Lattice="${cell}" Properties=species:S:1:pos:R:3:layer:I:1${layers ? ':slab:S:1' : ''}${mask ? `:move_mask:L:${mask}` : ''}${valencesE ? `:${NUCLEAR_CHARGE}:R:1` : ''} pbc="${pbc}"${time}${info}`,
  ];
  for (let i = 0; i < numbers.length; i++) {
    const at = [0, 1, 2]
      .map((k) => fixedDecimals(xyz[3 * i + k]!, digits).padStart(digits + 5))
      .join(' ');
    const free = axes.map((k) => (frozen![3 * i + k] ? ' F' : ' T')).join('');
    const slab = layers ? ` ${layers[layer[i]!]}` : '';
    const valence = valencesE?.[i] ?? Number.NaN;
    const charge = valencesE ? ` ${Number.isNaN(valence) ? numbers[i]! : valence}` : '';
    out.push(`${SYMBOLS[numbers[i]!]!.padEnd(2)} ${at} ${layer[i]}${slab}${free}${charge}`);
  }
  return `${out.join('\n')}\n`;
}
