import { describe, expect, test } from 'vitest';
import type { Crystal } from '#core/crystal/crystal.ts';
import { EpistackError } from '#core/errors.ts';
import { allMatches, type Limits, searchMatches } from '#core/match/coincidence.ts';
import { type Match, matchOf, mirrored, sideStrains } from '#core/match/match.ts';
import { orbitOf, pairOperations } from '#core/match/orbit.ts';
import { paretoFront } from '#core/match/pareto.ts';
import { IDENTITY, type PlaneLattice, planeLatticeOf } from '#core/match/planeLattice.ts';
import {
  basesWithin,
  divisorSum,
  hermiteForm,
  hermiteForms,
  sublattice,
} from '#core/match/superlattice.ts';
import { principalStrains, ZUR_DEFAULTS } from '#core/match/tolerance.ts';
import { type Cell2, det2, type IntMat2, mul2 } from '#core/math/plane2.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { fc } from '../../helpers/property.ts';
import { referenceCrystal } from '../../helpers/reference.ts';

const plain = (cell: Cell2): PlaneLattice => ({ cell, symmetry: [IDENTITY], atoms: 1 });
const byStrain = (maxAreaAng2: number, maxStrain: number): Limits => ({
  maxAreaAng2,
  tolerance: { mode: 'strain', maxStrain },
  maxAtoms: null,
  mirrors: false,
});
/** The same for any choice of paired rows. */
function keyOf(film: IntMat2, substrate: IntMat2): string {
  const { form, transform } = hermiteForm(film);
  return `${form}|${mul2(transform, substrate)}`;
}
const matchKey = (m: Match): string => keyOf(m.filmMatrix, m.substrateMatrix);

/** Oblique cells, right-handed, of a few Å. */
const oblique = fc
  .record({
    a: fc.double({ min: 2.5, max: 5, noNaN: true }),
    b: fc.double({ min: 2.5, max: 5, noNaN: true }),
    gamma: fc.double({ min: 0.9, max: 2.2, noNaN: true }),
  })
  .map(
    ({ a, b, gamma }): Cell2 => [
      [a, 0],
      [b * Math.cos(gamma), b * Math.sin(gamma)],
    ],
  );
const integers = fc.integer({ min: -4, max: 4 });
const nonSingular = fc
  .tuple(integers, integers, integers, integers)
  .map(
    ([p, q, r, s]): IntMat2 => [
      [p, q],
      [r, s],
    ],
  )
  .filter((m) => det2(m) !== 0);

describe('sublattices', () => {
  test('of index n there are σ(n), all different', () => {
    for (let n = 1; n <= 60; n++) {
      const forms = hermiteForms(n);
      expect(forms.length).toBe(divisorSum(n));
      expect(new Set(forms.map(String)).size).toBe(forms.length);
      expect(forms.every((f) => det2(f) === n)).toBe(true);
    }
    expect([1, 2, 6, 12, 28].map(divisorSum)).toEqual([1, 3, 12, 28, 56]);
  });

  test('any rows have the Hermite form of the lattice that they span', () => {
    fc.assert(
      fc.property(nonSingular, nonSingular, (rows, other) => {
        const { form, transform } = hermiteForm(rows);
        expect(String(mul2(transform, rows))).toBe(String(form));
        expect(det2(transform)).toBe(Math.sign(det2(rows)));
        expect(hermiteForms(det2(form)).map(String)).toContain(String(form));
        if (Math.abs(det2(other)) === 1)
          expect(String(hermiteForm(mul2(other, rows) as IntMat2).form)).toBe(String(form));
      }),
    );
  });

  test('all bases of given lengths are found', () => {
    fc.assert(
      fc.property(oblique, fc.constantFrom(1 as const, -1 as const), (cell, hand) => {
        const lattice = sublattice(cell, IDENTITY);
        const span = [lattice.aAng * 0.9, lattice.bAng * 1.6] as const;
        const found = basesWithin(lattice, span, span, hand).map(String);
        expect(new Set(found).size).toBe(found.length);
        const range = [-3, -2, -1, 0, 1, 2, 3];
        const all: string[] = [];
        for (const p of range)
          for (const q of range)
            for (const r of range)
              for (const s of range) {
                const m: IntMat2 = [
                  [p, q],
                  [r, s],
                ];
                const fits = mul2(m, lattice.cell).every(
                  (v) => Math.hypot(...v) >= span[0] && Math.hypot(...v) <= span[1],
                );
                if (det2(m) === hand && fits) all.push(String(m));
              }
        expect(found.sort()).toEqual(all.sort());
      }),
      { numRuns: 50 },
    );
  });
});

