import { expect, test } from 'vitest';
import { inverse2, type Vec2 } from '#core/math/plane2.ts';
import { type Built, build, interfacesOf } from '#core/recipe/build.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe, SlabSpec } from '#core/recipe/recipe.ts';
import {
  energyLandscape,
  posesAround,
  REFINING_ROUNDS,
  withBest,
} from '#core/registry/energies.ts';
import { facingOf } from '#core/registry/facing.ts';
import { gridShift, scanCounts, scanGeometric } from '#core/registry/landscape.ts';
import { GEOMETRIC_MEASURES, MEASURES, measureOf } from '#core/registry/measures.ts';
import { minimumNear } from '#core/registry/minimum.ts';
import { library } from '../../helpers/library.ts';

const pair = (
  lower: Partial<SlabSpec>,
  upper: Partial<SlabSpec>,
  separationAng: number,
  shift: Vec2 = [0, 0],
): Built => {
  const slab = (part: Partial<SlabSpec>): SlabSpec =>
    ({
      planes: 8,
      termination: 0,
      remove: [],
      inPlane: 'primitive',
      matrix: [
        [1, 0],
        [0, 1],
      ],
      ...part,
    }) as SlabSpec;
  const recipe: Recipe = {
    ...DEFAULT_PRESET.recipe,
    preset: null,
    steps: [
      { kind: 'substrate', slab: slab(lower) },
      { kind: 'film', slab: slab(upper), registryShift: shift, separationAng },
      { kind: 'vacuum', vacuumAng: 20 },
    ],
  };
  return build(recipe, library);
};
const facingIn = (built: Built) => facingOf(built, interfacesOf(built)[0]!);
const si = { material: 'Si', cell: { a: 5.431 } };
const gaas = { material: 'GaAs', cell: { a: 5.6533 } };

test('GaAs (111) on Si (111), one to one: the hollow is the best place, exactly', () => {
  const hollowAng = Math.hypot(2.4, 5.431 / Math.SQRT2 / Math.sqrt(3));
  expect(hollowAng).toBeCloseTo(3.267, 3);
  for (const termination of [0, 1]) {
    const facing = facingIn(
      pair({ ...si, hkl: [1, 1, 1], termination }, { ...gaas, hkl: [1, 1, 1] }, 2.4),
    );
    const map = scanGeometric(facing, 'closest', 2.4);
    expect(map.best.value).toBeCloseTo(hollowAng, 7);
    // Where the film stands in the hollow, what is computed there is the same number.
    expect(measureOf(facing, 'closest', 2.4)(map.best.shift)).toBe(map.best.value);
  }
});

test('the grid holds halves, thirds and sixths of the cell of shifts', () => {
  for (const hkl of [
    [0, 0, 1],
    [1, 1, 1],
    [1, 1, 0],
    [2, 1, 1],
    [3, 2, 1],
  ]) {
    const facing = facingIn(pair({ ...si, hkl }, { ...gaas, hkl }, 2.4));
    for (const most of [undefined, 18]) {
      const counts = scanCounts(facing, most);
      for (const n of counts) {
        expect(n % 6).toBe(0);
        expect(n).toBeLessThanOrEqual(most ?? 48);
      }
    }
  }
});

/** Smallest cost over a fine grid of the cell of shifts, and how far a shift may be from a point of it, Å. */
function bruteForce(built: Built, cost: (shift: Vec2) => number, points: number) {
  const facing = facingIn(built);
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < points * points; k++)
    least = Math.min(least, cost(gridShift(facing, [points, points], k)));
  const [a, b] = facing.registry.cell;
  return { least, reachAng: Math.hypot(a[0] + b[0], a[1] + b[1]) / points };
}

