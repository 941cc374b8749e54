import { EpistackError } from '#core/errors.ts';
import { LEFT_HANDED_NOTE, pseudoHydrogenNote } from '#core/io/atomsFile.ts';
import { elementInFile, isotopeNotes } from '#core/io/isotopes.ts';
import { checkAtomCount, checkCell } from '#core/io/text/limits.ts';
import { located, oneLine, parseCount, parseNumber, refuse, words } from '#core/io/text/text.ts';
import { det } from '#core/math/mat3.ts';

/** Lines that a header can have with its symbols and counts broken; 7 are usual. */
export const MAX_HEADER_LINES = 24;

/** The first lines that POSCAR and XDATCAR share, from the title to the counts. */
export interface VaspHeader {
  readonly title: string;
  /** Rows, Å, the scale factor applied. */
  readonly lattice: Float64Array;
  /** What Cartesian x, y, z in the file are multiplied with. */
  readonly scale: readonly [number, number, number];
  /** Atomic number of each block, and its atoms. */
  readonly species: Uint8Array;
  readonly counts: readonly number[];
  readonly atoms: number;
  /** Lines read: 7, 6 in the format of VASP 4, more where symbols or counts are broken. */
  readonly rows: number;
  readonly warnings: readonly string[];
}

/** "H.25", "H1.25": a potential of hydrogen with another nuclear charge. */
const PSEUDO_HYDROGEN = /^H\d?\.\d/;

/**
 * Element of a VASP symbol: "Pb_d", "Cs_sv/abcd123" and "H.25" carry the name of a POTCAR.
 * @returns atomic number, or undefined
 */
export const vaspElement = (symbol: string): number | undefined =>
  elementInFile(bareSymbol(symbol));

const bareSymbol = (symbol: string): string =>
  /^([A-Z][a-z]?)(?:[_/.\d].*)?$/.exec(symbol)?.[1] ?? '';

/**
 * Reads a header. A left-handed cell is kept.
 * @param lines of the file, from the title on
 * @param firstLine the title's line number in the file, 1 for the first
 * @param given element symbols, where the file may lack them; they count only if it does
 * @throws `needs-symbols` (VASP 4, and a title that is no list of elements); `parse`, `unknown-element`, `bad-lattice`, `too-large`
 */
export function parseVaspHeader(
  format: string,
  lines: readonly string[],
  firstLine: number,
  given: readonly string[] = [],
): VaspHeader {
  const warnings: string[] = [];
  const title = oneLine(lines[0] ?? '');
  const raw = new Float64Array(9);
  for (let i = 0; i < 3; i++)
    raw.set(threeNumbers(format, lines[2 + i], firstLine + 2 + i, 'a cell vector'), 3 * i);
  const scale = parseScale(format, lines[1], firstLine + 1, Math.abs(det(raw)));
  const lattice = raw.map((x, k) => x * scale[k % 3]!);
  located({ format, line: firstLine + 2 }, () => checkCell(lattice));
  if (det(lattice) < 0) warnings.push(LEFT_HANDED_NOTE);

  const rowAt = (k: number) => words(withoutComment(lines[k] ?? ''));
  const isCounts = (row: readonly string[]) => /^[\d+\-.]/.test(row[0] ?? '');
  const old = isCounts(rowAt(5));
  // VASP breaks the line of symbols after twenty, and that of the counts.
  let at = 5;
  const symbols: string[] = [];
  while (!old && at < MAX_HEADER_LINES - 1 && rowAt(at).length > 0 && !isCounts(rowAt(at)))
    symbols.push(...rowAt(at++));
  const countsLine = firstLine + at;
  const printed = [...rowAt(at++)];
  while (
    at < MAX_HEADER_LINES &&
    isCounts(rowAt(at)) &&
    rowAt(at).every((word) => parseCount(word) !== undefined) &&
    (old || printed.length < symbols.length)
  )
    printed.push(...rowAt(at++));
  const counts = parseCounts(format, printed, countsLine);
  const species = old
    ? missingSpecies(format, title, counts, firstLine + 5, given, warnings)
    : symbols.map((s) => located({ format, line: firstLine + 5 }, () => elementOrThrow(s)));
  // Epistack's own files have H in the line of symbols, and say behind the title which block is which.
  const named = [...symbols, ...words(/\| blocks: (.*)$/.exec(lines[0] ?? '')?.[1] ?? '')];
  const pseudo = named.filter((symbol) => PSEUDO_HYDROGEN.test(symbol));
  if (pseudo.length > 0) warnings.push(pseudoHydrogenNote(pseudo));
  warnings.push(...isotopeNotes(symbols.map(bareSymbol)));
  if (species.length === 0) refuse(format, firstLine + 5, 'element symbols');
  if (species.length !== counts.length)
    refuse(format, countsLine, `${species.length} atom counts, one for each symbol`);
  return {
    title,
    lattice,
    scale,
    species: Uint8Array.from(species),
    counts,
    atoms: counts.reduce((sum, n) => sum + n, 0),
    rows: at,
    warnings,
  };
}

