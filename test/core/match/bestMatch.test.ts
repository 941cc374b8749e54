import { expect, test } from 'vitest';
import { bestOf, type RatedMatch, strainsUnder } from '#core/match/bestMatch.ts';
import { allMatches } from '#core/match/coincidence.ts';
import { IDENTITY, type PlaneLattice } from '#core/match/planeLattice.ts';
import { fc } from '../../helpers/property.ts';

const rectangle = (a: number, b: number): PlaneLattice => ({
  cell: [
    [a, 0],
    [0, b],
  ],
  symmetry: [IDENTITY],
  atoms: 1,
});
const [pattern] = allMatches(rectangle(4, 5), rectangle(4.1, 4.9), {
  maxAreaAng2: 25,
  tolerance: { mode: 'strain', maxStrain: 0.05 },
  maxAtoms: null,
  mirrors: false,
});

// Few areas and strains, each up to rounding, so that many are equal.
const row = fc
  .record({
    area: fc.integer({ min: 1, max: 3 }),
    strain: fc.integer({ min: 1, max: 3 }),
    noise: fc.double({ min: -1e-9, max: 1e-9, noNaN: true }),
    mirror: fc.boolean(),
  })
  .map(({ area, strain, noise, mirror }) => ({
    area,
    percent: strain,
    strain: strain / 100 + noise,
    match: { ...pattern!, mirror, substrateAreaAng2: 50 * area * (1 + noise) },
  }));

test('the best is the smallest, of equal cells the least strained, of equal ones the first; never a mirror image', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
      const [best] = rows
        .filter((r) => !r.match.mirror)
        .sort((p, q) => p.area - q.area || p.percent - q.percent);
      expect(bestOf<RatedMatch>(rows)).toBe(best ?? null);
    }),
  );
});

test('the sides’ strains keep their signs, and the larger of the two is the cost', () => {
  // The film is 4 × 5 Å and the substrate 4.1 × 4.9 Å: +2.5 % along x beats −2 % along y.
  expect(strainsUnder(pattern!, 1)).toEqual({
    film: expect.closeTo(0.1 / 4, 12),
    substrate: expect.closeTo(0, 12),
    largest: expect.closeTo(0.1 / 4, 12),
  });
  expect(strainsUnder(pattern!, 0)).toEqual({
    film: expect.closeTo(0, 12),
    substrate: expect.closeTo(-0.1 / 4.1, 12),
    largest: expect.closeTo(0.1 / 4.1, 12),
  });
});
