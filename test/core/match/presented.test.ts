import { expect, test } from 'vitest';
import { allMatches, type Limits } from '#core/match/coincidence.ts';
import { type Match, matchOf, presentRows } from '#core/match/match.ts';
import { leastTurned, orbitOf, pairKey, pairOperations, wrapAngle } from '#core/match/orbit.ts';
import { IDENTITY, type PlaneLattice } from '#core/match/planeLattice.ts';
import {
  type Cell2,
  det2,
  dot2,
  type IntMat2,
  inverse2,
  length2,
  type Mat2,
  mul2,
} from '#core/math/plane2.ts';
import { fc } from '../../helpers/property.ts';
import { failureOf } from '../io/structures.ts';

const plain = (cell: Cell2): PlaneLattice => ({ cell, symmetry: [IDENTITY], atoms: 1 });
const cellOf = (a: number, b: number, gammaDeg: number): Cell2 => {
  const gamma = (gammaDeg * Math.PI) / 180;
  return [
    [a, 0],
    [b * Math.cos(gamma), b * Math.sin(gamma)],
  ];
};
/** Of every lattice type of the plane: square, hexagonal, rectangular, centred (two ways) and oblique. */
const lattices: readonly (readonly [string, Cell2])[] = [
  ['square', cellOf(4, 4, 90)],
  ['hexagonal', cellOf(3, 3, 120)],
  ['hexagonal by 60°', cellOf(3, 3, 60)],
  ['rectangular', cellOf(3, 4.3, 90)],
  ['rhombic, acute', cellOf(4, 4, 75)],
  ['rhombic, obtuse', cellOf(4, 4, 104)],
  [
    'centred: b over half of a',
    cellOf(3, Math.hypot(1.5, 4), (Math.atan2(4, 1.5) * 180) / Math.PI),
  ],
  ['oblique', cellOf(3.1, 4.2, 78)],
  ['oblique, obtuse', cellOf(3.1, 4.2, 99)],
];
const integer = fc.integer({ min: -3, max: 3 });
const matrix = fc.tuple(integer, integer, integer, integer).map(
  ([p, q, r, s]): IntMat2 => [
    [p, q],
    [r, s],
  ],
);
const regular = matrix.filter((m) => det2(m) !== 0);

test.each(lattices)(
  '%s: the shown cell is the shortest, right-handed, with the angle that is usual',
  (_, cell) => {
    fc.assert(
      fc.property(
        regular,
        regular.filter((m) => det2(m) > 0),
        (film, substrate) => {
          const shown = presentRows({ film, substrate }, cell);
          // The same rows lie on each other: the map from film to substrate is the same.
          const map = (pair: { film: IntMat2; substrate: IntMat2 }) =>
            mul2(inverse2(pair.film), pair.substrate).flat();
          for (const [k, x] of map(shown).entries())
            expect(x).toBeCloseTo(map({ film, substrate })[k]!, 9);
          expect(det2(shown.film)).toBe(det2(film));
          expect(det2(shown.substrate)).toBe(det2(substrate));
          const [a, b] = mul2(shown.substrate, cell);
          // Shortest: no vector of the supercell is shorter than a, none off its line shorter than b.
          let [shortest, offLine] = [Infinity, Infinity];
          for (let m = -4; m <= 4; m++)
            for (let n = -4; n <= 4; n++) {
              const long = length2([m * a[0] + n * b[0], m * a[1] + n * b[1]]);
              if (m !== 0 || n !== 0) shortest = Math.min(shortest, long);
              if (n !== 0) offLine = Math.min(offLine, long);
            }
          expect(shortest).toBeCloseTo(length2(a), 9);
          expect(offLine).toBeCloseTo(length2(b), 9);
          const cosine = dot2(a, b) / (length2(a) * length2(b));
          const isHexagon =
            Math.abs(length2(a) - length2(b)) < 1e-9 && Math.abs(Math.abs(cosine) - 0.5) < 1e-9;
          if (isHexagon) expect(cosine).toBeCloseTo(-0.5, 9);
          // Only a cell with two shortest bases has a choice; b over half of a, or a rhombus.
          const choice =
            Math.abs(length2(a) - length2(b)) < 1e-9 ||
            Math.abs(Math.abs(2 * dot2(a, b)) - dot2(a, a)) < 1e-9;
          if (!isHexagon && choice) expect(cosine).toBeGreaterThan(-1e-9);
        },
      ),
      { numRuns: 40 },
    );
  },
);

/** Unimodular matrices of small entries: among them all bases that are as short as a reduced one. */
const TURNS: readonly IntMat2[] = [-1, 0, 1].flatMap((p) =>
  [-1, 0, 1].flatMap((q) =>
    [-1, 0, 1].flatMap((r) =>
      [-1, 0, 1].flatMap((s): IntMat2[] =>
        p * s - q * r === 1
          ? [
              [
                [p, q],
                [r, s],
              ],
            ]
          : [],
      ),
    ),
  ),
);

