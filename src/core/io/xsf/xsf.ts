import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { AtomsFile, Periodic } from '#core/io/atomsFile.ts';
import { LEFT_HANDED_NOTE, periodicNotes } from '#core/io/atomsFile.ts';
import { elementInFile, isIsotope, isotopeNotes } from '#core/io/isotopes.ts';
import { isLeftHanded } from '#core/io/rightHanded.ts';
import { commentLines } from '#core/io/text/comment.ts';
import { checkAtomCount, checkCell, checkedStructure, checkFrame } from '#core/io/text/limits.ts';
import {
  checkSomeAtoms,
  fixedDecimals,
  located,
  oneLine,
  parseCount,
  parseNumber,
  refuse,
  splitLines,
  words,
} from '#core/io/text/text.ts';
import { row } from '#core/math/mat3.ts';

const FORMAT = 'XSF';

/** The first word of a file, and which vectors repeat the atoms. */
const KINDS: Readonly<Record<string, Periodic>> = {
  CRYSTAL: [true, true, true],
  SLAB: [true, true, false],
  POLYMER: [true, false, false],
};

/** Words that a file may begin with, before its cell. */
export const XSF_WORDS = [...Object.keys(KINDS), 'MOLECULE', 'ATOMS', 'ANIMSTEPS', 'DIM-GROUP'];

/** A line without its comment, in words. */
const wordsOf = (line: string): string[] => words(line.replace(/#.*$/, ''));

/**
 * Reads one structure of an XSF file of XCrySDen: PRIMVEC and PRIMCOORD; grids, CONVVEC and forces are left out.
 * @throws `parse` with the line; `unknown-element`, `bad-lattice`, `too-large`
 * @see http://www.xcrysden.org/doc/XSF.html
 */
export function readXsf(text: string, frame: number): { file: AtomsFile; frames: number } {
  const lines = splitLines(text);
  let periodic: Periodic | null = null;
  let title = '';
  const cells: number[] = [];
  const blocks: number[] = [];
  for (const [at, line] of lines.entries()) {
    const [first, second] = wordsOf(line);
    if (first === undefined) {
      const said = /^\s*#\s*(\S.*)/.exec(line)?.[1];
      if (title === '' && blocks.length === 0 && said !== undefined) title = oneLine(said);
      continue;
    }
    const word = first.toUpperCase();
    if (word === 'MOLECULE' || word === 'ATOMS')
      refuse(FORMAT, at + 1, 'CRYSTAL or SLAB with PRIMVEC: a molecule has no cell');
    if (word in KINDS) periodic = KINDS[word]!;
    if (word === 'DIM-GROUP') {
      const dimensions = parseCount(wordsOf(lines[at + 1] ?? '')[0]);
      if (dimensions === undefined || dimensions < 1 || dimensions > 3)
        refuse(FORMAT, at + 2, 'the number of directions that repeat, 1 to 3');
      periodic = [true, dimensions > 1, dimensions > 2];
    }
    if (word === 'PRIMVEC') cells.push(at);
    if (word === 'PRIMCOORD' && (second === undefined || parseCount(second) !== undefined))
      blocks.push(at);
  }
  if (cells.length === 0) refuse(FORMAT, lines.length, 'PRIMVEC and the three vectors of the cell');
  if (blocks.length === 0) refuse(FORMAT, lines.length, 'PRIMCOORD and the atoms');
  checkFrame(frame, blocks.length);
  const start = blocks[frame]!;
  // Of a run with a cell that changes each step brings its own; else there is one for all.
  const cell = cells.filter((at) => at < start).at(-1) ?? cells[0]!;
  const lattice = latticeAt(lines, cell);
  const count = parseCount(wordsOf(lines[start + 1] ?? '')[0]);
  if (count === undefined) refuse(FORMAT, start + 2, 'the number of atoms and 1');
  checkSomeAtoms(FORMAT, start + 2, count);
  checkAtomCount(count);
  const first = start + 2;
  if (lines.length - first < count)
    refuse(FORMAT, lines.length, `${count} atoms; the file ends before`);
  const numbers = new Uint8Array(count);
  const isotopes = new Set<string>();
  const xyz = new Float64Array(3 * count);
  for (let i = 0; i < count; i++) {
    const [symbol = '', ...rest] = wordsOf(lines[first + i]!);
    numbers[i] = elementAt(symbol, first + i);
    if (isIsotope(symbol)) isotopes.add(symbol);
    for (let x = 0; x < 3; x++)
      xyz[3 * i + x] =
        parseNumber(rest[x]) ??
        refuse(
          FORMAT,
          first + i + 1,
          `an element and three coordinates: atom ${i + 1} of ${count}`,
        );
  }
  const known = periodic ?? KINDS['CRYSTAL']!;
  const structure = checkedStructure(FORMAT, { lattice, numbers, xyz }, (i) => first + i + 1);
  const warnings = [
    ...(isLeftHanded(lattice) ? [LEFT_HANDED_NOTE] : []),
    ...periodicNotes(known),
    ...isotopeNotes(isotopes),
  ];
  const file = { format: 'xsf', title, structure, frozen: null, spaceGroup: null, warnings };
  return { file: { ...file, periodic: known }, frames: blocks.length };
}

function latticeAt(lines: readonly string[], at: number): Float64Array {
  const lattice = new Float64Array(9);
  for (let k = 0; k < 3; k++) {
    const numbers = wordsOf(lines[at + 1 + k] ?? '').map(parseNumber);
    for (let x = 0; x < 3; x++)
      lattice[3 * k + x] =
        numbers[x] ?? refuse(FORMAT, at + 2 + k, `three numbers: vector ${'abc'[k]} of the cell`);
  }
  located({ format: FORMAT, line: at + 2 }, () => checkCell(lattice));
  return lattice;
}

/** A symbol, or an atomic number. */
function elementAt(word: string, at: number): number {
  const count = parseCount(word);
  const number = count === undefined ? elementInFile(word) : count;
  if (number === undefined || number < 1 || SYMBOLS[number] === undefined)
    refuse(FORMAT, at + 1, 'the symbol or the number of an element');
  return number;
}

const kindOf = (periodic: Periodic): string | undefined =>
  Object.keys(KINDS).find((k) => KINDS[k]!.join() === periodic.join());

/** Whether XSF has a word for atoms that repeat so. */
export const hasXsfKind = (periodic: Periodic): boolean => kindOf(periodic) !== undefined;

/** An XSF file with 10 decimals, Cartesian; a CRYSTAL where XSF has no word for how the atoms repeat. */
export function writeXsf(
  { lattice, numbers, xyz }: Structure,
  about: { readonly comments: readonly string[]; readonly periodic: Periodic },
): string {
  const line = (v: readonly number[]) => v.map((x) => fixedDecimals(x, 10).padStart(17)).join(' ');
  return [
    ...commentLines('#', about.comments),
    kindOf(about.periodic) ?? 'CRYSTAL',
    'PRIMVEC',
    ...[0, 1, 2].map((k) => line(row(lattice, k))),
    'PRIMCOORD',
    `${numbers.length} 1`,
    ...Array.from(numbers, (z, i) => `${SYMBOLS[z]!.padEnd(2)} ${line(row(xyz, i))}`),
    '',
  ].join('\n');
}
