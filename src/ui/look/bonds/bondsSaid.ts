import type { HandBond } from '#core/crystal/coordination/handBonds.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import type { BondRules } from '#core/crystal/neighbors.ts';
import { fixed } from '#core/math/decimals.ts';
import type { LegendMark } from '#render/figureRequest.ts';
import { pairText } from '#ui/kit/format.ts';

/** More rules than these are counted, not named. */
const MOST_NAMED = 3;

/**
 * In what the drawn bonds differ from those by covalent radii: "2 drawn, 1 hidden by hand; Pb–Br up to 3.40 Å"; null for
 * nothing.
 * @param numbers atomic numbers in the picture: rules of other elements say nothing of it
 */
export function bondsSaid(
  handBonds: readonly HandBond[],
  rules: BondRules,
  numbers: ArrayLike<number>,
): string | null {
  const drawn = handBonds.filter(({ isDrawn }) => isDrawn).length;
  const hidden = handBonds.length - drawn;
  const counts = [drawn > 0 ? `${drawn} drawn` : '', hidden > 0 ? `${hidden} hidden` : ''];
  const byHand = counts.filter(Boolean).join(', ');
  const symbols = new Set(Array.from(new Set(Array.from(numbers)), (z) => SYMBOLS[z]!));
  const ruled = Object.entries(rules).filter(([pair]) =>
    pair.split('-').every((symbol) => symbols.has(symbol)),
  );
  const byRule =
    ruled.length > MOST_NAMED
      ? `${ruled.length} pairs by lengths of their own`
      : ruled
          .map(
            ([pair, ang]) => `${pairText(pair)} ${ang > 0 ? `up to ${fixed(ang, 2)} Å` : 'none'}`,
          )
          .join(', ');
  const said = [
    ...(byHand === '' ? [] : [`${byHand} by hand`]),
    ...(byRule === '' ? [] : [byRule]),
  ];
  return said.length === 0 ? null : said.join('; ');
}

/** The same as a line of the legend, which may be narrow. */
export function bondsMark(
  handBonds: readonly HandBond[],
  rules: BondRules,
  numbers: ArrayLike<number>,
  color: string,
): readonly LegendMark[] {
  const count = handBonds.length;
  const byHand = count === 0 ? [] : [`${count} ${count === 1 ? 'bond' : 'bonds'} by hand`];
  const byRule = bondsSaid([], rules, numbers);
  const name = [...byHand, ...(byRule === null ? [] : [`bonds ${byRule}`])].join('; ');
  return name === '' ? [] : [{ name, color, shape: 'line' }];
}
