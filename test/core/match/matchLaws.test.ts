import { expect, test } from 'vitest';
import { latticeFromParameters } from '#core/crystal/lattice.ts';
import { allMatches } from '#core/match/coincidence.ts';
import { energyDensity, MEV_PER_ANG3_PER_GPA, normalResponse } from '#core/match/elastic.ts';
import { sideStrains } from '#core/match/match.ts';
import { paretoFront } from '#core/match/pareto.ts';
import { planeLatticeOf } from '#core/match/planeLattice.ts';
import { pointGroup } from '#core/match/pointGroup.ts';
import { searchRelation } from '#core/match/relation.ts';
import { stiffnessOf } from '#core/match/stiffness.ts';
import { basesWithin, hermiteForms, sublattice } from '#core/match/superlattice.ts';
import { STRAIN_DEFAULTS } from '#core/match/tolerance.ts';
import { det, mul, transpose } from '#core/math/mat3.ts';
import { type Cell2, det2, type IntMat2, length2, rowTimes } from '#core/math/plane2.ts';
import { crystalOf, materialOf } from '#core/recipe/crystals/library.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { library } from '../../helpers/library.ts';
import { fc } from '../../helpers/property.ts';

const crystal = (id: string) => {
  const material = materialOf(library, id);
  return crystalOf(material, material.constants[0]!.cell);
};
const plane = (id: string, hkl: readonly number[]) => planeLatticeOf(surfaceOf(crystal(id), hkl));
const limits = {
  maxAreaAng2: 150,
  tolerance: { mode: 'strain', maxStrain: 0.05 },
  maxAtoms: null,
  mirrors: false,
} as const;

test('on a front are the points that no other beats: of equal strain the smallest, of equal points the first', () => {
  // Few different numbers, so that many are equal; a strain of zero is a perfect fit.
  const few = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(fc.array(fc.tuple(few, few), { minLength: 1, maxLength: 12 }), (points) => {
      const beats = (i: number, j: number): boolean => {
        const [p, q] = [points[i]!, points[j]!];
        return p[0] <= q[0] && p[1] <= q[1] && (p[0] < q[0] || p[1] < q[1] || i < j);
      };
      const all = [...points.keys()];
      const best = all.filter((j) => !all.some((i) => i !== j && beats(i, j)));
      const found = paretoFront(points);
      expect([...found].sort((i, j) => i - j)).toEqual(best);
      expect(found.map((i) => points[i]![0])).toEqual(
        found.map((i) => points[i]![0]).toSorted((p, q) => p - q),
      );
    }),
  );
});

test('every basis within spans is found once, as trying them all does', () => {
  const length = fc.double({ min: 2, max: 5, noNaN: true });
  // Right angles and those of a hexagon, too, where vectors end just above each other.
  const angle = fc.oneof(
    fc.double({ min: 1.06, max: 2.08, noNaN: true }),
    fc.constantFrom(Math.PI / 2, (2 * Math.PI) / 3),
  );
  const span = fc.tuple(length, fc.double({ min: 1.05, max: 1.8, noNaN: true }));
  fc.assert(
    fc.property(
      length,
      length,
      angle,
      span,
      span,
      fc.constantFrom(1, -1),
      (a, b, g, us, ws, hand) => {
        const cell: Cell2 = [
          [a, 0],
          [b * Math.cos(g), b * Math.sin(g)],
        ];
        const lattice = sublattice(cell, [
          [1, 0],
          [0, 1],
        ]);
        const [u, w] = [us, ws].map(([low, times]) => [low, low * times] as const) as [
          readonly [number, number],
          readonly [number, number],
        ];
        const found = basesWithin(lattice, u, w, hand as 1 | -1);
        const inside = (row: readonly [number, number], [low, high]: readonly [number, number]) => {
          const long = length2(rowTimes(row, lattice.cell));
          return long >= low && long <= high;
        };
        const range = [...Array(17).keys()].map((k) => k - 8);
        const rows = range.flatMap((p) => range.map((q) => [p, q] as const));
        // Whether a vector exactly as long as an end of its span is inside, is a question of rounding.
        const ends = [...u, ...w];
        const lengths = rows.map((row) => length2(rowTimes(row, lattice.cell)));
        fc.pre(!lengths.some((long) => ends.some((end) => Math.abs(long - end) < 1e-9)));
        const tried: IntMat2[] = [];
        for (const p of rows.filter((r) => inside(r, u)))
          for (const q of rows.filter((r) => inside(r, w)))
            if (det2([p, q]) === hand) tried.push([p, q]);
        const key = (m: IntMat2) => m.flat().join();
        expect(found.map(key).sort()).toEqual(tried.map(key).sort());
      },
    ),
    { numRuns: 60 },
  );
});

