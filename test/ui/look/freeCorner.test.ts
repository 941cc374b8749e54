import { expect, test } from 'vitest';
import { freeCorner, type Pictured } from '#ui/look/atoms/freeCorner.ts';

const CARD = { offsetWidth: 248, offsetHeight: 200 };

/** A picture of 800 × 700 px with atoms at these places. */
const picture = (...places: readonly (readonly [number, number])[]): Pictured => ({
  size: () => ({ widthCssPx: 800, heightCssPx: 700 }),
  projectAtom: (atom) => places[atom]!,
});

const corner = (atom: number, ...places: readonly (readonly [number, number])[]) =>
  freeCorner(CARD, picture(...places), { atom, count: places.length, legendPx: 90 });

test('the card of an atom stands where it hides the fewest atoms, and not on its own', () => {
  const middle = [400, 350] as const;
  expect(corner(0, middle)).toBe('left top');
  // One atom of two under the upper left corner.
  expect(corner(0, middle, [100, 150])).toBe('left bottom');
  expect(corner(0, middle, [100, 150], [100, 450])).toBe('right top');
  expect(corner(0, middle, [100, 150], [100, 450], [700, 120])).toBe('right bottom');
  // Many stand there, but under the others only the one that it is about.
  const many = Array.from({ length: 9 }, () => [100, 450] as const);
  expect(corner(0, [100, 150], ...many, [700, 120], [700, 500])).toMatch(/^right/);
});
