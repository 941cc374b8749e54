import { describe, expect, test } from 'vitest';
import type { IntMat2, Vec2 } from '#core/math/plane2.ts';
import { det2, inverse2, rowTimes } from '#core/math/plane2.ts';
import { type Built, build, interfacesOf } from '#core/recipe/build.ts';
import type { Library } from '#core/recipe/crystals/library.ts';
import type { FilmPose } from '#core/recipe/edits/pose.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import type { FilmStep, Recipe, SlabSpec, Step } from '#core/recipe/recipe.ts';
import { relativeShift } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { energyLandscape, energyMoves } from '#core/registry/energies.ts';
import { facingOf, measurePairs } from '#core/registry/facing.ts';
import { gridShift, landscapeCsv, scanGeometric } from '#core/registry/landscape.ts';
import { MEASURES, overlapPerNm2 } from '#core/registry/measures.ts';
import {
  separationByPlanes,
  separationByRadii,
  separationForShortest,
  shortestAng,
} from '#core/registry/separation.ts';
import { reduceShift, registryCell, sumOfInverses } from '#core/registry/shiftCell.ts';
import { poseDistanceAng, solveContacts } from '#core/registry/solve.ts';
import { library } from '../../helpers/library.ts';
import { fc } from '../../helpers/property.ts';

const [substrate, film, vacuum] = DEFAULT_PRESET.recipe.steps as [Step, FilmStep, Step];
const withFilm = (part: Partial<FilmStep>, recipe: Recipe = DEFAULT_PRESET.recipe): Recipe => ({
  ...recipe,
  steps: recipe.steps.map((s, i) => (i === 1 ? ({ ...s, ...part } as Step) : s)),
});
const cut = (
  material: string,
  cell: SlabSpec['cell'],
  hkl: readonly number[],
  planes: number,
  matrix: IntMat2,
  inPlane: SlabSpec['inPlane'] = 'primitive',
): SlabSpec => ({ material, cell, hkl, planes, matrix, inPlane, termination: 0, remove: [] });
const stack = (slabs: readonly SlabSpec[], closing: Step = vacuum): Recipe => ({
  ...DEFAULT_PRESET.recipe,
  preset: null,
  steps: [
    { kind: 'substrate', slab: slabs[0]! },
    ...slabs.slice(1).map(
      (slab, i): Step => ({
        kind: 'film',
        slab,
        registryShift: [0.13 + 0.31 * i, 0.27 - 0.4 * i],
        separationAng: 2.6 + 0.3 * i,
      }),
    ),
    closing,
  ],
});
/** CdS (111) on wurtzite CdS (0001), 2 × 2 on a sheared 2 × 2: oblique, other matrices on both sides. */
const OBLIQUE = stack([
  cut('CdS-wurtzite', { a: 4.1348, c: 6.749 }, [0, 0, 1], 4, [
    [2, 0],
    [0, 3],
  ]),
  cut('CdS', { a: 5.82 }, [1, 1, 1], 4, [
    [2, 2],
    [0, 3],
  ]),
]);
const THREE = stack([
  (substrate as { slab: SlabSpec }).slab,
  film.slab,
  cut('ZnS', { a: 5.4093 }, [1, 1, 0], 4, film.slab.matrix, 'conventional'),
]);
const SUPERLATTICE: Recipe = {
  ...THREE,
  steps: [...THREE.steps.slice(0, -1), { kind: 'superlattice', separationAng: 3.3 }],
};
const STACKS = {
  default: DEFAULT_PRESET.recipe,
  'reading B': presetOf('cspbbr3-cds-b').recipe,
  'reading C': presetOf('cspbbr3-cds-c').recipe,
  oblique: OBLIQUE,
  'three slabs': THREE,
  superlattice: SUPERLATTICE,
} as const;
const builtOf = (recipe: Recipe): Built => build(recipe, library);