test('no basis has a vector that is too long, also where it stands upright on the other', () => {
  const rectangle = sublattice(
    [
      [3, 0],
      [0, 5],
    ],
    [
      [1, 0],
      [0, 1],
    ],
  );
  expect(basesWithin(rectangle, [2.9, 3.1], [2.9, 4.9], 1)).toEqual([]);
  expect(basesWithin(rectangle, [2.9, 3.1], [2.9, 5.1], 1)).toHaveLength(2);
});

test('a stiffness at the edge of stability is refused: a strain that costs nothing', () => {
  const stable = (c11: number, c12: number, c44: number) => () =>
    stiffnessOf({ c11, c12, c44 }, 225);
  expect(stable(100, 50, 30)).not.toThrow();
  for (const [c11, c12, c44] of [
    [100, 50, 0],
    [100, 100, 30],
    [100, -51, 30],
    [0, 0, 30],
  ] as const)
    expect(stable(c11, c12, c44), `${c11}, ${c12}, ${c44}`).toThrow(/stable crystal/);
  // A shear in the plane alone, which is the last of the pivots.
  const tetragonal = { c11: 100, c12: 40, c13: 30, c33: 90, c44: 20 };
  expect(() => stiffnessOf({ ...tetragonal, c66: 10 }, 123)).not.toThrow();
  expect(() => stiffnessOf({ ...tetragonal, c66: 0 }, 123)).toThrow(/stable crystal/);
});

test('faces are free of stress whatever the stiffness, and the energy is the least of all', () => {
  const part = fc.double({ min: -1, max: 1, noNaN: true });
  const strain = fc.record({ xx: part, yy: part, xy: part });
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 36, maxLength: 36 }),
      strain,
      part,
      part,
      (x, s, d, g) => {
        // C = X·Xᵀ + 1 is positive definite, and of no symmetry.
        const c = Float64Array.from({ length: 36 }, (_, k) => {
          const [i, j] = [Math.floor(k / 6), k % 6];
          let sum = i === j ? 1 : 0;
          for (let m = 0; m < 6; m++) sum += x[6 * i + m]! * x[6 * j + m]!;
          return sum;
        });
        const n = normalResponse(c, s);
        const e = [s.xx, s.yy, n.zz, 2 * n.yz, 2 * n.xz, 2 * s.xy];
        const stress = (i: number) => e.reduce((sum, ej, j) => sum + c[6 * i + j]! * ej, 0);
        for (const i of [2, 3, 4]) expect(stress(i)).toBeCloseTo(0, 8);
        // ½ σ·ε, of which only the strains in the plane work.
        const half = (stress(0) * e[0]! + stress(1) * e[1]! + stress(5) * e[5]!) / 2;
        expect(energyDensity(c, s) / MEV_PER_ANG3_PER_GPA).toBeCloseTo(half, 8);
        const other = { zz: n.zz + d, xz: n.xz + g, yz: n.yz - g };
        expect(energyDensity(c, s, other)).toBeGreaterThanOrEqual(energyDensity(c, s) - 1e-6);
      },
    ),
  );
});

test('a relation is honoured by any form that symmetry makes of a match', () => {
  const side = (id: string, uvw: readonly number[]) => ({
    crystal: crystal(id),
    hkl: [0, 0, 1],
    uvw,
  });
  // The four-fold axis makes all of these one relation.
  for (const film of [
    [1, 1, 0],
    [1, -1, 0],
    [-1, -1, 0],
  ])
    for (const substrate of [
      [1, 1, 0],
      [1, -1, 0],
      [-1, 1, 0],
    ]) {
      const [first] = [
        ...searchRelation(
          { film: side('Ge', film), substrate: side('Si', substrate), toleranceRad: 1e-6 },
          limits,
        ),
      ].flatMap((s) => s.matches);
      expect(first!.substrateAreaAng2, `${film} ${substrate}`).toBeCloseTo(5.431 ** 2 / 2, 2);
      expect(Math.abs(first!.offRad)).toBeLessThan(1e-6);
    }
});

