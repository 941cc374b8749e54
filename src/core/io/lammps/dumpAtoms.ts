import { SYMBOLS } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import { pseudoHydrogenNote } from '#core/io/atomsFile.ts';
import { elementInFile, isotopeNotes } from '#core/io/isotopes.ts';
import { NUCLEAR_CHARGE, pseudoLabel } from '#core/io/species.ts';
import { nextLine } from '#core/io/text/floatBytes.ts';
import type { RowCheck } from '#core/io/text/reading.ts';
import { oneLine, parseCount, parseNumber, refuse } from '#core/io/text/text.ts';
import { countAt, elementAt, skipWords, wordAt } from '#core/io/text/tokens.ts';
import type { OtherAtoms } from '#core/io/trajectory/trajectoryIndex.ts';
import { type DumpHeader, DUMP_FORMAT as FORMAT } from './dumpHeader.ts';

// Which atom a row of a dump is, and of which element.

/** The atoms of one snapshot, in the order of their ids. */
export interface DumpAtoms {
  /** Ascending; null without ids, when atoms keep the file's order. */
  readonly ids: Float64Array | null;
  readonly numbers: Uint8Array;
  /** What of the atoms is not kept, in words. */
  readonly notes: readonly string[];
}

/** Symbol of each LAMMPS type, type 1 first, where they were given by hand. */
export type TypeElements = readonly string[] | undefined;

/**
 * Ids and elements of a snapshot.
 * @param at offset of its first atom, which stands on this line
 * @throws `parse`, `needs-types`, `unknown-element`
 */
export function readDumpAtoms(
  bytes: Uint8Array,
  at: number,
  line: number,
  { atoms: n, columns }: DumpHeader,
  typeElements: TypeElements,
): DumpAtoms {
  const elementOfRow = elementReader(columns, typeElements);
  const kinds = kindReader(columns);
  const raw = new Float64Array(n);
  const z = new Uint8Array(n);
  let row = at;
  for (let i = 0; i < n; i++) {
    if (columns.id !== undefined)
      raw[i] =
        parseCount(wordAt(bytes, skipWords(bytes, row, columns.id))) ??
        refuse(FORMAT, line + i, `a whole number, the id of atom ${i + 1}`);
    z[i] = elementOfRow(bytes, row, line + i);
    if (z[i] === 1) kinds.see(bytes, row);
    row = nextLine(bytes, row);
  }
  const notes = kinds.notes();
  if (columns.id === undefined) return { ids: null, numbers: z, notes };
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => raw[a]! - raw[b]!);
  const ids = Float64Array.from(order, (i) => raw[i]!);
  for (let k = 1; k < n; k++)
    if (ids[k] === ids[k - 1])
      refuse(FORMAT, line + order[k]!, `an id that no other atom has; ${ids[k]} stands here again`);
  return { ids, numbers: Uint8Array.from(order, (i) => z[i]!), notes };
}

/** Looks which kinds of hydrogen a snapshot holds: isotopes by their symbols, pseudo-hydrogen by the column of its charge. */
function kindReader({ element, others }: DumpHeader['columns']) {
  const charge = others.find(({ name }) => name === NUCLEAR_CHARGE)?.at[0];
  const isotopes = new Set<string>();
  const pseudo = new Set<string>();
  return {
    see(bytes: Uint8Array, row: number): void {
      if (element !== undefined) isotopes.add(wordAt(bytes, skipWords(bytes, row, element)));
      const valenceE =
        charge === undefined
          ? undefined
          : parseNumber(wordAt(bytes, skipWords(bytes, row, charge)));
      if (valenceE !== undefined && valenceE !== 1) pseudo.add(pseudoLabel(valenceE));
    },
    notes: (): readonly string[] => [
      ...(pseudo.size === 0 ? [] : [pseudoHydrogenNote([...pseudo])]),
      ...isotopeNotes(isotopes),
    ],
  };
}

type ElementReader = (bytes: Uint8Array, row: number, line: number) => number;