describe('the cell of non-equivalent shifts', () => {
  const integer = fc.integer({ min: -5, max: 5 });
  const matrix = fc
    .tuple(integer, integer, integer, integer)
    .map(
      ([a, b, c, d]): IntMat2 => [
        [a, b],
        [c, d],
      ],
    )
    .filter((m) => det2(m) > 0);
  const isWhole = (v: Vec2) => v.every((x) => Math.abs(x - Math.round(x)) < 1e-9);

  test('holds the rows of both inverses and nothing coarser would: exact for any two matrices', () => {
    fc.assert(
      fc.property(matrix, matrix, (m, n) => {
        const { numerators, denominator } = sumOfInverses(m, n);
        const toBasis = inverse2(numerators.map((r) => r.map((x) => x / denominator)) as never);
        const generators = [...inverse2(m), ...inverse2(n)];
        for (const g of generators) expect(isWhole(rowTimes(g, toBasis))).toBe(true);
        // The index of the sum is the gcd of all 2 × 2 minors of the generators.
        const units = generators.map((g) => rowTimes(g, toBasis).map(Math.round));
        let g = 0;
        for (const p of units)
          for (const q of units) {
            let [x, y] = [Math.abs(g), Math.abs(p[0]! * q[1]! - p[1]! * q[0]!)];
            while (y !== 0) [x, y] = [y, x % y];
            g = x;
          }
        expect(g).toBe(1);
      }),
    );
  });

  test('counts the copies; stays exact where doubles would not', () => {
    expect(
      registryCell(builtOf(STACKS.default), interfacesOf(builtOf(STACKS.default))[0]!),
    ).toEqual(
      expect.objectContaining({
        copies: 8,
        rows: [
          [0.25, 0],
          [0, 0.5],
        ],
      }),
    );
    const { numerators, denominator } = sumOfInverses(
      [
        [99991, 0],
        [0, 99989],
      ],
      [
        [99971, 0],
        [0, 99961],
      ],
    );
    // 1/p and 1/q of coprime p, q generate 1/(p q).
    expect(numerators[0][0] / denominator).toBeCloseTo(1 / (99991 * 99971), 20);
  });

  test.each(Object.entries(STACKS))('equivalent shifts have the same contacts: %s', (_, recipe) => {
    const before = builtOf(recipe);
    const { rows, copies } = registryCell(before, interfacesOf(before)[0]!);
    expect(copies).toBeGreaterThan(1);
    expect(Math.abs(det2(rows)) * copies).toBeCloseTo(1, 9);
    const { registryShift: s } = recipe.steps[1] as FilmStep;
    const contacts = (b: Built) =>
      reportOf(b)
        .contacts.filter((c) => c.interface === 0)
        .map((c) => [c.pair, c.nearestMean, c.min] as const);
    for (const [i, j] of [
      [1, 0],
      [0, 1],
      [-3, 2],
    ] as const) {
      const [da, db] = rowTimes([i, j], rows);
      const moved = withFilm({ registryShift: [s[0] + da, s[1] + db] }, recipe);
      expect(contacts(builtOf(moved))).toEqual(
        contacts(before).map(([pair, mean, min]) => [
          pair,
          expect.closeTo(mean, 8),
          expect.closeTo(min, 8),
        ]),
      );
      // Half a row is another interface.
      const half = withFilm({ registryShift: [s[0] + da / 2, s[1] + db / 2] }, recipe);
      if (Math.abs(i) + Math.abs(j) === 1)
        expect(contacts(builtOf(half)).flat()).not.toEqual(contacts(before).flat());
    }
  });

  test('a shift and its reduced form differ by whole rows', () => {
    const built = builtOf(OBLIQUE);
    const cell = registryCell(built, interfacesOf(built)[0]!);
    for (const shift of [
      [0.13, 0.27],
      [-4.2, 7.7],
      [1, 1],
    ] as const) {
      const reduced = reduceShift(cell, shift);
      const back = rowTimes(reduced.steps, cell.rows);
      expect(reduced.shift[0] + back[0]).toBeCloseTo(shift[0], 9);
      expect(reduced.shift[1] + back[1]).toBeCloseTo(shift[1], 9);
      for (const x of reduced.inCell) expect(x >= 0 && x < 1).toBe(true);
    }
  });
});