test('the strained side takes all of the strain, a shared one goes between', () => {
  for (const match of allMatches(plane('GaAs', [1, 1, 0]), plane('MgO', [1, 1, 0]), limits)) {
    const zero = (s: { xx: number; yy: number; xy: number }) =>
      Math.max(Math.abs(s.xx), Math.abs(s.yy), Math.abs(s.xy));
    const [film, substrate, shared] = [1, 0, 0.5].map((share) => sideStrains(match, share));
    expect(zero(film!.substrate)).toBeLessThan(1e-12);
    expect(zero(substrate!.film)).toBeLessThan(1e-12);
    expect(zero(film!.film)).toBeCloseTo(zero(match.strain), 9);
    // The film is stretched as much as the substrate would be squeezed, to first order.
    for (const k of ['xx', 'yy'] as const) {
      expect(Math.abs(shared!.film[k])).toBeLessThanOrEqual(Math.abs(film!.film[k]) + 1e-9);
      if (Math.abs(film!.film[k]) > 1e-6)
        expect(Math.sign(shared!.film[k])).toBe(-Math.sign(substrate!.substrate[k]));
    }
  }
});

test.each([
  ['Si', 48],
  ['CdS', 24],
  ['CsPbBr3', 48],
  ['CdS-wurtzite', 12],
  ['Al2O3', 12],
  ['quartz', 6],
  ['CsPbBr3-Pnma', 8],
  ['graphene', 24],
] as const)(
  'the point group of %s has the order of its crystal class, in any cell',
  (id, order) => {
    const of = crystal(id);
    expect(pointGroup(of)).toHaveLength(order);
    for (const rotation of pointGroup(of)) {
      expect(Math.abs(det(rotation))).toBeCloseTo(1, 6);
      for (const [k, x] of mul(rotation, transpose(rotation)).entries())
        expect(x).toBeCloseTo(k % 4 === 0 ? 1 : 0, 4);
    }
  },
);

test('sublattices of an index are as many as the sum of its divisors, none twice', () => {
  const sigma = (n: number) =>
    [...Array(n).keys()].reduce((sum, k) => sum + (n % (k + 1) === 0 ? k + 1 : 0), 0);
  for (const n of [1, 2, 3, 4, 6, 12, 25]) {
    const forms = hermiteForms(n);
    expect(new Set(forms.map((f) => f.flat().join())).size).toBe(sigma(n));
    for (const f of forms) expect(det2(f)).toBe(n);
  }
});

test('the matches of a search are in its order and within its limits, their numbers those of their cells', () => {
  const film = plane('GaAs', [1, 1, 1]);
  const substrate = plane('Al2O3', [0, 0, 1]);
  const found = allMatches(film, substrate, {
    ...limits,
    tolerance: STRAIN_DEFAULTS,
    maxAreaAng2: 400,
  });
  expect(found.length).toBeGreaterThan(2);
  const lattice = latticeFromParameters({
    a: 4.76,
    b: 4.76,
    c: 13,
    alpha: 90,
    beta: 90,
    gamma: 120,
  });
  expect(det(lattice) / 13).toBeCloseTo(Math.abs(det2(substrate.cell)), 0);
  for (const [k, m] of found.entries()) {
    expect(m.substrateAreaAng2).toBeCloseTo(det2(m.substrateMatrix) * det2(substrate.cell), 6);
    expect(m.filmAreaAng2).toBeCloseTo(det2(m.filmMatrix) * det2(film.cell), 6);
    expect(m.mismatch.area).toBeCloseTo(m.filmAreaAng2 / m.substrateAreaAng2 - 1, 9);
    expect(m.substrateAreaAng2).toBeLessThanOrEqual(400 + 1e-6);
    if (k > 0)
      expect(m.substrateAreaAng2).toBeGreaterThanOrEqual(found[k - 1]!.substrateAreaAng2 - 1e-6);
  }
});
