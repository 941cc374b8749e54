import { expect, test } from 'vitest';
import { bondsMark, bondsSaid } from '#ui/look/bonds/bondsSaid.ts';
import { lengthOf, nearerBond } from '#ui/look/bonds/pickedBond.ts';

const numbers = [82, 35, 16, 48];
const bond = (a: number, b: number, isDrawn: boolean) =>
  ({ a, b, image: [0, 0, 0], isDrawn }) as const;

test('in what the bonds differ from those by radii is said, of elements in the picture', () => {
  expect(bondsSaid([], {}, numbers)).toBeNull();
  expect(bondsSaid([], { 'Zn-O': 2 }, numbers)).toBeNull();
  const hands = [bond(0, 1, true), bond(2, 3, false)];
  expect(bondsSaid(hands, { 'Pb-Br': 3.4, 'Cd-S': 0 }, numbers)).toBe(
    '1 drawn, 1 hidden by hand; Pb–Br up to 3.40 Å, Cd–S none',
  );
  expect(bondsMark(hands, { 'Cd-S': 0 }, numbers, 'red')).toEqual([
    { name: '2 bonds by hand; bonds Cd–S none', color: 'red', shape: 'line' },
  ]);
  const many = { 'Pb-Br': 3, 'Cd-S': 0, 'Pb-S': 3, 'Cd-Br': 3 };
  expect(bondsMark([], many, numbers, 'red')[0]!.name).toMatch(/4 pairs/);
});

test('after a shift a bond is told that is no longer the nearest, in a cell that is not square', () => {
  const lattice = Float64Array.of(10, 0, 0, -5, 8.66, 0, 0, 0, 20);
  const at = (x: number) => ({ lattice, xyz: Float64Array.of(1, 1, 1, 1 + x, 1, 3) });
  const drawn = bond(0, 1, true);
  expect(nearerBond(drawn, at(2))).toBeNull();
  const nearest = nearerBond(drawn, at(8))!;
  expect(nearest.image).toEqual([-1, 0, 0]);
  expect(lengthOf(nearest, at(8))).toBeCloseTo(Math.hypot(2, 2), 6);
  expect(nearerBond(bond(0, 0, true), at(8))).toBeNull();
});
