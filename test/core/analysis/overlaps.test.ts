import { expect, test } from 'vitest';
import { closeContacts, OVERLAP_FACTOR } from '#core/analysis/overlaps.ts';
import { COVALENT_RADIUS_ANG } from '#core/crystal/elements.ts';
import { fc } from '../../helpers/property.ts';

/** Two atoms of one element in a box wide enough that images do not matter. */
const pair = (z: number, ang: number) =>
  closeContacts({
    lattice: Float64Array.of(20, 0, 0, 0, 20, 0, 0, 0, 20),
    numbers: Uint8Array.of(z, z),
    xyz: Float64Array.of(1, 1, 1, 1 + ang, 1, 1),
    layer: new Uint16Array(2),
  });

test('two atoms of any element overlap below the limit of their radii, and not above it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 96 }), (z) => {
      const limitAng = OVERLAP_FACTOR * 2 * COVALENT_RADIUS_ANG[z]!;
      // Caesium's limit of 3.66 Å is under the reach of the search; so is every other but francium's.
      fc.pre(limitAng < 3.7);
      expect(pair(z, limitAng - 0.01).overlaps).toHaveLength(1);
      expect(pair(z, limitAng + 0.01).overlaps).toHaveLength(0);
    }),
    { examples: [[55]] },
  );
});

test('the closest pair is told up to 3.7 Å', () => {
  expect(pair(6, 3.69).closest!.distanceAng).toBeCloseTo(3.69, 9);
  expect(pair(6, 3.71).closest).toBeNull();
});
