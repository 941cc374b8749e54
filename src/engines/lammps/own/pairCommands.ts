import { atomicNumber, MASS_U, SYMBOLS } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import { MEV_PER_KCAL_MOL } from '#engines/lammps/energyDrift.ts';

/** A pair form of the serial build: which of its coefficients are energies, and whether LAMMPS mixes unlike pairs. */
interface PairForm {
  readonly energies: readonly number[];
  readonly mixes: boolean;
}

const form = (energies: readonly number[], mixes = false): PairForm => ({ energies, mixes });

/** Positions of the coefficients of pair_coeff that carry an energy, from its documentation. */
const FORMS: Readonly<Record<string, PairForm>> = {
  'lj/cut': form([0], true),
  'lj/cut/coul/cut': form([0], true),
  'lj/expand': form([0], true),
  buck: form([0, 2]),
  'buck/coul/cut': form([0, 2]),
  born: form([0, 3, 4]),
  morse: form([0]),
  yukawa: form([0], true),
  soft: form([0], true),
  zbl: form([]),
  'coul/cut': form([]),
  'coul/dsf': form([]),
  'coul/wolf': form([]),
  'coul/debye': form([]),
};

/** What a text of LAMMPS commands says of a potential. */
export interface PairCommands {
  /** "hybrid/overlay lj/cut 10.0 coul/dsf 0.2 12.0" */
  readonly style: string;
  readonly forms: readonly string[];
  readonly isHybrid: boolean;
  readonly modify: readonly string[];
  /** Elements of the atom types, where the file tells them by `labelmap`, or by `mass`. */
  readonly named: ReadonlyMap<number, string>;
  /** Atom types that occur, ascending. */
  readonly types: readonly number[];
  readonly chargesE: ReadonlyMap<number, number>;
  readonly coefficients: readonly Coefficient[];
}

interface Coefficient {
  readonly i: readonly [first: number, last: number];
  readonly j: readonly [first: number, last: number];
  readonly form: string;
  /** As LAMMPS takes them in units real. */
  readonly values: readonly string[];
}

const KNOWN = 'units, mass, labelmap, set type … charge, pair_style, pair_coeff or pair_modify';
const ANY_TYPE: readonly [number, number] = [1, Number.POSITIVE_INFINITY];

/**
 * Reads the commands of a potential and nothing else: no other command of the text is ever run.
 * @throws `parse` with the line
 */
