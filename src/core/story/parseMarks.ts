import { atomicNumber } from '#core/crystal/elements.ts';
import { MAX_RULE_ANG, pairName } from '#core/crystal/neighbors.ts';
import { bad, list, real, record, text, whole } from '#core/recipe/parseField.ts';
import { type NamedAtom, namedAtoms } from './atomsText.ts';
import type { StoryMarks } from './story.ts';
import { optional, present } from './storyField.ts';

/** Most bonds, and most measurements, that one picture draws by hand. */
const MOST_MARKS = 500;
const MOST_ATOMS = 10_000_000;

/** @throws `recipe` naming the field */
export function parseMarks(value: unknown, at: string): StoryMarks {
  const o = record(value, at, ['of', 'draw', 'hide', 'lengths', 'measure']);
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
    measure: named('measure'),
  });
}

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
