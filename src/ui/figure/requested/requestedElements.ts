import { atomicNumber } from '#core/crystal/elements.ts';
import { BALL_LIMITS_ANG, hexColour, isBallAng } from '#core/story/elementLooks.ts';
import { UnknownWord } from '#ui/figure/unknownWord.ts';

/**
 * "element-vesta,Cd=#ffcc00": what colours say, and colours of elements by hand.
 * @param usual what colours say where only those of elements by hand are asked for
 * @returns the first without the others
 * @throws {UnknownWord}
 */
export function requestedColours(
  text: string,
  usual: string,
): {
  readonly colour: string;
  readonly colours: Readonly<Record<string, string>>;
} {
  const parts = text.split(',');
  const colours = entries(
    '--colour',
    parts.filter((part) => part.includes('=')),
    (value, part) => {
      const hex = hexColour(value);
      if (hex === null)
        throw new UnknownWord(`--colour is such as Cd=#ffcc00,Br=#884422, not "${part}"`);
      return hex;
    },
  );
  const words = parts.filter((part) => !part.includes('='));
  return { colour: words.length === 0 ? usual : words.join(','), colours };
}

/** "Br=1.2,Cd=0.9": radii of elements, Å. @throws {UnknownWord} */
export const requestedRadii = (text: string): Readonly<Record<string, number>> =>
  entries('--radius', text.split(','), (value, part) => {
    const ang = /^(\d+(\.\d*)?|\.\d+)$/.test(value) ? Number(value) : NaN;
    if (!isBallAng(ang))
      throw new UnknownWord(
        `--radius is such as Br=1.2,Cd=0.9, from ${BALL_LIMITS_ANG[0]} to ${BALL_LIMITS_ANG[1]} Å, not "${part}"`,
      );
    return ang;
  });

function entries<T>(
  option: string,
  parts: readonly string[],
  read: (value: string, part: string) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(
    parts.map((part) => {
      const at = part.indexOf('=');
      const symbol = part.slice(0, Math.max(0, at)).trim();
      const value = read(at < 0 ? '' : part.slice(at + 1).trim(), part);
      if (atomicNumber(symbol) === undefined)
        throw new UnknownWord(`${option}: no element "${symbol}"`);
      return [symbol, value];
    }),
  );
}