describe('contacts without building', () => {
  test.each(Object.entries(STACKS))('agree with the report at any pose: %s', (_, recipe) => {
    const first = builtOf(recipe);
    const facings = interfacesOf(first).map((at) => facingOf(first, at));
    const poses: readonly FilmPose[] = [
      { shift: [0, 0], separationAng: 2.1 },
      { shift: [0.613, -0.284], separationAng: 3.7 },
    ];
    for (const { shift, separationAng } of poses) {
      const moved = withFilm({ registryShift: shift, separationAng }, recipe);
      const report = reportOf(builtOf(moved));
      for (const [k, facing] of facings.entries()) {
        const pose = {
          shift: relativeShift(moved, facing.at),
          separationAng: report.separations[k]!,
        };
        const found = measurePairs(facing, pose);
        const said = report.contacts.filter((c) => c.interface === k);
        for (const own of found) {
          const c = said.find((p) => p.pair === own.pair)!;
          expect(Math.abs(own.nearestMeanAng - c.nearestMean)).toBeLessThan(1e-9);
          expect(Math.abs(own.minAng - c.min)).toBeLessThan(1e-9);
          expect(own.attractive).toBe(c.attractive);
        }
      }
    }
  });

  test('the shortest distance across is the report’s closest pair once the slabs nearly touch', () => {
    const built = builtOf(withFilm({ separationAng: 1.4, registryShift: [0.2, 0.1] }));
    const facing = facingOf(built, interfacesOf(built)[0]!);
    const { closest } = reportOf(built);
    expect(shortestAng(facing, [0.2, 0.1], 1.4)).toBeCloseTo(closest!.distance, 9);
  });

  test('the overlap sum is a brute-force sum over the built stack', () => {
    const recipe = withFilm({ separationAng: 2.5, registryShift: [0.21, 0.4] }, OBLIQUE);
    const built = builtOf(recipe);
    const facing = facingOf(built, interfacesOf(built)[0]!);
    const before = overlapPerNm2(facing, [0.21, 0.4], 2.5);
    const { cell } = built;
    let sum = 0;
    for (let i = 0; i < facing.lower.numbers.length; i++)
      for (const b of [-2, -1, 0, 1, 2])
        for (const a of [-2, -1, 0, 1, 2])
          for (let j = 0; j < built.structure.numbers.length; j++) {
            if (built.structure.layer[j] !== 1) continue;
            const z = built.structure.xyz[3 * j + 2]! - built.slabs[0]!.highAng;
            const [x, y] = rowTimes([a, b], cell);
            const d = Math.hypot(
              built.structure.xyz[3 * j]! + x - facing.lower.xyz[3 * i]!,
              built.structure.xyz[3 * j + 1]! + y - facing.lower.xyz[3 * i + 1]!,
              z - facing.lower.xyz[3 * i + 2]!,
            );
            const radii: Record<number, number> = { 16: 1.05, 48: 1.44 };
            const r = radii[facing.lower.numbers[i]!]! + radii[built.structure.numbers[j]!]!;
            if (d < 8 && z <= 2.5 + 6) sum += (r / d) ** 12;
          }
    expect(before).toBeCloseTo((100 * sum) / facing.areaAng2, 6);
  });
});

describe('choices of d₀', () => {
  const built = builtOf(DEFAULT_PRESET.recipe);
  const facing = facingOf(built, interfacesOf(built)[0]!);
  const { registryShift: shift } = film;
  const reportAt = (separationAng: number) => reportOf(builtOf(withFilm({ separationAng })));

  test('by plane spacing: the mean of what each bulk would leave', () => {
    const by = separationByPlanes(built, interfacesOf(built)[0]!, library);
    expect(by.lowerGapAng).toBeCloseTo(5.898 / (2 * Math.SQRT2), 9);
    expect(by.upperGapAng).toBeCloseTo(5.81 / (2 * Math.SQRT2), 9);
    expect(by.separationAng).toBeCloseTo((by.lowerGapAng! + by.upperGapAng!) / 2, 12);
    // Zinc blende (111): wide and narrow gaps alternate, a√3/4 and a√3/12; a film that continues its own crystal finds its place.
    const self = cut('CdS', { a: 5.82 }, [1, 1, 1], 4, [
      [1, 0],
      [0, 1],
    ]);
    const gaps = [0, 1].map((top) => {
      const b = builtOf(
        stack([
          { ...self, termination: top },
          { ...self, termination: 1 - top },
        ]),
      );
      const found = separationByPlanes(b, interfacesOf(b)[0]!, library);
      expect(found.lowerGapAng).toBeCloseTo(found.upperGapAng!, 9);
      return found.separationAng!;
    });
    const unit = (5.82 * Math.sqrt(3)) / 12;
    expect(gaps.toSorted((p, q) => p - q)).toEqual([
      expect.closeTo(unit, 9),
      expect.closeTo(3 * unit, 9),
    ]);
  });

  test('the film of an out-of-plane strain has planes as far apart as they are strained', () => {
    const tall = builtOf(withFilm({ slab: { ...film.slab, normalStrain: 0.05 } }));
    expect(separationByPlanes(tall, interfacesOf(tall)[0]!, library).upperGapAng).toBeCloseTo(
      (1.05 * 5.81) / (2 * Math.SQRT2),
      9,
    );
  });

  test.each([null, 'Cs-S', 'Br-Cd', 'Br-S'])(
    'so that the shortest contact of %s is 3.2 Å',
    (pair) => {
      const d = separationForShortest(facing, shift, 3.2, pair);
      const contacts = reportAt(d).contacts.filter((c) => pair === null || c.pair === pair);
      expect(Math.min(...contacts.map((c) => c.min))).toBeCloseTo(3.2, 9);
    },
  );

  test('refuses a length that no d₀ gives, with the shortest there is, and a pair that is not there', () => {
    expect(() => separationForShortest(facing, shift, 0.2, 'Cs-S')).toThrow(
      /no d₀ .* shortest Cs-S contact 0\.2 Å: at d₀ = 0 .* already \d\.\d{3} Å/,
    );
    expect(() => separationForShortest(facing, shift, 3, 'Pb-S')).toThrow(/no Pb-S pair.*Cs-S/);
  });

  test('from radii: the closest pair, measured in radii, just touches', () => {
    const d = separationByRadii(facing, shift);
    const radii: Record<string, number> = { Cs: 2.44, Br: 1.2, Cd: 1.44, S: 1.05 };
    const ratios = reportAt(d).contacts.map((c) => {
      const [p, q] = c.pair.split('-') as [string, string];
      return c.min / (radii[p]! + radii[q]!);
    });
    expect(Math.min(...ratios)).toBeCloseTo(1, 9);
  });
});