/** N atomic numbers, block by block. */
export function expandSpecies(
  header: Pick<VaspHeader, 'species' | 'counts' | 'atoms'>,
): Uint8Array {
  const numbers = new Uint8Array(header.atoms);
  let at = 0;
  header.counts.forEach((n, k) => {
    numbers.fill(header.species[k]!, at, at + n);
    at += n;
  });
  return numbers;
}

/** The first three numbers of a line; what follows them is a remark. */
export function threeNumbers(
  format: string,
  line: string | undefined,
  lineNumber: number,
  what: string,
): [number, number, number] {
  const [x, y, z] = words(line ?? '')
    .slice(0, 3)
    .map(parseNumber);
  if (x === undefined || y === undefined || z === undefined)
    refuse(format, lineNumber, `${what}: three numbers`);
  return [x, y, z];
}

function parseScale(
  format: string,
  line: string | undefined,
  lineNumber: number,
  rawVolume: number,
): [number, number, number] {
  const [s, y, z] = words(line ?? '')
    .slice(0, 3)
    .map(parseNumber);
  if (s === undefined || s === 0 || (y === undefined) !== (z === undefined))
    refuse(format, lineNumber, 'one scale factor (negative: the volume in Å³), or three');
  if (y !== undefined && z !== undefined) {
    if (!(s > 0 && y > 0 && z > 0)) refuse(format, lineNumber, 'three positive scale factors');
    return [s, y, z];
  }
  const factor = s > 0 ? s : Math.cbrt(-s / rawVolume);
  return [factor, factor, factor];
}

function parseCounts(format: string, tokens: readonly string[], lineNumber: number): number[] {
  const counts = tokens.map(parseCount);
  const known = counts.filter((n) => n !== undefined);
  const atoms = known.reduce((sum, n) => sum + n, 0);
  if (known.length !== counts.length || atoms === 0)
    refuse(format, lineNumber, 'atom counts: whole numbers, not all zero');
  checkAtomCount(atoms);
  return known;
}

/** The elements of a header without symbols: as given, else from a title that is a list of them. */
function missingSpecies(
  format: string,
  title: string,
  counts: readonly number[],
  line: number,
  given: readonly string[],
  warnings: string[],
): number[] {
  if (given.length > 0) {
    if (given.length !== counts.length)
      throw new EpistackError({ code: 'needs-symbols', format, line, counts });
    warnings.push(`no line of element symbols (VASP 4): ${given.join(', ')} were given`);
    return given.map(elementOrThrow);
  }
  const named = words(title).map(vaspElement);
  const known = named.filter((n) => n !== undefined);
  if (known.length !== named.length || named.length !== counts.length)
    throw new EpistackError({ code: 'needs-symbols', format, line, counts });
  warnings.push(`no line of element symbols (VASP 4): the title "${title}" was used`);
  return known;
}

/** @throws `unknown-element` */
export function elementOrThrow(symbol: string): number {
  const z = vaspElement(symbol);
  if (z === undefined) throw new EpistackError({ code: 'unknown-element', symbol: clip(symbol) });
  return z;
}

const withoutComment = (line: string): string => line.replace(/[!#].*$/, '');
const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
