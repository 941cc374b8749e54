import { type HandBond, NO_HAND_BONDS } from '#core/crystal/coordination/handBonds.ts';
import { atomicNumber, SYMBOLS } from '#core/crystal/elements.ts';
import { type BondRules, isBondByRule, MAX_RULE_ANG, pairName } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { fixed } from '#core/math/decimals.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { UnknownWord } from '#ui/figure/unknownWord.ts';
import { bondBetween, lengthOf } from '#ui/look/bonds/pickedBond.ts';

const HOME: IntVec3 = [0, 0, 0];

/** "Pb-Br=3.4,Cd-S=0": the longest bonds of pairs of elements, Å; 0 for none. @throws {UnknownWord} */
export function requestedRules(text: string): BondRules {
  const rules: Record<string, number> = {};
  for (const part of text.split(',')) {
    const [, p, q, ang] = /^\s*([A-Za-z]+)-([A-Za-z]+)=(\d+(?:\.\d*)?|\.\d+)\s*$/.exec(part) ?? [];
    if (p === undefined || q === undefined || !(Number(ang) <= MAX_RULE_ANG))
      throw new UnknownWord(
        `--bond-lengths is such as Pb-Br=3.4,Cd-S=0, up to ${MAX_RULE_ANG} Å, not "${part}"`,
      );
    const [y, z] = [p, q].map((symbol) => {
      const number = atomicNumber(symbol);
      if (number === undefined) throw new UnknownWord(`--bond-lengths: no element "${symbol}"`);
      return number;
    }) as [number, number];
    rules[pairName(y, z)] = Number(ang);
  }
  return rules;
}

/** "12-40,31-57@0:1:0": bonds between two atoms each, by their numbers from 1. @throws {UnknownWord} */
export function requestedBonds(
  { draw, hide }: { readonly draw?: string; readonly hide?: string },
  structure: Structure,
): readonly HandBond[] {
  const of = (option: string, text: string | undefined, isDrawn: boolean) =>
    text === undefined
      ? NO_HAND_BONDS
      : text.split(',').map((part) => ({ ...bondOf(option, part, structure), isDrawn }));
  return [...of('--draw-bonds', draw, true), ...of('--hide-bonds', hide, false)];
}

/** @throws {UnknownWord} where a bond is to be hidden that the rules by pair of elements do not draw: a number was mistyped */
export function checkHidden(
  bonds: readonly HandBond[],
  structure: Structure,
  { charges, rules }: { readonly charges: ArrayLike<number>; readonly rules: BondRules },
): void {
  const name = (i: number) => `${SYMBOLS[structure.numbers[i]!]} ${i + 1}`;
  for (const bond of bonds) {
    const { a, b, isDrawn } = bond;
    const ang = lengthOf(bond, structure);
    if (!isDrawn && !isBondByRule(structure, charges, rules, [a, b], ang))
      throw new UnknownWord(
        `--hide-bonds: no bond is drawn between ${name(a)} and ${name(b)}, ${fixed(ang, 2)} Å apart there`,
      );
  }
}

function bondOf(option: string, text: string, structure: Structure): Omit<HandBond, 'isDrawn'> {
  const [, p, q, u, v, w] =
    /^\s*(\d+)-(\d+)(?:@(-?\d{1,2}):(-?\d{1,2}):(-?\d{1,2}))?\s*$/.exec(text) ?? [];
  if (p === undefined || q === undefined)
    throw new UnknownWord(
      `${option} is two atom numbers such as 12-40, or 12-40@0:1:0 for the second one's image so many cells away, not "${text}"`,
    );
  const count = structure.numbers.length;
  const [a, b] = [Number(p) - 1, Number(q) - 1];
  const wrong = [a, b].find((i) => i < 0 || i >= count);
  if (wrong !== undefined)
    throw new UnknownWord(`${option}: no atom ${wrong + 1}, they are numbered from 1 to ${count}`);
  const image: IntVec3 | null = u === undefined ? null : [Number(u), Number(v), Number(w)];
  const found = bondBetween(
    [a, b],
    image && [HOME, image],
    image === null ? 'nearest' : 'clicked',
    structure,
  );
  if (found === null || (a === b && found.image.every((n) => n === 0)))
    throw new UnknownWord(`${option}: ${SYMBOLS[structure.numbers[a]!]} ${a + 1} and itself`);
  return found;
}