describe('the search is complete', () => {
  test('a lattice on itself: every sublattice up to the area, once, without strain', () => {
    const cell: Cell2 = [
      [3.1, 0],
      [0.7, 4.3],
    ];
    const limit = 12;
    const found = allMatches(plain(cell), plain(cell), byStrain(limit * det2(cell), 1e-6)).filter(
      (m) => Math.abs(m.twistRad) < 1e-6,
    );
    const sublattices = Array.from({ length: limit }, (_, i) => divisorSum(i + 1));
    expect(found.length).toBe(sublattices.reduce((a, b) => a + b));
    for (const m of found) {
      expect(m.maxStrain).toBeLessThan(1e-9);
      expect(m.repeats).toBe(det2(m.filmMatrix));
    }
  });

  /** For every film sublattice, every pair of substrate vectors its two rows could lie on. */
  function exhaustive(film: Cell2, substrate: Cell2, maxArea: number, maxStrain: number) {
    const out: string[] = [];
    const reach = 14;
    const vectors: { m: readonly [number, number]; length: number }[] = [];
    for (let p = -reach; p <= reach; p++)
      for (let q = -reach; q <= reach; q++) {
        const x = p * substrate[0][0] + q * substrate[1][0];
        const y = p * substrate[0][1] + q * substrate[1][1];
        vectors.push({ m: [p, q], length: Math.hypot(x, y) });
      }
    for (let i = 1; i * det2(film) <= maxArea; i++)
      for (const form of hermiteForms(i)) {
        const cell = mul2(form, film);
        const near = cell.map((row) =>
          vectors.filter((v) => Math.abs(v.length / Math.hypot(...row) - 1) <= maxStrain + 1e-9),
        );
        for (const u of near[0]!)
          for (const w of near[1]!) {
            const rows: IntMat2 = [u.m, w.m];
            const area = det2(rows) * det2(substrate);
            if (!(area > 0 && area <= maxArea)) continue;
            const [low, high] = principalStrains(cell, mul2(rows, substrate));
            if (Math.max(-low, high) <= maxStrain) out.push(keyOf(form, rows));
          }
      }
    return out.sort();
  }

  test('exhaustive trial of rows on vectors finds the same, for oblique lattices', () => {
    fc.assert(
      fc.property(oblique, oblique, (film, substrate) => {
        const maxArea = 4.5 * Math.max(det2(film), det2(substrate));
        const found = allMatches(plain(film), plain(substrate), byStrain(maxArea, 0.08));
        expect(found.map(matchKey).sort()).toEqual(exhaustive(film, substrate, maxArea, 0.08));
      }),
      { numRuns: 25 },
    );
  });

  test('what symmetry removed is exactly what symmetry gives back', () => {
    const film = planeLatticeOf(surfaceOf(referenceCrystal('GaAs'), [1, 1, 1]));
    const substrate = planeLatticeOf(surfaceOf(referenceCrystal('CsPbBr3'), [1, 0, 0]));
    const limits = byStrain(260, 0.06);
    const operations = pairOperations(film, substrate, 1);
    expect(operations.length).toBe((6 * 8) / 2);
    const kept = allMatches(film, substrate, limits);
    const orbits = kept.map(
      (m) =>
        new Set(
          orbitOf({ film: m.filmMatrix, substrate: m.substrateMatrix }, m.twistRad, operations).map(
            (e) => keyOf(e.film, e.substrate),
          ),
        ),
    );
    const all = allMatches(plain(film.cell), plain(substrate.cell), limits);
    expect(kept.length).toBeLessThan(all.length / 8);
    expect(orbits.flatMap((o) => [...o]).sort()).toEqual(all.map(matchKey).sort());
  });

  test('it streams in the final order, and says how far it is', () => {
    const film = planeLatticeOf(surfaceOf(referenceCrystal('GaAs'), [1, 1, 1]));
    const substrate = planeLatticeOf(surfaceOf(referenceCrystal('Si'), [1, 1, 1]));
    const steps = [...searchMatches(film, substrate, byStrain(150, 0.05))];
    const fractions = steps.map((s) => s.fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    const matches = steps.flatMap((s) => s.matches);
    for (const [k, m] of matches.slice(1).entries()) {
      const before = matches[k]!;
      expect(m.substrateAreaAng2).toBeGreaterThan(before.substrateAreaAng2 - 1e-6);
      if (m.substrateAreaAng2 < before.substrateAreaAng2 + 1e-6)
        expect(m.maxStrain).toBeGreaterThan(before.maxStrain - 1e-8);
    }
  });
});

/** What must not depend on how the planes are written down. */
const invariants = (matches: readonly Match[]) =>
  matches.map((m) => [
    m.filmAreaAng2,
    m.substrateAreaAng2,
    m.principal[0],
    m.principal[1],
    m.repeats,
    m.atoms,
  ]);

function expectSame(p: readonly Match[], q: readonly Match[]): void {
  expect(q.length).toBe(p.length);
  const [a, b] = [invariants(p), invariants(q)].map((rows) =>
    rows.map((r) => r.map((x) => x.toFixed(6).replace('-0.000000', '0.000000'))).sort(),
  );
  expect(b).toEqual(a);
}

const turned = (cell: Cell2, rad: number): Cell2 =>
  mul2(cell, [
    [Math.cos(rad), Math.sin(rad)],
    [-Math.sin(rad), Math.cos(rad)],
  ]);

describe('laws', () => {
  test('strain stays when both lattices are turned together; twist follows one turned alone', () => {
    fc.assert(
      fc.property(oblique, oblique, fc.double({ min: -3, max: 3, noNaN: true }), (f, s, rad) => {
        const limits = byStrain(4.2 * Math.max(det2(f), det2(s)), 0.07);
        const still = allMatches(plain(f), plain(s), limits);
        expectSame(still, allMatches(plain(turned(f, rad)), plain(turned(s, rad)), limits));
        const alone = allMatches(plain(turned(f, rad)), plain(s), limits);
        expectSame(still, alone);
        for (const m of still) {
          const twin = alone.find((n) => matchKey(n) === matchKey(m))!;
          expect(Math.cos(m.twistRad - rad - twin.twistRad)).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('the list does not depend on the basis, nor on its order', () => {
    const shear: IntMat2 = [
      [2, 1],
      [1, 1],
    ];
    const order: IntMat2 = [
      [0, -1],
      [1, 0],
    ];
    fc.assert(
      fc.property(oblique, oblique, (f, s) => {
        const limits = byStrain(4.2 * Math.max(det2(f), det2(s)), 0.07);
        const list = allMatches(plain(f), plain(s), limits);
        expectSame(list, allMatches(plain(mul2(shear, f)), plain(mul2(order, s)), limits));
      }),
      { numRuns: 15 },
    );
  });

  test('matrices make the supercells, whose rows the strain brings together', () => {
    const film = planeLatticeOf(surfaceOf(referenceCrystal('TiO2-rutile'), [1, 0, 1]));
    const substrate = planeLatticeOf(surfaceOf(referenceCrystal('SrTiO3'), [1, 1, 0]));
    const found = allMatches(film, substrate, byStrain(300, 0.06));
    expect(found.length).toBeGreaterThan(10);
    for (const m of found) {
      expect(mul2(m.filmMatrix, film.cell)).toEqual(m.film);
      expect(mul2(m.substrateMatrix, substrate.cell)).toEqual(m.substrate);
      expect(det2(m.film)).toBeGreaterThan(0);
      // (1 + ε) acts on the film's cell turned by the twist into the interface frame, x along a.
      const e = m.strain;
      const along = Math.atan2(m.substrate[0][1], m.substrate[0][0]);
      const strained = mul2(turned(m.film, m.twistRad - along), [
        [1 + e.xx, e.xy],
        [e.xy, 1 + e.yy],
      ]);
      const goal = turned(m.substrate, -along);
      for (const [i, row] of strained.entries())
        for (const [k, x] of row.entries()) expect(x).toBeCloseTo(goal[i]![k]!, 8);
      expect(m.atoms).toBe(
        det2(m.filmMatrix) * film.atoms + det2(m.substrateMatrix) * substrate.atoms,
      );
    }
  });

  test('strain of each side: film only, substrate only, and both for a share', () => {
    const [film, substrate] = [5.658, 5.431].map((a) =>
      plain([
        [a, 0],
        [0, a],
      ]),
    );
    const match = matchOf({ film: IDENTITY, substrate: IDENTITY }, film!, substrate!);
    const only = sideStrains(match, 1);
    expect(only.film.xx).toBeCloseTo((5.431 - 5.658) / 5.658, 12);
    expect(only.substrate.xx).toBeCloseTo(0, 12);
    const below = sideStrains(match, 0);
    expect(below.substrate.yy).toBeCloseTo((5.658 - 5.431) / 5.431, 12);
    expect(below.film.yy).toBeCloseTo(0, 12);
    const shared = sideStrains(match, 0.5);
    expect((1 + shared.film.xx) * 5.658).toBeCloseTo((1 + shared.substrate.xx) * 5.431, 10);
    expect(shared.film.xx).toBeLessThan(0);
    expect(shared.substrate.xx).toBeGreaterThan(0);
  });

  test('a limit on atoms drops the larger ones and nothing else', () => {
    const film = planeLatticeOf(surfaceOf(referenceCrystal('CdS-zb'), [1, 1, 0]));
    const substrate = planeLatticeOf(surfaceOf(referenceCrystal('CsPbBr3'), [1, 1, 0]));
    const limits = { ...byStrain(400, 0.03), tolerance: ZUR_DEFAULTS };
    const all = allMatches(film, substrate, limits);
    const few = allMatches(film, substrate, { ...limits, maxAtoms: 60 });
    expect(few).toEqual(all.filter((m) => m.atoms <= 60));
    expect(few.length).toBeGreaterThan(0);
    expect(few.length).toBeLessThan(all.length);
  });

  test('limits that make no search are refused', () => {
    const film = plain([
      [3, 0],
      [0, 3],
    ]);
    const asked = [
      byStrain(Number.NaN, 0.05),
      byStrain(-1, 0.05),
      byStrain(100, Number.NaN),
      byStrain(100, 0.9),
      byStrain(1e6, 0.05),
    ];
    for (const limits of asked) expect(() => allMatches(film, film, limits)).toThrow(EpistackError);
    expect(() =>
      allMatches(plain([...film.cell].reverse() as unknown as Cell2), film, byStrain(9, 0.1)),
    ).toThrow(EpistackError);
    expect(allMatches(film, film, byStrain(8, 0.1))).toEqual([]);
  });
});

describe('twisted bilayer graphene', () => {
  const a = 2.46;
  const sixfold: IntMat2 = [
    [1, 1],
    [-1, 0],
  ];
  const mirror: IntMat2 = [
    [0, 1],
    [1, 0],
  ];
  const group: IntMat2[] = [];
  for (let k = 0, m: IntMat2 = IDENTITY; k < 6; k++, m = mul2(m, sixfold) as IntMat2)
    group.push(m, mul2(m, mirror) as IntMat2);
  const graphene: PlaneLattice = {
    cell: [
      [a, 0],
      [-a / 2, (a * Math.sqrt(3)) / 2],
    ],
    symmetry: group,
    atoms: 2,
  };
  const area = det2(graphene.cell);
  const found = allMatches(graphene, graphene, byStrain(80 * area, 1e-7));

  /** Lopes dos Santos, Peres and Castro Neto, Phys. Rev. B 86, 155449 (2012). */
  test.each([
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 1],
    [1, 2],
    [3, 2],
    [1, 3],
  ])('(m, r) = (%i, %i) has its closed-form angle and size', (m, r) => {
    const n = 3 * m * m + 3 * m * r + r * r;
    const theta = Math.acos((3 * m * m + 3 * m * r + (r * r) / 2) / n);
    // A turn by 60° is none, and ±θ are mirror images: the smallest stands for all.
    const least = Math.min(theta, Math.PI / 3 - theta);
    const index = r % 3 === 0 ? n / 3 : n;
    const twin = found.filter((x) => Math.abs(x.twistRad - least) < 1e-6 && x.repeats === 1);
    expect(twin.length).toBe(1);
    expect(twin[0]!.filmAreaAng2 / area).toBeCloseTo(index, 6);
    expect(twin[0]!.atoms).toBe(4 * index);
  });

  test('the smallest cells are those of the coincidence lattices of the hexagon, one each', () => {
    const smallest = found.filter((x) => x.repeats === 1 && x.filmAreaAng2 < 50.5 * area);
    expect(smallest.map((x) => Math.round(x.filmAreaAng2 / area))).toEqual([
      1, 7, 13, 19, 31, 37, 43, 49,
    ]);
  });
});

describe('hands', () => {
  const cell: Cell2 = [
    [3.1, 0],
    [0.7, 4.3],
  ];

  test('a cell fits its mirror image only by a mirror, which is never silent', () => {
    const image = [mirrored(cell)[0], mirrored(cell)[1].map((x) => -x)] as unknown as Cell2;
    expect(det2(image)).toBeGreaterThan(0);
    const limits = byStrain(1.1 * det2(cell), 0.02);
    expect(allMatches(plain(image), plain(cell), limits)).toEqual([]);
    const shown = allMatches(plain(image), plain(cell), { ...limits, mirrors: true });
    expect(shown.length).toBe(2);
    for (const m of shown) {
      expect(m.mirror).toBe(true);
      expect(det2(m.filmMatrix)).toBeLessThan(0);
      expect(det2(m.substrateMatrix)).toBeGreaterThan(0);
      expect(m.maxStrain).toBeLessThan(1e-9);
      expect(Math.abs(m.mismatch.gammaDeg)).toBeLessThan(1e-9);
    }
    // Lengths and the folded angle agree, so Zur and McGill's comparison takes it for a match.
    const zur = { ...limits, tolerance: ZUR_DEFAULTS };
    expect(allMatches(plain(image), plain(cell), zur)).toEqual([]);
    expect(allMatches(plain(image), plain(cell), { ...zur, mirrors: true }).length).toBe(2);
  });

  test('a plane with a mirror needs no mirror image: asking for them adds nothing', () => {
    const film = planeLatticeOf(surfaceOf(referenceCrystal('CdS-zb'), [1, 1, 0]));
    const limits = byStrain(60, 0.2);
    const alone = allMatches(film, plain(cell), limits);
    expect(alone.length).toBeGreaterThan(0);
    expect(allMatches(film, plain(cell), { ...limits, mirrors: true })).toEqual(alone);
  });
});

describe('plane groups', () => {
  const order = (name: string, hkl: readonly number[]) =>
    planeLatticeOf(surfaceOf(referenceCrystal(name), hkl)).symmetry.length;

  test.each([
    ['CsPbBr3', [1, 0, 0], 8],
    ['CsPbBr3', [1, 1, 0], 4],
    ['CsPbBr3', [1, 1, 1], 6],
    ['Cu', [1, 1, 1], 6],
    // The fourfold axis of the diamond and zinc blende (001) is a screw: it changes the ending plane.
    ['Si', [0, 0, 1], 4],
    ['GaAs', [0, 0, 1], 4],
    ['GaAs', [1, 1, 0], 2],
    ['CdS-wz', [0, 0, 1], 6],
    ['CdS-wz', [1, 0, 0], 2],
    ['TiO2-rutile', [1, 1, 0], 4],
    ['Cu', [3, 2, 1], 1],
  ] as const)('%s (%j) has %i operations', (name, hkl, expected) => {
    expect(order(name, hkl)).toBe(expected);
  });

  test('they form a group', () => {
    const { symmetry } = planeLatticeOf(surfaceOf(referenceCrystal('CsPbBr3'), [1, 0, 0]));
    const names = new Set(symmetry.map(String));
    for (const p of symmetry) for (const q of symmetry) expect(names).toContain(String(mul2(p, q)));
  });
});

test('a plane without mirrors fits its own kind; its other face shows the mirror image', () => {
  // P1 with three unlike atoms: no plane has any symmetry, and the lattice is oblique in (1 2 3).
  const crystal: Crystal = {
    name: 'chiral',
    lattice: Float64Array.of(5.1, 0, 0, -1.2, 6.3, 0, 0.9, 1.4, 7.2),
    numbers: Uint8Array.of(55, 35, 8),
    frac: Float64Array.of(0.1, 0.2, 0.3, 0.55, 0.72, 0.13, 0.8, 0.4, 0.77),
    charges: null,
  };
  const face = (...hkl: number[]) => planeLatticeOf(surfaceOf(crystal, hkl));
  const limits = { ...byStrain(200, 0.005), mirrors: true };
  const same = allMatches(face(1, 2, 3), face(1, 2, 3), limits)[0]!;
  expect([same.mirror, same.repeats, same.maxStrain < 1e-9]).toEqual([false, 1, true]);
  const turnedOver = allMatches(face(-1, -2, -3), face(1, 2, 3), limits);
  expect(turnedOver.length).toBeGreaterThan(0);
  expect(turnedOver.every((m) => m.mirror)).toBe(true);
});

test('the Pareto front keeps what nothing beats in both size and strain', () => {
  const points = [
    [50, 0.04],
    [50, 0.03],
    [100, 0.03],
    [120, 0.01],
    [90, 0.02],
    [200, 0.01],
    [300, 0.001],
  ].map(([size, strain]) => ({ size: size!, strain: strain! }));
  const front = paretoFront(points.map((p) => [p.size, p.strain]));
  expect(front).toEqual([1, 4, 3, 6]);
  expect(paretoFront([])).toEqual([]);
});
