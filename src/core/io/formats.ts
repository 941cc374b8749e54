import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { type CifOptions, readCif } from '#core/io/cif/cif.ts';
import { writeCif } from '#core/io/cif/cifWrite.ts';
import { checkFrame, checkTextSize } from '#core/io/text/limits.ts';
import { oneLine, parseCount, parseNumber, splitLines, words } from '#core/io/text/text.ts';
import { decodeUtf8, encodeUtf8 } from '#core/io/text/utf8.ts';
import { readPoscar, writePoscar } from '#core/io/vasp/poscar.ts';
import { frameStructure, indexXdatcar } from '#core/io/vasp/xdatcar.ts';
import { writeXdatcar } from '#core/io/vasp/xdatcarWrite.ts';
import { indexExtXyz, readExtXyz, writeExtXyz } from '#core/io/xyz/xyz.ts';
import type { AtomsFile, FormatId } from './document.ts';

export interface Format {
  readonly id: FormatId;
  readonly label: string;
  /** Names that stand for it: "NAME*" begins so, ".ext" ends so, whatever the case. */
  readonly names: readonly string[];
  /** Whether a file may hold several frames. All of them are read and written. */
  readonly trajectory: boolean;
}

export const FORMATS: readonly Format[] = [
  {
    id: 'poscar',
    label: 'VASP structure (POSCAR)',
    names: ['POSCAR*', 'CONTCAR*', '.vasp', '.poscar', '.contcar'],
    trajectory: false,
  },
  {
    id: 'xdatcar',
    label: 'VASP trajectory (XDATCAR)',
    names: ['XDATCAR*', '.xdatcar'],
    trajectory: true,
  },
  { id: 'cif', label: 'CIF', names: ['.cif'], trajectory: false },
  { id: 'extxyz', label: 'Extended XYZ', names: ['.xyz', '.extxyz'], trajectory: true },
];

/** How much of a file is looked at to tell its format: more than any header. */
const HEAD_BYTES = 65536;

/**
 * The format that a file's name stands for, or null. Directories and case do not matter; an
 * ending decides before a beginning, so "POSCAR_film.cif" is a CIF.
 */
export function formatOfName(name: string): FormatId | null {
  const base = (name.split(/[/\\]/).at(-1) ?? '').toLowerCase();
  const matching = (test: (pattern: string) => boolean) =>
    FORMATS.find(({ names }) => names.some((pattern) => test(pattern.toLowerCase())))?.id;
  return (
    matching((p) => p.startsWith('.') && base.endsWith(p)) ??
    matching((p) => p.endsWith('*') && base.startsWith(p.slice(0, -1))) ??
    null
  );
}

/**
 * The format of a file by its content; the name decides only when the content does not.
 * @returns null when neither tells
 */
export function sniffFormat(data: string | Uint8Array, name: string): FormatId | null {
  const head =
    typeof data === 'string' ? data.slice(0, HEAD_BYTES) : decodeUtf8(data.subarray(0, HEAD_BYTES));
  return formatOfContent(splitLines(head.replace(/^\ufeff/, ''))) ?? formatOfName(name);
}

function formatOfContent(lines: readonly string[]): FormatId | null {
  if (looksLikeVasp(lines)) return /configuration\s*=/i.test(lines[7] ?? '') ? 'xdatcar' : 'poscar';
  const firstCif = lines.find((line) => !/^\s*(#|$)/.test(line));
  if (firstCif !== undefined && /^\s*data_/i.test(firstCif)) return 'cif';
  return parseCount(lines[0]?.trim()) === undefined ? null : 'extxyz';
}

/** A scale factor and three vectors after the title: no other format begins like that. */
function looksLikeVasp(lines: readonly string[]): boolean {
  const numbersOn = (i: number) => words(lines[i] ?? '').map(parseNumber);
  if (numbersOn(1)[0] === undefined) return false;
  return [2, 3, 4].every((i) => {
    const three = numbersOn(i).slice(0, 3);
    return three.length === 3 && !three.includes(undefined);
  });
}

/** What a file may leave open, and a person decides. */
export interface ReadOptions extends CifOptions {
  /** Elements in the order of the counts, for VASP files without them. */
  readonly symbols?: readonly string[];
}

/**
 * Reads the first structure of a file.
 * @param data content, already decompressed
 * @param name tells the format only when the content does not
 * @returns the structure and the number of frames in the file
 * @throws `unknown-format`, or what the format's reader throws
 */
export const readAtoms = (
  data: string | Uint8Array,
  name: string,
): { file: AtomsFile; frames: number } => readFrame(data, name, 0);

/**
 * Reads one structure of a file. To step through a trajectory keep its index instead
 * (`indexXdatcar`, `indexExtXyz`): this one finds the frames anew each time.
 * @param frame 0 for the first
 * @throws as {@link readAtoms}; `too-large` for a frame that is not there
 */
export function readFrame(
  data: string | Uint8Array,
  name: string,
  frame: number,
  options: ReadOptions = {},
): { file: AtomsFile; frames: number } {
  const format = sniffFormat(data, name);
  switch (format) {
    case 'xdatcar':
      return readXdatcarFrame(typeof data === 'string' ? encodeUtf8(data) : data, frame);
    case 'poscar':
      checkFrame(frame, 1);
      return { file: readPoscar(textOf(data), options.symbols), frames: 1 };
    case 'cif':
      checkFrame(frame, 1);
      return { file: readCif(textOf(data), options), frames: 1 };
    case 'extxyz': {
      const text = textOf(data);
      const index = indexExtXyz(text);
      return { file: readExtXyz(text, frame, index), frames: index.frames.length };
    }
    case null:
      throw new EpistackError({ code: 'unknown-format', name: oneLine(name).slice(0, 200) });
    default:
      return format satisfies never;
  }
}

function readXdatcarFrame(bytes: Uint8Array, frame: number): { file: AtomsFile; frames: number } {
  const index = indexXdatcar(bytes);
  const file: AtomsFile = {
    format: 'xdatcar',
    title: index.title,
    structure: frameStructure(bytes, index, frame),
    frozen: null,
    spaceGroup: null,
    warnings: index.warnings,
  };
  return { file, frames: index.offsets.length };
}

function textOf(data: string | Uint8Array): string {
  if (typeof data !== 'string') return decodeUtf8(data);
  checkTextSize(data.length);
  return data.startsWith('\ufeff') ? data.slice(1) : data;
}

export interface WriteOptions {
  /** Becomes one line; the formula when it is missing. */
  readonly title?: string;
  /** 3N, 1 = fixed; written by POSCAR and extended XYZ, which have a place for it. */
  readonly frozen?: Uint8Array | null;
  /** POSCAR only. */
  readonly coordinates?: 'direct' | 'cartesian';
}

/** One structure in the given format. VASP's formats group the atoms by element (`speciesOrder`). */
export function writeAtoms(
  structure: Structure,
  format: FormatId,
  options: WriteOptions = {},
): string {
  switch (format) {
    case 'poscar':
      return writePoscar(structure, options);
    case 'xdatcar':
      return [
        ...writeXdatcar({ ...options, numbers: structure.numbers, frames: [structure] }),
      ].join('');
    case 'cif':
      return writeCif(structure, options);
    case 'extxyz':
      return writeExtXyz(structure, options);
    default:
      return format satisfies never;
  }
}
