import { MASS_U, SYMBOLS } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import { type AtomsFile, pseudoHydrogenNote } from '#core/io/atomsFile.ts';
import { elementInFile, isIsotope, isotopeNotes, isotopeOfMass } from '#core/io/isotopes.ts';
import type { ReadOptions } from '#core/io/readOptions.ts';
import { pseudoLabel } from '#core/io/species.ts';
import { checkAtomCount, checkCell, checkedStructure } from '#core/io/text/limits.ts';
import {
  checkSomeAtoms,
  located,
  oneLine,
  parseCount,
  parseNumber,
  refuse,
  splitLines,
  words,
} from '#core/io/text/text.ts';

const FORMAT = 'LAMMPS data';

/** Columns of an atom before its coordinates, by style: where type and charge stand. */
const STYLES: Readonly<Record<string, { readonly type: number; readonly before: number }>> = {
  atomic: { type: 1, before: 2 },
  charge: { type: 1, before: 3 },
  molecular: { type: 2, before: 3 },
  bond: { type: 2, before: 3 },
  angle: { type: 2, before: 3 },
  full: { type: 2, before: 4 },
};
/** Styles by how many columns there are, with or without three image flags, where the file names none. */
const BY_COLUMNS: Readonly<Record<number, string>> = {
  5: 'atomic',
  8: 'atomic',
  6: 'charge',
  9: 'charge',
  7: 'full',
  10: 'full',
};

/** A mass this far from an element's is none of it, u. */
const SAME_MASS_U = 0.3;

