import { atomicNumber } from '#core/crystal/elements.ts';
import { MAX_RULE_ANG, pairName } from '#core/crystal/neighbors.ts';
import { EpistackError } from '#core/errors.ts';
import { bad, list, real, record, text, whole } from '#core/recipe/parseField.ts';
import { type NamedAtom, namedAtoms } from './atomsText.ts';
import { BALL_LIMITS_ANG, hexColour } from './elementLooks.ts';
import type { StoryMarks } from './story.ts';
import { optional, present } from './storyField.ts';

/** Most bonds, and most measurements, that one picture draws by hand. */
const MOST_MARKS = 500;
const MOST_ATOMS = 10_000_000;

/** @throws `recipe` naming the field */
export function parseMarks(value: unknown, at: string): StoryMarks {
  const o = record(value, at, ['of', 'draw', 'hide', 'lengths', 'colours', 'radii', 'measure']);
  const of = optional(o['of'], (v) => whole(v, `${at}.of`, 1, MOST_ATOMS));
  const named = (key: 'draw' | 'hide' | 'measure') =>
    optional(o[key], (v) => {
      if (of === undefined) throw bad(`${at}.of`, 'how many atoms the structure has');
      return list(v, `${at}.${key}`, 0, MOST_MARKS).map((one, i) =>
        key === 'measure'
          ? measured(one, `${at}.${key}[${i}]`, of)
          : bond(one, `${at}.${key}[${i}]`, of),
      );
    });
  return present({
    of,
    draw: named('draw'),
    hide: named('hide'),
    lengths: optional(o['lengths'], (v) => lengths(v, `${at}.lengths`)),
    colours: optional(o['colours'], (v) => elements(v, `${at}.colours`, colour)),
    radii: optional(o['radii'], (v) => elements(v, `${at}.radii`, radius)),
    measure: named('measure'),
  });
}

const colour = (value: unknown, at: string): string => {
  const hex = hexColour(value);
  if (hex === null) throw bad(at, 'a colour such as #ffcc00');
  return hex;
};

const radius = (value: unknown, at: string): number => real(value, at, ...BALL_LIMITS_ANG);

function elements<T>(
  value: unknown,
  at: string,
  check: (value: unknown, at: string) => T,
): Readonly<Record<string, T>> {
  const entries = Object.entries(record(value, at, null)).map(([symbol, one]) => {
    if (atomicNumber(symbol) === undefined) throw bad(`${at}.${symbol}`, 'an element such as Cd');
    return [symbol, check(one, `${at}.${symbol}`)] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * What of untrusted marks can be read; of the rest is said why it was left out.
 * @throws `recipe` where it is no group of fields at all
 */
export function readableMarks(
  value: unknown,
  at: string,
): { readonly marks: StoryMarks; readonly left: readonly string[] } {
  const left: string[] = [];
  const { of, ...fields } = record(value, at, null);
  const group = (part: object) => ({ ...(of !== undefined && { of }), ...part });
  const parsed = (part: object, nth = 0): StoryMarks => {
    try {
      return parseMarks(group(part), at);
    } catch (error) {
      if (!(error instanceof EpistackError)) throw error;
      left.push(error.message.replace('[0]', `[${nth}]`));
      return {};
    }
  };
  const kept = Object.entries(fields).map(([key, field]) => {
    const good = partsOf(field).filter((part, k) => key in parsed({ [key]: part }, k));
    const all = Array.isArray(field) ? good.flat() : Object.assign({}, ...good);
    return good.length === 0 ? {} : parsed({ [key]: all });
  });
  return { marks: Object.assign({}, ...kept), left };
}

/** A list or a group as lists or groups of one entry each. */
const partsOf = (field: unknown): readonly unknown[] => {
  if (Array.isArray(field)) return field.map((one) => [one]);
  if (typeof field !== 'object' || field === null) return [field];
  return Object.entries(field).map(([name, one]) => ({ [name]: one }));
};

function bond(value: unknown, at: string, of: number): string {
  const expected =
    'two atoms with the cell of the second, such as "Pb12-Br40@0:1:0" (@0:0:0 is the same cell)';
  const [a, b, more] = atoms(value, at, of, expected);
  const isOne = a?.atom === b?.atom && b?.cell?.every((n) => n === 0);
  if (a?.cell !== null || !b?.cell || more !== undefined || isOne) throw bad(at, expected);
  return value as string;
}

function measured(value: unknown, at: string, of: number): string {
  const expected =
    'two to four atoms such as "Pb12-Br40-Pb13", all of them with a cell such as @0:1:0 or none';
  const found = atoms(value, at, of, expected);
  const cells = found.filter(({ cell }) => cell !== null).length;
  if (found.length < 2 || found.length > 4 || (cells > 0 && cells < found.length))
    throw bad(at, expected);
  return value as string;
}

function atoms(value: unknown, at: string, of: number, expected: string): readonly NamedAtom[] {
  const found = namedAtoms(text(value, at, 120));
  if (found === null) throw bad(at, expected);
  const beyond = found.find(({ atom }) => atom >= of);
  if (beyond !== undefined) throw bad(at, `atoms numbered up to ${of}, which "of" says`);
  return found;
}

function lengths(value: unknown, at: string): Readonly<Record<string, number>> {
  const entries = Object.entries(record(value, at, null)).map(([pair, ang]) => {
    const [p, q, more] = pair.split('-').map((symbol) => atomicNumber(symbol));
    if (p === undefined || q === undefined || pair.split('-').length > 2 || more !== undefined)
      throw bad(`${at}.${pair}`, 'a pair of elements such as Pb-Br');
    return [pairName(p, q), real(ang, `${at}.${pair}`, 0, MAX_RULE_ANG)] as const;
  });
  return Object.fromEntries(entries);
}
