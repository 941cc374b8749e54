import { SYMBOLS } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import { NEUTRAL_E } from '#core/surface/slab.ts';
import type { PotentialParameters } from '#engines/lammps/potentials.ts';
import { entriesOf, funcflElement, setflElements } from './ownEntries.ts';
import { ENTRY_NUMBERS, type OwnStyle } from './ownStyles.ts';
import { coverOf, type PairCommands, pairLines, readPairCommands } from './pairCommands.ts';

/** A potential of LAMMPS that somebody brings. */
export interface OwnPotential {
  readonly style: OwnStyle;
  /** Of the file. */
  readonly name: string;
  readonly text: string;
  /** Elements of the atom types of a file of commands that does not tell them itself. */
  readonly elements?: ReadonlyMap<number, string>;
}

/** What the file is called where LAMMPS reads it. */
export const OWN_FILE = 'potential.txt';

/**
 * The file as LAMMPS takes it, with its units named: these styles are written in eV and Å, and LAMMPS converts a file that
 * says so in its first line.
 */
export const ownText = ({ text }: OwnPotential): string => {
  const [first, ...rest] = text.split('\n') as [string, ...string[]];
  return namesUnits(first) ? text : [markedMetal(first.trimEnd()), ...rest].join('\n');
};

const namesUnits = (first: string): boolean => /\bUNITS:\s*\S/.test(first);

/** An entry that stands in the first line must not take the words for its own. */
const markedMetal = (first: string): string =>
  first.startsWith('#') || first.trim() === '' || !/\d\s*$/.test(first)
    ? `${first} UNITS: metal`
    : `${first} # UNITS: metal`;

/**
 * The parameters of a set of atoms as a file has them.
 * @throws `no-potential` naming the species, or pairs of them, that the file lacks; `parse` for a file of another kind;
 *   `charged` where its charges do not add up to none
 */
export function ownParameters(numbers: ArrayLike<number>, own: OwnPotential): PotentialParameters {
  const known = elementsOf(own);
  const symbols = [...new Set(Array.from(numbers))].map((z) => SYMBOLS[z]!);
  const unknown = symbols.filter((s) => !known.has(s));
  if (unknown.length > 0)
    throw new EpistackError({
      code: 'no-potential',
      species: unknown.map(
        (s) =>
          `${s} (${own.name} has ${known.size === 0 ? 'no named type' : [...known].join(', ')})`,
      ),
    });
  const charges = chargesOf(own);
  checkNeutral(numbers, charges);
  return {
    id: `${own.style} of ${own.name}`,
    label: `${own.style} of ${own.name}`,
    cutoffAng: 0,
    dampingPerAng: 0,
    mixing: 'none',
    species: symbols.map((symbol) => ({ symbol, chargeE: charges.get(symbol) ?? 0 })),
    pairs: [],
    assumptions: [
      ...(own.style === 'commands' ? pairNotes(own, symbols) : unitsNote(own)),
      'a file that was brought: whether it suits these crystals is not known here',
    ],
    sources: [],
  };
}

const unitsNote = ({ text, name }: OwnPotential): readonly string[] =>
  namesUnits(text.split('\n', 1)[0]!) ? [] : [`${name} names no units: read as eV and Å`];

/**
 * The lines of an input that take the file.
 * @param symbols elements of the atom types, in their order
 */
export function ownLines(own: OwnPotential, symbols: readonly string[]): readonly string[] {
  if (own.style === 'commands') {
    const commands = readPairCommands(own.text, own.name);
    const typeOf = typesBySymbol(own, commands);
    return pairLines(
      commands,
      symbols.map((symbol) => typeOf.get(symbol)!),
    );
  }
  const names = own.style === 'eam' ? '' : ` ${symbols.join(' ')}`;
  return [`pair_style ${own.style}`, `pair_coeff * * ${OWN_FILE}${names}`];
}

/** Files that LAMMPS reads beside its input. */
export const ownFiles = (
  own: OwnPotential,
): readonly { readonly name: string; readonly text: string }[] =>
  own.style === 'commands' ? [] : [{ name: OWN_FILE, text: ownText(own) }];