/** Elements given by hand go before a column that may be a default, but need types. */
function elementReader(columns: DumpHeader['columns'], typeElements: TypeElements): ElementReader {
  const { type, element } = columns;
  if (typeElements !== undefined && type !== undefined) {
    const given = typeElements.map((symbol) => elementOf(symbol));
    return (bytes, row, line) => {
      const found = countAt(bytes, skipWords(bytes, row, type));
      if (found < 0) refuse(FORMAT, line, 'a whole number, the type of the atom');
      return (
        given[found - 1] ??
        refuse(FORMAT, line, `a type from 1 to ${given.length}, for which elements were given`)
      );
    };
  }
  return (bytes, row, line) => {
    if (element === undefined)
      throw new EpistackError({ code: 'needs-types', format: FORMAT, line });
    const at = skipWords(bytes, row, element);
    return elementAt(bytes, at, false) || elementOf(wordAt(bytes, at), line);
  };
}

function elementOf(symbol: string, line?: number): number {
  const z = elementInFile(symbol);
  if (z === undefined)
    throw new EpistackError({
      code: 'unknown-element',
      symbol: oneLine(symbol).slice(0, 40),
      ...(line === undefined ? {} : { at: { format: FORMAT, line } }),
    });
  return z;
}

/**
 * A check of rows, one after the other, that also looks for the first that is another atom than in the first
 * snapshot.
 * @param line of the first row
 */
export function comparison(
  { ids, numbers }: Pick<DumpAtoms, 'ids' | 'numbers'>,
  { columns }: DumpHeader,
  typeElements: TypeElements,
  isRow: RowCheck,
  line: number,
): Comparison {
  const elementOfRow = elementReader(columns, typeElements);
  const slotOf = slots(ids);
  let row = -1;
  let found: OtherAtoms | null = null;
  const compare = (bytes: Uint8Array, at: number): void => {
    const { id } = columns;
    if ((id === undefined) !== (ids === null)) {
      const [expected, other] = ids === null ? ['no ids', 'ids'] : ['ids', 'none'];
      found = { line: line - 1, expected, found: other };
      return;
    }
    const own = id === undefined ? row : countAt(bytes, skipWords(bytes, at, id));
    // A word that is no id is refused when the snapshot is read.
    if (own < 0) return;
    const slot = id === undefined ? row : slotOf(own);
    if (slot === undefined) {
      found = { line: line + row, expected: 'the ids', found: String(own) };
      return;
    }
    const z = elementOfRow(bytes, at, line + row);
    if (z === numbers[slot]) return;
    const name = id === undefined ? `atom ${row + 1}` : `the atom with the id ${own}`;
    found = {
      line: line + row,
      expected: `${name} to be ${SYMBOLS[numbers[slot]!]}`,
      found: SYMBOLS[z]!,
    };
  };
  return {
    accepts(bytes, at, open = false) {
      if (!isRow(bytes, at)) return false;
      row++;
      // What is left of a torn row need not name an atom.
      if (found === null && !open) compare(bytes, at);
      return true;
    },
    accept: (bytes, at) => {
      if (found === null) compare(bytes, at);
    },
    found: () => found,
  };
}

interface Comparison {
  /** For each row, one after the other. */
  readonly accepts: RowCheck;
  /** For a last row without line end, once it is known to be whole. */
  readonly accept: (bytes: Uint8Array, at: number) => void;
  readonly found: () => OtherAtoms | null;
}

/** From an id to its place; ids that run from 1 need no table. */
export function slots(ids: Float64Array | null): (id: number) => number | undefined {
  if (ids === null) return () => undefined;
  if (ids.every((id, k) => id === k + 1))
    return (id) => (Number.isInteger(id) && id >= 1 && id <= ids.length ? id - 1 : undefined);
  const table = new Map<number, number>();
  ids.forEach((id, k) => {
    table.set(id, k);
  });
  return (id) => table.get(id);
}