describe('shift and d₀ from contact means', () => {
  const built = builtOf(DEFAULT_PRESET.recipe);
  const facing = facingOf(built, interfacesOf(built)[0]!);
  const targets = [
    { pair: 'Cs-S', nearestMeanAng: 3.733 },
    { pair: 'Br-Cd', nearestMeanAng: 3.053 },
  ];
  const near: FilmPose = { shift: [0, 0], separationAng: 2.8 };

  test('find the default preset again, among the other shifts that do as well', () => {
    const { solutions, family } = solveContacts(facing, {
      targets,
      separationAng: [2.8, 2.8],
      near,
    });
    expect(family).toBe(false);
    const preset: FilmPose = { shift: film.registryShift, separationAng: 2.8 };
    // The preset's shift is kept to six digits of the cell.
    expect(Math.min(...solutions.map((s) => poseDistanceAng(facing, s, preset)))).toBeLessThan(
      2e-3,
    );
    for (const s of solutions) {
      const report = reportOf(
        builtOf(withFilm({ registryShift: s.shift, separationAng: s.separationAng })),
      );
      for (const t of targets)
        expect(
          Math.abs(report.contacts.find((c) => c.pair === t.pair)!.nearestMean - t.nearestMeanAng),
        ).toBeLessThan(1e-4);
    }
  });

  test('with d₀ free too the solutions are a family, said so, and each of them holds', () => {
    const found = solveContacts(facing, { targets, separationAng: [2.4, 3.2], near });
    expect(found.family).toBe(true);
    expect(found.solutions.length).toBeGreaterThan(2);
    for (const s of found.solutions) expect(s.worstAng).toBeLessThan(1e-5);
    const away = found.solutions.map((s) => poseDistanceAng(facing, s, near));
    expect(away).toEqual(away.toSorted((p, q) => p - q));
  });

  test('targets out of reach give no solution, and the best residual', () => {
    const { solutions, best } = solveContacts(facing, {
      targets: [
        { pair: 'Cs-S', nearestMeanAng: 2 },
        { pair: 'Br-Cd', nearestMeanAng: 2 },
      ],
      separationAng: [2.8, 2.8],
      near,
    });
    expect(solutions).toEqual([]);
    expect(best.worstAng).toBeGreaterThan(0.8);
    expect(best.meansAng.every((m) => m >= 2.8)).toBe(true);
    // No pose of a fine mesh of shifts comes nearer.
    const squares = (means: readonly number[]) => means.reduce((sum, m) => sum + (m - 2) ** 2, 0);
    const { cell } = facing.registry;
    const toShift = inverse2(facing.cell);
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 24; i++)
      for (let j = 0; j < 24; j++) {
        const shift = rowTimes(rowTimes([i / 24, j / 24], cell), toShift);
        const contacts = measurePairs(facing, { shift, separationAng: 2.8 });
        const mean = (pair: string) => contacts.find((c) => c.pair === pair)!.nearestMeanAng;
        least = Math.min(least, squares([mean('Cs-S'), mean('Br-Cd')]));
      }
    expect(squares(best.meansAng)).toBeLessThanOrEqual(least + 1e-6);
  });
});

