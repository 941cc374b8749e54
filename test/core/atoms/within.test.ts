import { expect, test } from 'vitest';
import { atomsWithin } from '#core/atoms/within.ts';
import { build } from '#core/recipe/build.ts';
import { library } from '../../helpers/library.ts';
import { triclinicStack } from './triclinic.ts';

const { structure } = build(triclinicStack(1), library);

test('atoms within a distance of some: those that any image brings that near, these included', () => {
  const { xyz, lattice } = structure;
  const from = [7, structure.numbers.length - 1];
  const reachAng = 3.1;
  // By hand: every image of every atom, in the 27 cells around.
  const near = [...structure.numbers.keys()].filter((j) =>
    from.some((i) => {
      for (let n = 0; n < 27; n++) {
        const cell = [(n % 3) - 1, (Math.floor(n / 3) % 3) - 1, Math.floor(n / 9) - 1];
        const d = [0, 1, 2].map(
          (x) =>
            xyz[3 * j + x]! -
            xyz[3 * i + x]! +
            cell.reduce((sum, c, k) => sum + c * lattice[3 * k + x]!, 0),
        );
        if (Math.hypot(...d) <= reachAng) return true;
      }
      return false;
    }),
  );
  expect(atomsWithin(structure, from, reachAng)).toEqual(near);
  expect(near.length).toBeGreaterThan(4);
  expect(atomsWithin(structure, [], 5)).toEqual([]);
  expect(atomsWithin(structure, [3], 0.1)).toEqual([3]);
});