const COUNT = /^\s*(\d+)\s+atoms\s*$/;
const SECTION = /^\s*([A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*)\s*$/;

/** Whether a file that begins so is a data file of LAMMPS. */
export const isLammpsData = (lines: readonly string[]): boolean =>
  lines.some((line) => COUNT.test(plain(line))) &&
  lines.some((line) => /\bxlo\s+xhi\b/.test(plain(line)));

const plain = (line: string): string => line.replace(/#.*$/, '');
const remark = (line: string): string => oneLine(/#(.*)$/.exec(line)?.[1] ?? '').trim();

/**
 * Reads a data file of LAMMPS in Å: box, masses, atoms of the styles atomic, charge, molecular, bond, angle and full.
 * Elements are those that remarks behind the masses name, that are given, or that the masses tell.
 * @throws `parse` with the line; `needs-types`, `unknown-element`, `bad-lattice`, `too-large`
 * @see https://docs.lammps.org/read_data.html
 */
export function readLammpsData(text: string, { typeElements }: ReadOptions): AtomsFile {
  const lines = splitLines(text);
  // As write_data says it behind the title; a file that does not say it is in Å.
  const units = /\bunits\s*=\s*(\w+)/.exec(lines[0] ?? '')?.[1];
  if (units !== undefined && units !== 'metal' && units !== 'real')
    refuse(FORMAT, 1, `units = metal or real, whose lengths are Å, not "${units.slice(0, 20)}"`);
  const sections = sectionsOf(lines);
  const headEnd = Math.min(lines.length, ...sections.map((s) => s.at));
  const head = headOf(lines, headEnd);
  const atoms = sections.find((s) => s.name === 'Atoms');
  if (atoms === undefined) return refuse(FORMAT, lines.length, 'a section Atoms');
  const labels = new Map(
    rowsOf(lines, sections, 'Atom Type Labels').map(({ row }) => [row[1]!, Number(row[0])]),
  );
  const { elements, notes } = elementsOf(lines, sections, labels, typeElements);
  const rows = rowsOf(lines, sections, 'Atoms');
  if (rows.length !== head.atoms)
    refuse(FORMAT, atoms.at + 1, `${head.atoms} atoms, as the head says; here are ${rows.length}`);
  const styled = remark(lines[atoms.at]!).toLowerCase();
  const first = rows[0];
  const style = styled !== '' ? styled : styleOf(rows, atoms.at + 1, head.types, labels);
  const columns =
    STYLES[style] ??
    refuse(
      FORMAT,
      styled !== '' ? atoms.at + 1 : (first?.line ?? atoms.at + 1),
      `atoms of a style that is read: ${Object.keys(STYLES).join(', ')}`,
    );
  const ordered = rows.map(({ row, line }) => ({
    id: parseCount(row[0]) ?? refuse(FORMAT, line, 'a whole number, the id of the atom'),
    row,
    line,
  }));
  ordered.sort((p, q) => p.id - q.id);
  const numbers = new Uint8Array(ordered.length);
  const xyz = new Float64Array(3 * ordered.length);
  for (const [i, { id, row, line }] of ordered.entries()) {
    if (i > 0 && ordered[i - 1]!.id === id)
      refuse(FORMAT, line, `an id that no other atom has; ${id} stands here again`);
    const word = row[columns.type] ?? '';
    const type = parseCount(word) ?? labels.get(word);
    if (type !== undefined && head.types !== null && (type < 1 || type > head.types))
      refuse(FORMAT, line, `a type from 1 to ${head.types}, as the head says; here is ${type}`);
    const z = type === undefined ? undefined : elements.get(type);
    if (z === undefined) throw new EpistackError({ code: 'needs-types', format: FORMAT, line });
    numbers[i] = z;
    for (let x = 0; x < 3; x++)
      xyz[3 * i + x] =
        (parseNumber(row[columns.before + x]) ??
          refuse(
            FORMAT,
            line,
            `three coordinates, finite numbers, behind ${columns.before} columns, style ${style}`,
          )) - head.low[x]!;
  }
  const hasCharges = style === 'charge' || style === 'full';
  return {
    format: 'lammps',
    title: oneLine(lines[0] ?? ''),
    structure: checkedStructure(
      FORMAT,
      { lattice: head.lattice, numbers, xyz },
      (i) => ordered[i]!.line,
    ),
    frozen: null,
    spaceGroup: null,
    warnings: [
      ...notes,
      ...(styled === ''
        ? [`the file names no style of its atoms; by their columns they are read as style ${style}`]
        : []),
      ...(hasCharges ? ['charges of the file are not taken over'] : []),
    ],
  };
}

/**
 * The style by the columns, where the file names none. Six, or nine with image flags, are a type and a charge, or a
 * molecule and a type: their values tell, unless all of both are whole numbers.
 * @param line of the section, from 1
 * @throws `parse` where it may be either: the elements would be others
 */
function styleOf(
  rows: readonly Row[],
  line: number,
  types: number | null,
  labels: ReadonlyMap<string, number>,
): string {
  const style = BY_COLUMNS[rows[0]?.row.length ?? 0] ?? '';
  if (style !== 'charge') return style;
  const isType = (word: string | undefined): boolean => {
    const type = parseCount(word);
    return type === undefined
      ? labels.has(word ?? '')
      : type >= 1 && type <= (types ?? Number.POSITIVE_INFINITY);
  };
  const isMolecular = rows.every(({ row }) => parseCount(row[1]) !== undefined && isType(row[2]));
  if (!isMolecular) return style;
  if (rows.every(({ row }) => isType(row[1])))
    refuse(
      FORMAT,
      line,
      '"Atoms # charge" or "Atoms # molecular": the file does not say which, and whole numbers in the second and third column may be a type and its charge, or a molecule and a type',
    );
  return 'molecular';
}

interface Section {
  readonly name: string;
  /** Its line, from 0. */
  readonly at: number;
}

function sectionsOf(lines: readonly string[]): readonly Section[] {
  return lines.flatMap((line, at) => {
    const name = at === 0 ? undefined : SECTION.exec(plain(line))?.[1];
    return name === undefined ? [] : [{ name, at }];
  });
}

interface Row {
  readonly row: readonly string[];
  /** From 1. */
  readonly line: number;
  readonly remark: string;
}

/** The rows of a section, blank ones left out. */
function rowsOf(
  lines: readonly string[],
  sections: readonly Section[],
  name: string,
): readonly Row[] {
  const found = sections.findIndex((s) => s.name === name);
  if (found < 0) return [];
  const end = sections[found + 1]?.at ?? lines.length;
  const out: Row[] = [];
  for (let at = sections[found]!.at + 1; at < end; at++) {
    const row = words(plain(lines[at]!));
    if (row.length > 0) out.push({ row, line: at + 1, remark: remark(lines[at]!) });
  }
  return out;
}

interface HeadOfData {
  readonly atoms: number;
  /** How many types there are, where the head says so. */
  readonly types: number | null;
  readonly low: readonly number[];
  readonly lattice: Float64Array;
}

function headOf(lines: readonly string[], end: number): HeadOfData {
  let atoms: number | null = null;
  let types: number | null = null;
  const low: number[] = [];
  const edge: number[] = [];
  let tilts: readonly number[] = [0, 0, 0];
  let boxLine = end;
  const numbersOf = (line: string, at: number, count: number): readonly number[] =>
    words(line)
      .slice(0, count)
      .map((w) => parseNumber(w) ?? refuse(FORMAT, at + 1, `${count} numbers`));
  for (let at = 1; at < end; at++) {
    const line = plain(lines[at]!);
    const count = COUNT.exec(line);
    if (count !== null) {
      atoms = Number(count[1]);
      checkSomeAtoms(FORMAT, at + 1, atoms);
    }
    const kinds = /^\s*(\d+)\s+atom\s+types\b/.exec(line);
    if (kinds !== null) types = Number(kinds[1]);
    const axis = ['xlo xhi', 'ylo yhi', 'zlo zhi'].findIndex((name) =>
      words(line).slice(2).join(' ').startsWith(name),
    );
    if (axis >= 0) {
      const [from, to] = numbersOf(line, at, 2);
      low[axis] = from!;
      edge[axis] = to! - from!;
      boxLine = at + 1;
    }
    if (/\bxy\s+xz\s+yz\b/.test(line)) tilts = numbersOf(line, at, 3);
    if (/\bavec\b/.test(line))
      refuse(
        FORMAT,
        at + 1,
        'a box by xlo xhi, ylo yhi, zlo zhi: a general triclinic one is not read',
      );
  }
  if (atoms === null) return refuse(FORMAT, 1, 'the number of atoms in the head: "200 atoms"');
  checkAtomCount(atoms);
  if ([0, 1, 2].some((k) => low[k] === undefined))
    return refuse(FORMAT, end, 'the box in the head: xlo xhi, ylo yhi and zlo zhi');
  const [xy, xz, yz] = tilts;
  const lattice = Float64Array.of(edge[0]!, 0, 0, xy!, edge[1]!, 0, xz!, yz!, edge[2]!);
  located({ format: FORMAT, line: boxLine }, () => checkCell(lattice));
  return { atoms, types, low, lattice };
}

/** The element of each type. */
function elementsOf(
  lines: readonly string[],
  sections: readonly Section[],
  labels: ReadonlyMap<string, number>,
  typeElements: readonly string[] | undefined,
): { readonly elements: ReadonlyMap<number, number>; readonly notes: readonly string[] } {
  const elements = new Map<number, number>();
  if (typeElements !== undefined) {
    for (const [i, symbol] of typeElements.entries()) {
      const z = elementInFile(symbol);
      if (z === undefined)
        throw new EpistackError({ code: 'unknown-element', symbol: oneLine(symbol).slice(0, 40) });
      elements.set(i + 1, z);
    }
    return { elements, notes: isotopeNotes(typeElements) };
  }
  const isotopes = new Set<string>();
  for (const [label, type] of labels) {
    const z = elementInFile(label);
    if (z === undefined) continue;
    elements.set(type, z);
    if (isIsotope(label)) isotopes.add(label);
  }
  const guessed: string[] = [];
  const pseudo: string[] = [];
  for (const { row, line, remark: said } of rowsOf(lines, sections, 'Masses')) {
    const type = parseCount(row[0]) ?? labels.get(row[0]!);
    const mass = parseNumber(row[1]);
    if (type === undefined || mass === undefined)
      return refuse(FORMAT, line, 'a type and its mass');
    if (elements.has(type)) continue;
    const name = words(said)[0] ?? '';
    const named = elementInFile(name);
    const isotope = isIsotope(name) ? name : isotopeOfMass(mass);
    // As Epistack writes it.
    const charge = parseNumber(/^H of nuclear charge (\S+) e$/.exec(said)?.[1] ?? '');
    if (charge !== undefined) pseudo.push(pseudoLabel(charge));
    const z = named ?? elementOfMass(mass) ?? elementInFile(isotope ?? '');
    if (z === undefined) continue;
    elements.set(type, z);
    if (z === 1 && isotope !== undefined) isotopes.add(isotope);
    if (named === undefined) guessed.push(`type ${type} ${SYMBOLS[z]}`);
  }
  return {
    elements,
    notes: [
      ...(guessed.length === 0
        ? []
        : [`the file names no elements; they are guessed from the masses: ${guessed.join(', ')}`]),
      ...(pseudo.length === 0 ? [] : [pseudoHydrogenNote(pseudo)]),
      ...isotopeNotes(isotopes),
    ],
  };
}

function elementOfMass(massU: number): number | undefined {
  let best: number | undefined;
  for (let z = 1; z < MASS_U.length; z++)
    if (
      Math.abs(MASS_U[z]! - massU) <= SAME_MASS_U &&
      (best === undefined || Math.abs(MASS_U[z]! - massU) < Math.abs(MASS_U[best]! - massU))
    )
      best = z;
  return best;
}