describe('landscapes', () => {
  const recipe = withFilm(
    { slab: { ...(OBLIQUE.steps[1] as FilmStep).slab, termination: 1 } },
    OBLIQUE,
  );
  const built = builtOf(recipe);
  const facing = facingOf(built, interfacesOf(built)[0]!);

  test.each(['closest', 'attractive', 'overlap', 'height'] as const)(
    'no point of the %s map is better than its marked best, which holds in a built stack',
    (measure) => {
      const rows: (readonly number[])[] = [];
      const map = scanGeometric(facing, measure, 2.6, (...row) => rows.push(row));
      expect(rows).toEqual(Array.from({ length: map.counts[1] }, (_, j) => [j + 1, map.counts[1]]));
      expect(map.values.length).toBe(map.counts[0] * map.counts[1]);
      const sign = MEASURES[measure].better === 'small' ? 1 : -1;
      for (const v of map.values)
        expect(sign * v).toBeGreaterThanOrEqual(sign * map.best.value - 1e-9);
      const there = builtOf(
        withFilm({ registryShift: map.best.shift, separationAng: map.best.separationAng }, recipe),
      );
      const contacts = reportOf(there).contacts;
      if (measure === 'attractive')
        expect([contacts[0]!.attractive, contacts[0]!.nearestMean]).toEqual([
          true,
          expect.closeTo(map.best.value, 6),
        ]);
      if (measure === 'closest')
        expect(Math.min(...contacts.map((c) => c.min))).toBeCloseTo(map.best.value, 6);
      if (measure === 'height')
        expect(separationByRadii(facingOf(there, facing.at), map.best.shift)).toBeCloseTo(
          map.best.value,
          9,
        );
    },
  );

  test('the table names its measure and gives each point with its shift', () => {
    const map = scanGeometric(facing, 'closest', 2.6);
    const lines = landscapeCsv(facing, map, 'A title').trim().split('\n');
    const said = landscapeCsv(facing, map, 'A title', ['by a potential']);
    expect(said).toContain('\n# by a potential\n');
    expect(lines[0]).toMatch(/^# A title, interface 1: closest pair \(shortest distance/);
    expect(lines[3]).toBe('shift_a,shift_b,d0_ang,closest_ang');
    const body = lines.slice(4).map((l) => l.split(',').map(Number));
    expect(body.length).toBe(map.values.length);
    const [a, b] = gridShift(facing, map.counts, 17);
    expect(body[17]).toEqual([
      expect.closeTo(a, 5),
      expect.closeTo(b, 5),
      2.6,
      expect.closeTo(map.values[17]!, 7),
    ]);
  });

  test('an energy scan keeps the best d₀ of each shift, above the lowest of all', () => {
    const scan = { counts: [2, 2], separationsAng: [2.5, 3] } as const;
    const from: FilmPose = { shift: [0.1, 0.2], separationAng: 2.6 };
    const moves = energyMoves(facing, scan, from);
    expect(moves.length).toBe(8);
    // A move ends where the grid says: shift and d₀ of the point.
    for (const [n, [x, y, z]] of moves.entries()) {
      const [a, b] = gridShift(facing, scan.counts, Math.floor(n / 2));
      const [p, q] = rowTimes([x, y], inverse2(facing.cell));
      expect([p + 0.1, q + 0.2, z + 2.6]).toEqual([
        expect.closeTo(a, 9),
        expect.closeTo(b, 9),
        expect.closeTo(scan.separationsAng[n % 2]!, 9),
      ]);
    }
    const map = energyLandscape(facing, scan, Float64Array.of(-5, -6, -9, -8, -7, -7.5, -1, 4));
    expect([...map.values]).toEqual([3, 0, 1.5, 8]);
    expect([...map.separationsAng]).toEqual([3, 2.5, 3, 2.5]);
    expect(map.best).toEqual({
      shift: gridShift(facing, scan.counts, 1),
      separationAng: 2.5,
      value: 0,
    });
  });
});

test('a sheet in vacuum: the plane spacing is that of the layered crystal, never the vacuum of the file', () => {
  for (const id of ['graphene-hbn', 'twisted-graphene-1-1']) {
    const built = build(presetOf(id).recipe, library);
    const found = separationByPlanes(built, interfacesOf(built)[0]!, library);
    expect(found.separationAng).toBeGreaterThan(3.3);
    expect(found.separationAng).toBeLessThan(3.4);
  }
  const sheet = build(presetOf('graphene-hbn').recipe, library);
  const unknown: Library = new Map(
    [...library].map(([id, { layerGap: _, ...material }]) => [id, material]),
  );
  const found = separationByPlanes(sheet, interfacesOf(sheet)[0]!, unknown);
  expect(found.upperGapAng).toBeNull();
});
