import { SYMBOLS } from '#core/crystal/elements.ts';

/** An atom by its element and its number, as files count: from 1. */
export const atomName = (numbers: ArrayLike<number>, atom: number): string =>
  `${SYMBOLS[numbers[atom]!]} ${atom + 1}`;
