import { expect, test } from 'vitest';
import { bondBetween, lengthOf } from '#ui/look/bonds/pickedBond.ts';

/** A cell of 4 × 4 × 20 Å, sheared: its second atom is in the middle of a, its third near the far face. */
const atoms = {
  lattice: Float64Array.of(4, 0, 0, 1, 4, 0, 0, 0, 20),
  xyz: Float64Array.of(0, 0, 0, 2, 0, 0, 0.2, 0, 19),
};
const HERE = [0, 0, 0] as const;

test('the nearest image is meant, that was clicked of two equally near, or that was clicked anyway', () => {
  const to = (b: number, cells: readonly [number, number, number], by: 'nearest' | 'clicked') =>
    bondBetween([0, b], [HERE, cells], by, atoms)!.image;
  expect(to(2, HERE, 'nearest')).toEqual([0, 0, -1]);
  expect(to(2, HERE, 'clicked')).toEqual([0, 0, 0]);
  expect(to(1, HERE, 'nearest')).toEqual([0, 0, 0]);
  expect(to(1, [-1, 0, 0], 'nearest')).toEqual([-1, 0, 0]);
  expect(to(1, [1, 0, 0], 'nearest')).not.toEqual([1, 0, 0]);
  expect(lengthOf({ a: 0, b: 2, image: [0, 0, -1] }, atoms)).toBeCloseTo(Math.hypot(0.2, 1), 12);
});

test('an atom and itself are no bond, an atom and its clicked image are', () => {
  expect(bondBetween([1, 1], null, 'nearest', atoms)).toBeNull();
  expect(bondBetween([1, 1], [HERE, [0, 1, 0]], 'clicked', atoms)?.image).toEqual([0, 1, 0]);
});
