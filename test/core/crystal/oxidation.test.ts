import { expect, test } from 'vitest';
import { atomicNumber } from '#core/crystal/elements.ts';
import { guessCharges } from '#core/crystal/oxidation.ts';

/** {Fe: 3, O: 4} → the charge of each element, or null. */
function guess(counts: Record<string, number>): Record<string, number> | null {
  const symbols = Object.entries(counts).flatMap(([s, n]) => Array<string>(n).fill(s));
  const charges = guessCharges(symbols.map((s) => atomicNumber(s)!));
  return charges && Object.fromEntries(symbols.map((s, i) => [s, charges[i]!]));
}

test.each([
  [
    { Cs: 1, Pb: 1, Br: 3 },
    { Cs: 1, Pb: 2, Br: -1 },
  ],
  [
    { Ti: 2, O: 4 },
    { Ti: 4, O: -2 },
  ],
  [
    { Sr: 1, Ti: 1, O: 3 },
    { Sr: 2, Ti: 4, O: -2 },
  ],
  [
    { Mo: 1, S: 2 },
    { Mo: 4, S: -2 },
  ],
  [
    { In: 1, As: 1 },
    { In: 3, As: -3 },
  ],
  [
    { Si: 1, C: 1 },
    { Si: 4, C: -4 },
  ],
  [
    { La: 1, Mn: 1, O: 3 },
    { La: 3, Mn: 3, O: -2 },
  ],
  [{ Cu: 4 }, { Cu: 0 }],
])('%j', (counts, expected) => expect(guess(counts)).toEqual(expected));

test('mixed valence: the mean of two states on one cation, in sum neutral', () => {
  expect(guess({ Fe: 6, O: 8 })!['Fe']).toBeCloseTo(8 / 3, 12);
  expect(guess({ Mn: 3, O: 4 })!['Mn']).toBeCloseTo(8 / 3, 12);
});

// An anion between two of its states would be a peroxide or a disulfide, which is no mean.
test.each([
  { Fe: 1, S: 2 },
  { Ni: 1, Ti: 1 },
  { Na: 2, O: 2 },
  { Ne: 1, He: 1 },
])('%j has no guess', (counts) => expect(guess(counts)).toBeNull());