test.each([
  ['oblique (321)', pair({ ...si, hkl: [3, 2, 1] }, { ...gaas, hkl: [3, 2, 1] }, 1.6)],
  ['rectangular (211)', pair({ ...si, hkl: [2, 1, 1] }, { ...gaas, hkl: [2, 1, 1] }, 1.9)],
  ['paper, reading B', build(presetOf('cspbbr3-cds-b').recipe, library)],
  ['graphene on h-BN', build(presetOf('graphene-hbn').recipe, library)],
])('no shift at all is better than the marked best (%s)', (_, built) => {
  const facing = facingIn(built);
  const d0 = built.slabs[1]!.separationAng!;
  for (const measure of GEOMETRIC_MEASURES) {
    if (measure === 'attractive' && !facing.pairs.some((p) => p.attractive)) continue;
    const sign = MEASURES[measure].better === 'small' ? 1 : -1;
    const value = measureOf(facing, measure, d0);
    const cost = (shift: Vec2) => sign * value(shift);
    const { best } = scanGeometric(facing, measure, d0);
    const { least, reachAng } = bruteForce(built, cost, 73);
    expect(sign * best.value).toBeLessThanOrEqual(least + 1e-9);
    // A distance changes no faster than the slab moves.
    if (measure === 'closest' || measure === 'attractive')
      expect(sign * best.value).toBeGreaterThan(least - reachAng);
    expect(value(best.shift)).toBeCloseTo(best.value, 9);
  }
});

test('a search ends in the corner of a kinked valley, whichever way the valley lies', () => {
  for (let k = 0; k < 24; k++) {
    const turn = (k * Math.PI) / 37;
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    // Steep walls, a floor that falls slowly: a search along eight fixed directions sticks to the wall.
    const cost = ([x, y]: Vec2) => 20 * Math.abs(c * x + s * y) + Math.abs(c * y - s * x - 0.3);
    const { at, value } = minimumNear(cost, [0.4, -0.7], 0.2, 1e-8);
    expect(value).toBeLessThan(1e-5);
    expect(Math.hypot(at[0] + 0.3 * s, at[1] - 0.3 * c)).toBeLessThan(1e-5);
  }
});

test('an energy map is refined to the minimum between its points, d₀ too where that is scanned', () => {
  const facing = facingIn(pair({ ...si, hkl: [1, 1, 1] }, { ...gaas, hkl: [1, 1, 1] }, 2.4));
  const scan = { counts: [18, 18], separationsAng: [2.2, 2.3, 2.4, 2.5] } as const;
  const toRows = inverse2(facing.registry.rows);
  const energy = (shift: Vec2, d: number) => {
    const f = [0, 1].map((k) => shift[0] * toRows[0]![k]! + shift[1] * toRows[1]![k]!);
    const wave = (x: number, at: number) => 1 - Math.cos(2 * Math.PI * (x - at));
    return 3 * wave(f[0]!, 0.3712) + 5 * wave(f[1]!, 0.7139) + 40 * (d - 2.337) ** 2 - 100;
  };
  const energies = Array.from({ length: 18 * 18 }, (_, k) =>
    scan.separationsAng.map((d) => energy(gridShift(facing, scan.counts, k), d)),
  ).flat();
  let map = energyLandscape(facing, scan, Float64Array.from(energies));
  expect(map.best.value).toBe(0);
  for (let round = 0; round < REFINING_ROUNDS; round++) {
    const poses = posesAround(facing, scan, map.best, round);
    const [best] = poses.toSorted(
      (p, q) => energy(p.shift, p.separationAng) - energy(q.shift, q.separationAng),
    );
    map = withBest(map, best!, energy(best!.shift, best!.separationAng));
  }
  expect(map.zero).toBeCloseTo(-100, 3);
  expect(map.best.separationAng).toBeCloseTo(2.337, 2);
  expect(Math.min(...map.values)).toBeGreaterThan(0);
  const [x, y] = [0, 1].map(
    (k) => map.best.shift[0] * toRows[0]![k]! + map.best.shift[1] * toRows[1]![k]!,
  );
  expect([x, y]).toEqual([expect.closeTo(0.3712, 2), expect.closeTo(0.7139, 2)]);
});
