import { expect, test } from 'vitest';
import { allMatches, type Limits } from '#core/match/coincidence.ts';
import { IDENTITY, type PlaneLattice, planeLatticeOf } from '#core/match/planeLattice.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { library } from '../../helpers/library.ts';

const radians = (deg: number): number => (deg * Math.PI) / 180;
const graphene = planeLatticeOf(
  surfaceOf(crystalOf(library.get('graphene')!, { a: 2.46, c: 20 }), [0, 0, 1]),
);
const limits = (maxAreaAng2: number, twistDeg: number, tolDeg: number): Limits => ({
  maxAreaAng2,
  tolerance: { mode: 'strain', maxStrain: 1e-6 },
  maxAtoms: null,
  mirrors: false,
  twist: { targetRad: radians(twistDeg), toleranceRad: radians(tolDeg) },
});

/** Angle and cells of the commensurate (n, m) cell of two like hexagonal lattices. */
function commensurate(n: number, m: number) {
  const sum = n * n + n * m + m * m;
  return {
    deg: (Math.acos((n * n + 4 * n * m + m * m) / (2 * sum)) * 180) / Math.PI,
    cells: sum / ((n - m) % 3 === 0 ? 3 : 1),
  };
}

test.each([
  [1, 2, 21.787, 7],
  [2, 3, 13.174, 19],
  [1, 3, 32.204, 13],
  [3, 5, 16.426, 49],
])(
  'graphene on graphene: (%i, %i) is found by its angle, as the smallest cell',
  (n, m, deg, cells) => {
    expect(commensurate(n, m).deg).toBeCloseTo(deg, 3);
    expect(commensurate(n, m).cells).toBe(cells);
    const primitiveAng2 = (2.46 ** 2 * Math.sqrt(3)) / 2;
    const [first] = allMatches(graphene, graphene, limits(primitiveAng2 * 50, deg, 0.01));
    expect(first!.substrateAreaAng2 / primitiveAng2).toBeCloseTo(cells, 6);
    expect(first!.repeats).toBe(1);
    // The least of the angles that the six-fold axes and the mirrors make the same.
    expect((first!.twistRad * 180) / Math.PI).toBeCloseTo(Math.min(deg, 60 - deg), 3);
  },
);

test('27.80° is (1, 3): the angle of 32.20° in a mirror and turned by 60°', () => {
  const found = (deg: number) =>
    allMatches(graphene, graphene, limits(80, deg, 0.05)).map((m) => [m.atoms, m.filmMatrix]);
  expect(found(27.796).length).toBeGreaterThan(0);
  expect(found(32.204)).toEqual(found(27.796));
  expect(found(-27.796)).toEqual(found(27.796));
  expect(found(87.796)).toEqual(found(27.796));
});

test('the filter keeps the list’s order and drops only what is turned otherwise', () => {
  const all = allMatches(graphene, graphene, { ...limits(150, 0, 0), twist: null });
  const turned = allMatches(graphene, graphene, limits(150, 21.8, 0.2));
  expect(turned.length).toBeGreaterThan(0);
  expect(turned).toEqual(all.filter((m) => Math.abs((m.twistRad * 180) / Math.PI - 21.8) <= 0.2));
  expect(allMatches(graphene, graphene, limits(150, 10, 0.2))).toEqual([]);
});

test('planes without symmetry tell +θ from −θ', () => {
  const low: PlaneLattice = { ...graphene, symmetry: [IDENTITY] };
  const twists = (deg: number) =>
    allMatches(low, low, limits(40, deg, 0.2)).map((m) => (m.twistRad * 180) / Math.PI);
  for (const deg of [21.787, -21.787, 38.213])
    for (const twist of twists(deg)) expect(twist).toBeCloseTo(deg, 2);
  expect(twists(21.787).length).toBeGreaterThan(0);
  expect(twists(-21.787).length).toBeGreaterThan(0);
});

test('an angle beyond a turn, or a negative tolerance, is no search', () => {
  expect(() => allMatches(graphene, graphene, limits(40, 200, 1))).toThrow(/twist/);
  expect(() => allMatches(graphene, graphene, limits(40, 20, -1))).toThrow(/twist/);
});