export function readPairCommands(text: string, name: string): PairCommands {
  const refuse = (line: number, expected: string): never => {
    throw new EpistackError({ code: 'parse', format: `${name} as commands`, line, expected });
  };
  const lines = text
    .split(/\r?\n/)
    .map((line, k) => ({ words: wordsOf(line), at: k + 1 }))
    .filter(({ words }) => words.length > 0);
  const units = lines.find(({ words }) => words[0] === 'units');
  if (units === undefined) return refuse(1, 'a line "units real" or "units metal"');
  if (units.words[1] !== 'real' && units.words[1] !== 'metal')
    return refuse(units.at, 'units real or units metal');
  const perUnit = units.words[1] === 'metal' ? 1000 / MEV_PER_KCAL_MOL : 1;
  const named = new Map<number, string>();
  const chargesE = new Map<number, number>();
  const types = new Set<number>();
  const coefficients: Coefficient[] = [];
  const modify: string[] = [];
  let style: {
    readonly text: string;
    readonly forms: string[];
    readonly isHybrid: boolean;
  } | null = null;
  const typeOf = (word: string, at: number): number => {
    const labelled = [...named].find(([, symbol]) => symbol === word)?.[0];
    const type = labelled ?? Number(word);
    if (!Number.isInteger(type) || type < 1) return refuse(at, 'an atom type, a number from 1');
    types.add(type);
    return type;
  };
  const rangeOf = (word: string, at: number): readonly [number, number] => {
    const wild = /^(\d*)\*(\d*)$/.exec(word);
    if (wild === null) {
      const type = typeOf(word, at);
      return [type, type];
    }
    const end = (digits: string, otherwise: number) =>
      digits === '' ? otherwise : typeOf(digits, at);
    return [end(wild[1]!, ANY_TYPE[0]), end(wild[2]!, ANY_TYPE[1])];
  };
  for (const { words, at } of lines) {
    const [command, ...rest] = words as [string, ...string[]];
    if (command === 'units' || command === 'atom_style') continue;
    if (command === 'pair_style') style = styleOf(rest, at, refuse);
    else if (command === 'pair_modify') modify.push(rest.join(' '));
    else if (command === 'labelmap' && rest[0] === 'atom')
      for (let k = 1; k + 1 < rest.length; k += 2) {
        const symbol = rest[k + 1]!.replace(/^["']|["']$/g, '');
        if (atomicNumber(symbol) === undefined) refuse(at, 'elements as labels of the atom types');
        named.set(typeOf(rest[k]!, at), symbol);
      }
    else if (command === 'mass' && rest.length === 2) {
      const element = elementOfMass(Number(rest[1]));
      if (element === null) refuse(at, 'the mass of an element');
      const type = typeOf(rest[0]!, at);
      if (!named.has(type)) named.set(type, element!);
    } else if (command === 'set' && rest[0] === 'type' && rest[2] === 'charge') {
      const chargeE = Number(rest[3]);
      if (rest.length !== 4 || !Number.isFinite(chargeE)) refuse(at, 'set type N charge Q');
      chargesE.set(typeOf(rest[1]!, at), chargeE);
    } else if (command === 'pair_coeff') {
      if (style === null) return refuse(at, 'pair_style before pair_coeff');
      const [i, j, ...behind] = rest;
      if (i === undefined || j === undefined) return refuse(at, 'two atom types');
      const [which, values] = style.isHybrid
        ? [behind[0] ?? '', behind.slice(1)]
        : [style.forms[0]!, behind];
      if (!style.forms.includes(which)) return refuse(at, `one of ${style.forms.join(', ')}`);
      const numbers = values.map(Number);
      if (!numbers.every(Number.isFinite)) return refuse(at, `numbers behind ${which}`);
      coefficients.push({
        i: rangeOf(i, at),
        j: rangeOf(j, at),
        form: which,
        values: values.map((word, k) =>
          perUnit !== 1 && FORMS[which]!.energies.includes(k)
            ? String(+(numbers[k]! * perUnit).toPrecision(12))
            : word,
        ),
      });
    } else refuse(at, `${KNOWN}, not "${command}"`);
  }
  if (style === null) return refuse(lines.length, 'a line pair_style');
  return {
    style: style.text,
    forms: style.forms,
    isHybrid: style.isHybrid,
    modify,
    named,
    types: [...types].sort((p, q) => p - q),
    chargesE,
    coefficients,
  };
}

const wordsOf = (line: string): readonly string[] =>
  line
    .replace(/#.*/, '')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');

function styleOf(
  words: readonly string[],
  at: number,
  refuse: (line: number, expected: string) => never,
) {
  const isHybrid = words[0] === 'hybrid' || words[0] === 'hybrid/overlay';
  const named = words.slice(isHybrid ? 1 : 0).filter((word) => !Number.isFinite(Number(word)));
  const unknown = named.find((word) => FORMS[word] === undefined);
  if (unknown !== undefined || named.length === 0)
    refuse(
      at,
      `a style of the serial build (${Object.keys(FORMS).join(', ')}, hybrid or hybrid/overlay of them), not "${unknown ?? ''}"; a Tersoff, Stillinger–Weber, Vashishta or EAM file is dropped itself`,
    );
  if (new Set(named).size < named.length || (!isHybrid && named.length > 1))
    refuse(at, 'each style once');
  return { text: words.join(' '), forms: named, isHybrid };
}

/** The element whose mass is within 0.02 u; null where there is none. */
function elementOfMass(massU: number): string | null {
  const z = MASS_U.findIndex((m, k) => k > 0 && Math.abs(m - massU) < 0.02);
  return z < 0 ? null : SYMBOLS[z]!;
}

/** How a pair of types is described. */
export type PairCover = 'given' | 'mixed' | 'charges' | 'none';

/** @param p, q atom types of the file */
export function coverOf(commands: PairCommands, p: number, q: number): PairCover {
  const [a, b] = p < q ? [p, q] : [q, p];
  const of = (x: number, y: number) => commands.coefficients.filter((c) => isFor(c, x, y));
  const isCharge = (name: string): boolean => name.startsWith('coul/');
  const given = of(a, b);
  if (given.some((c) => !isCharge(c.form))) return 'given';
  if (given.length > 0) return 'charges';
  const mixes = !commands.isHybrid && FORMS[commands.forms[0]!]!.mixes;
  return mixes && of(a, a).length > 0 && of(b, b).length > 0 ? 'mixed' : 'none';
}

/** LAMMPS sets pairs whose first type is not above the second. */
const isFor = ({ i, j }: Coefficient, a: number, b: number): boolean =>
  within(i, a) && within(j, b);

const within = ([first, last]: readonly [number, number], type: number): boolean =>
  first <= type && type <= last;

/**
 * The commands for a structure.
 * @param types of the file, in the order of the structure's own types, which count from 1
 */
export function pairLines(commands: PairCommands, types: readonly number[]): readonly string[] {
  const lines = [
    `pair_style ${commands.style}`,
    ...commands.modify.map((rest) => `pair_modify ${rest}`),
  ];
  for (const c of commands.coefficients)
    types.forEach((p, i) => {
      types.forEach((q, j) => {
        if (j < i || !isFor(c, Math.min(p, q), Math.max(p, q))) return;
        lines.push(
          ['pair_coeff', i + 1, j + 1, ...(commands.isHybrid ? [c.form] : []), ...c.values].join(
            ' ',
          ),
        );
      });
    });
  return lines;
}
