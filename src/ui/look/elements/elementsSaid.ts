import { SYMBOLS } from '#core/crystal/elements.ts';
import { fixed } from '#core/math/decimals.ts';
import type { ElementLooks } from '#core/story/elementLooks.ts';

/**
 * What of elements is drawn by hand: "colour of Cd (#ffcc00), radius of Br (1.20 Å)"; null for nothing.
 * @param numbers atomic numbers in the picture: other elements say nothing of it
 * @param byElement whether the colours are those of elements
 */
export function elementsSaid(
  { colours, radiiAng }: ElementLooks,
  numbers: Iterable<number>,
  byElement: boolean,
): string | null {
  const present = Array.from(new Set(numbers), (z) => SYMBOLS[z]!);
  const of = <T>(what: string, all: Readonly<Record<string, T>>, text: (one: T) => string) => {
    const named = present.filter((symbol) => symbol in all);
    return named.length === 0
      ? []
      : [`${what} of ${named.map((symbol) => `${symbol} (${text(all[symbol]!)})`).join(', ')}`];
  };
  const said = [
    ...(byElement ? of('colour', colours, (hex) => hex) : []),
    ...of('radius', radiiAng, (ang) => `${fixed(ang, 2)} Å`),
  ];
  return said.length === 0 ? null : said.join('; ');
}