/** Elements that a file has parameters of. @throws `parse` for a file of another kind */
export function elementsOf(own: OwnPotential): ReadonlySet<string> {
  const { style, name, text } = own;
  const refuse = (line: number, expected: string): never => {
    throw new EpistackError({ code: 'parse', format: `${name} as ${style}`, line, expected });
  };
  if (style === 'commands') return new Set(typesBySymbol(own, readPairCommands(text, name)).keys());
  if (style === 'eam')
    return new Set([
      funcflElement(text) ??
        refuse(2, 'atomic number, mass and lattice constant, and the grid in the next line'),
    ]);
  const numbers = ENTRY_NUMBERS[style];
  if (numbers === null)
    return new Set(
      setflElements(text) ?? refuse(4, 'the number of elements and their symbols, then the grid'),
    );
  const entries = entriesOf(text) ?? refuse(1, 'entries that begin with three elements');
  const odd = entries.find((entry) => entry.numbers.length !== numbers);
  if (odd !== undefined)
    refuse(1, `${numbers} numbers behind ${odd.elements.join(' ')}, not ${odd.numbers.length}`);
  return new Set(entries.flatMap(({ elements }) => elements));
}

/** Which type of a file of commands each element is: as the file says it, else as a person did. */
function typesBySymbol(
  { name, elements }: OwnPotential,
  { named, types }: PairCommands,
): ReadonlyMap<string, number> {
  const out = new Map<string, number>();
  for (const type of types) {
    const symbol = named.get(type) ?? elements?.get(type);
    if (symbol === undefined) continue;
    if (out.has(symbol))
      throw new EpistackError({
        code: 'engine',
        engine: 'LAMMPS',
        reason: `types ${out.get(symbol)} and ${type} of ${name} are both ${symbol}: here a type is an element`,
      });
    out.set(symbol, type);
  }
  return out;
}

/** e by element. */
function chargesOf(own: OwnPotential): ReadonlyMap<string, number> {
  if (own.style !== 'commands') return new Map();
  const commands = readPairCommands(own.text, own.name);
  return new Map(
    [...typesBySymbol(own, commands)].map(([symbol, type]) => [
      symbol,
      commands.chargesE.get(type) ?? 0,
    ]),
  );
}

function checkNeutral(numbers: ArrayLike<number>, charges: ReadonlyMap<string, number>): void {
  let chargeE = 0;
  for (let i = 0; i < numbers.length; i++) chargeE += charges.get(SYMBOLS[numbers[i]!]!) ?? 0;
  if (!(Math.abs(chargeE) < NEUTRAL_E)) throw new EpistackError({ code: 'charged', chargeE });
}

/** What is said of pairs of elements that the file does not list. @throws `no-potential` naming pairs without any term */
function pairNotes(own: OwnPotential, symbols: readonly string[]): readonly string[] {
  const commands = readPairCommands(own.text, own.name);
  const typeOf = typesBySymbol(own, commands);
  const pairs = symbols.flatMap((a, i) =>
    symbols.slice(i).map((b) => ({
      text: `${a}–${b}`,
      cover: coverOf(commands, typeOf.get(a)!, typeOf.get(b)!),
    })),
  );
  const having = (cover: string): readonly string[] =>
    pairs.filter((pair) => pair.cover === cover).map(({ text }) => text);
  const missing = having('none');
  if (missing.length > 0) throw new EpistackError({ code: 'no-potential', species: missing });
  const [mixed, charged] = [having('mixed'), having('charges')];
  return [
    ...(mixed.length > 0 ? [`${mixed.join(', ')}: mixed by LAMMPS, as ${own.name} asks`] : []),
    ...(charged.length > 0 ? [`${charged.join(', ')}: charges alone, as in ${own.name}`] : []),
  ];
}

/** Atom types of a file of commands whose element it does not tell; none for other files. @throws `parse` */
export const unnamedTypes = ({ style, text, name }: OwnPotential): readonly number[] => {
  if (style !== 'commands') return [];
  const { types, named } = readPairCommands(text, name);
  return types.filter((type) => !named.has(type));
};
