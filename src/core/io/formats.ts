import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import type { AtomsFile, FormatId } from './document.ts';
import { readPoscar, writePoscar } from './poscar.ts';
import { parseCount, parseNumber, splitLines, words } from './text.ts';
import { decodeUtf8 } from './utf8.ts';

/** How much of a file is looked at to tell its format: more than any header. */
const HEAD_BYTES = 65536;

/** The format that a file's name stands for, or null. Directories and case do not matter. */
export function formatOfName(name: string): FormatId | null {
  const base = (name.split(/[/\\]/).at(-1) ?? '').toLowerCase();
  if (/\.cif$/.test(base)) return 'cif';
  if (/\.(ext)?xyz$/.test(base)) return 'extxyz';
  if (/^xdatcar/.test(base) || /\.xdatcar$/.test(base)) return 'xdatcar';
  if (/^(poscar|contcar)/.test(base) || /\.(vasp|poscar|contcar)$/.test(base)) return 'poscar';
  return null;
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

/**
 * Reads the first structure of a file.
 * @param data content, already decompressed
 * @param name tells the format only when the content does not
 * @returns the structure and the number of frames in the file
 * @throws `unknown-format`, or what the format's reader throws
 */
export function readAtoms(
  data: string | Uint8Array,
  name: string,
): { file: AtomsFile; frames: number } {
  const format = sniffFormat(data, name);
  const text = typeof data === 'string' ? data : decodeUtf8(data);
  if (format === 'poscar') return { file: readPoscar(text), frames: 1 };
  throw new EpistackError({ code: 'unknown-format', name });
}

/** One structure in the given format; `title` becomes one line. */
export function writeAtoms(
  structure: Structure,
  _format: FormatId,
  options: { readonly title?: string } = {},
): string {
  return writePoscar(structure, options);
}