test.each(lattices)(
  '%s: of cells that are equal but for their basis the matrix is the plainest one',
  (_, cell) => {
    fc.assert(
      fc.property(
        regular.filter((m) => det2(m) > 0),
        (substrate) => {
          const shown = presentRows({ film: IDENTITY, substrate }, cell).substrate;
          const shape = ([a, b]: Cell2) => [length2(a), length2(b), dot2(a, b)];
          const wanted = shape(mul2(shown, cell));
          const equal = TURNS.map((turn) => mul2(turn, shown)).filter((m) =>
            shape(mul2(m, cell)).every((x, k) => Math.abs(x - wanted[k]!) < 1e-9),
          );
          expect(equal.length).toBeGreaterThanOrEqual(2);
          const off = ([[, q], [s]]: Mat2) => Math.abs(q) + Math.abs(s);
          const least = Math.min(...equal.map(off));
          expect(off(shown)).toBe(least);
          const trace = ([[p], [, t]]: Mat2) => p + t;
          const plain = equal.filter((m) => off(m) === least);
          expect(trace(shown)).toBe(Math.max(...plain.map(trace)));
        },
      ),
      { numRuns: 60 },
    );
  },
);

test('an angle is counted in (−180°, 180°], half a turn as 180° whatever its rounding', () => {
  for (const turns of [-2, -1, 0, 1, 3])
    for (const rad of [-3.1, -1, 0, 0.5, 3.1, Math.PI])
      expect(wrapAngle(rad + 2 * Math.PI * turns)).toBeCloseTo(rad, 9);
  for (const rounding of [-1e-12, 0, 1e-12])
    expect(wrapAngle(-Math.PI + rounding)).toBeCloseTo(Math.PI, 9);
});

test('of the forms of one interface the same is shown in whatever order they come', () => {
  const symmetry = TURNS.filter((m) => {
    const [a, b] = mul2(m, cellOf(3, 3, 90));
    return Math.abs(length2(a) - 3) < 1e-9 && Math.abs(length2(b) - 3) < 1e-9;
  });
  expect(symmetry).toHaveLength(4);
  const square = { ...plain(cellOf(3, 3, 90)), symmetry };
  const operations = pairOperations(square, square, 1);
  fc.assert(
    fc.property(
      regular.filter((m) => det2(m) > 0),
      regular.filter((m) => det2(m) > 0),
      fc.double({ min: -3, max: 3, noNaN: true }),
      (film, substrate, twistRad) => {
        const orbit = orbitOf({ film, substrate }, twistRad, operations);
        const shown = leastTurned(orbit);
        for (const [k] of orbit.entries())
          expect(pairKey(leastTurned([...orbit.slice(k), ...orbit.slice(0, k)]))).toBe(
            pairKey(shown),
          );
        expect(Math.abs(shown.twistRad)).toBeLessThan(Math.PI / 4 + 1e-9);
      },
    ),
  );
});

test('repeats: how many points of the film and the substrate coincide in one supercell', () => {
  fc.assert(
    fc.property(
      regular,
      regular.filter((m) => det2(m) > 0),
      (film, substrate) => {
        const size = Math.abs(det2(film));
        const [[p, q], [r, s]] = film;
        const coincides = mul2(
          [
            [s, -q],
            [-r, p],
          ],
          substrate,
        );
        // x · film⁻¹ · substrate is whole; size × size cells hold each film vector `size` times.
        let count = 0;
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++) {
            const image = mul2(
              [
                [i, j],
                [0, 0],
              ],
              coincides,
            )[0];
            if (image.every((x) => x % size === 0)) count++;
          }
        const square = plain(cellOf(4, 4, 90));
        expect(matchOf({ film, substrate }, square, square).repeats).toBe(count / size);
      },
    ),
  );
});

const limits: Limits = {
  maxAreaAng2: 75,
  tolerance: { mode: 'strain', maxStrain: 0.04 },
  maxAtoms: null,
  mirrors: false,
};

test.each([
  ['hexagonal on itself', cellOf(3, 3, 120), cellOf(3, 3, 120)],
  ['square on rectangular', cellOf(3, 3, 90), cellOf(3, 3.1, 90)],
  ['oblique on itself', cellOf(3.1, 4.2, 78), cellOf(3.1, 4.2, 78)],
])('%s: one order of area, strain, film area, turn and matrices', (_, film, substrate) => {
  const found = allMatches(plain(film), plain(substrate), limits);
  expect(found.length).toBeGreaterThan(20);
  const rank = (m: Match): readonly number[] => [
    Math.round(m.substrateAreaAng2 * 1e6),
    Math.round(m.maxStrain * 1e7),
    Math.round(m.filmAreaAng2 * 1e6),
    Math.round(Math.abs(m.twistRad) * 1e6),
    -Math.round(m.twistRad * 1e6),
    ...m.substrateMatrix.flat(),
    ...m.filmMatrix.flat(),
  ];
  for (const [k, match] of found.slice(1).entries()) {
    const [before, after] = [rank(found[k]!), rank(match)];
    const at = before.findIndex((x, i) => x !== after[i]);
    expect(before[at], `${k}: ${before} | ${after}`).toBeLessThan(after[at]!);
  }
});

test('a search that is too large says how many sublattices it would hold', () => {
  const [film, substrate] = [plain(cellOf(3, 4, 90)), plain(cellOf(5, 6, 80))];
  const area = 12 * 800;
  // σ(n) summed up to 800: each divisor d of all its multiples.
  let count = 0;
  for (let d = 1; d <= 800; d++) count += d * Math.floor(800 / d);
  const failure = failureOf(() => allMatches(film, substrate, { ...limits, maxAreaAng2: area }));
  expect(failure).toMatchObject({ code: 'too-large', limit: 250_000 });
  expect((failure as { count: number }).count / count).toBeCloseTo(1, 2);
});
