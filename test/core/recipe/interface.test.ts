import { describe, expect, test } from 'vitest';
import { measureAtoms, minimumImage } from '#core/analysis/geometry.ts';
import { latticeFromParameters } from '#core/crystal/lattice.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import { composition } from '#core/crystal/structure.ts';
import { readPoscar, writePoscar } from '#core/io/vasp/poscar.ts';
import { mismatchOf, sharedCell, strainOf } from '#core/match/strain.ts';
import { det, mulRow } from '#core/math/mat3.ts';
import { type Cell2, shapeOf } from '#core/math/plane2.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { build, facingAtoms } from '#core/recipe/build.ts';
import { canonicalJson, recipeHash } from '#core/recipe/hash.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { paperCheck } from '#core/recipe/presets/paperCheck.ts';
import { DEFAULT_PRESET, PRESETS, presetOf } from '#core/recipe/presets/presets.ts';
import { exportTitle } from '#core/recipe/provenance.ts';
import type { FilmStep, Recipe, SlabSpec, Step } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { describeWarning } from '#core/recipe/report/warnings.ts';
import { linkOf, recipeOfLink } from '#core/recipe/share.ts';
import { library } from '../../helpers/library.ts';
import { fc } from '../../helpers/property.ts';

const built = build(DEFAULT_PRESET.recipe, library);
const report = reportOf(built, DEFAULT_PRESET.about);

describe('the default document is the paper’s interface, reading A', () => {
  test('200 atoms in the printed composition, neutral', () => {
    expect(report.atoms).toBe(200);
    expect(report.composition).toEqual({ Cs: 20, Pb: 16, Br: 52, Cd: 56, S: 56 });
    expect(report.layers.map((l) => l.atoms)).toEqual([88, 112]);
    expect(report.charge).toBe(0);
  });
  test('mismatch −1.49 % on both axes; the film takes +1.51 %', () => {
    expect(report.mismatch!.a).toBeCloseTo((5.81 - 5.898) / 5.898, 10);
    expect(report.mismatch!.b).toBeCloseTo((5.81 - 5.898) / 5.898, 10);
    expect(report.strain.film!.xx).toBeCloseTo((5.898 - 5.81) / 5.81, 10);
    expect(report.strain.substrate.xx).toBeCloseTo(0, 12);
  });
  test('contacts are the printed optimised means, and the report says that they were solved for', () => {
    const mean = (pair: string) => report.contacts.find((c) => c.pair === pair)!.nearestMean;
    expect(mean('Cs-S')).toBeCloseTo(3.733, 3);
    expect(mean('Br-Cd')).toBeCloseTo(3.053, 3);
    expect(report.notes.join()).toMatch(/solved/);
  });
  test('right-handed cell, 20 Å of vacuum, nothing across it, no overlap', () => {
    const { lattice, xyz } = built.structure;
    expect(det(lattice)).toBeGreaterThan(0);
    expect([report.cell.a, report.cell.b]).toEqual([
      expect.closeTo(16.682, 3),
      expect.closeTo(11.796, 3),
    ]);
    const z = Array.from(xyz).filter((_, k) => k % 3 === 2);
    expect(lattice[8]! - (Math.max(...z) - Math.min(...z))).toBeCloseTo(20, 9);
    expect(report.closest!.distance).toBeGreaterThan(2.2);
    expect(report.warnings.map((w) => w.code)).toEqual(['dipole']);
  });
  test('the exported file holds the same contacts, counted by brute force', () => {
    const { structure: s } = readPoscar(
      writePoscar(built.structure, { title: exportTitle(built), coordinates: 'direct' }),
    );
    expect(composition(s.numbers)).toEqual(report.composition);
    const top = Math.max(...heights(s, 55));
    const low = Math.min(...heights(s, 48));
    expect(low - top).toBeCloseTo(2.8, 6);
    expect(bruteNearest(s, 55, top, 16, low)).toBeCloseTo(3.733, 3);
    expect(bruteNearest(s, 35, top, 48, low)).toBeCloseTo(3.053, 3);
  });
  test('a crushed bond is told to a thousandth of an Å, with its length in the crystal', () => {
    const crushed = {
      code: 'crushed',
      atoms: [0, 1],
      pair: 'Cd-S',
      distanceAng: 2.12345,
      bulkAng: 2.51576,
      isEdited: true,
    } as const;
    expect(describeWarning(crushed)).toBe(
      'Cd-S at 2.123 Å is crushed by an edit or the strain; in the unstrained crystal it is 2.516 Å. Move the atoms apart, or choose cells that match better.',
    );
    expect(describeWarning({ ...crushed, isEdited: false, bulkAng: null })).toBe(
      'Cd-S at 2.123 Å is crushed by the strain. Choose cells that match better.',
    );
  });
  test('a mean of a pair that does not face is told as none', () => {
    const mean = paperCheck(built, report).find((r) => r.quantity === 'Cs–S mean');
    expect(mean).toMatchObject({ computed: '3.733 Å', agrees: true });
    const rows = paperCheck(built, { ...report, contacts: [] });
    expect(rows.find((r) => r.quantity === 'Cs–S mean')).toMatchObject({
      computed: 'none',
      agrees: false,
    });
  });
  test('printed stands beside computed, with a reason where they differ', () => {
    const rows = paperCheck(built, report);
    const row = (q: string) => rows.find((r) => r.quantity === q)!;
    expect(row('CsPbBr₃ slab, atoms')).toMatchObject({
      printed: '88',
      computed: '88',
      agrees: true,
    });
    expect(row('mismatch along b')).toMatchObject({
      printed: '4.16 %',
      computed: '−1.49 %',
      agrees: false,
    });
    expect(rows.filter((r) => !r.agrees).every((r) => r.why.length > 20)).toBe(true);
  });
});

type S = typeof built.structure;
const heights = (s: S, z: number) =>
  Array.from(s.numbers.keys())
    .filter((i) => s.numbers[i] === z)
    .map((i) => s.xyz[3 * i + 2]!);
function bruteNearest(s: S, x: number, atX: number, y: number, atY: number): number {
  const pick = (z: number, h: number) =>
    Array.from(s.numbers.keys()).filter(
      (i) => s.numbers[i] === z && Math.abs(s.xyz[3 * i + 2]! - h) < 0.05,
    );
  const nearest = pick(x, atX).map((i) => {
    let best = Number.POSITIVE_INFINITY;
    for (const j of pick(y, atY))
      for (let a = -2; a <= 2; a++)
        for (let b = -2; b <= 2; b++)
          best = Math.min(
            best,
            Math.hypot(
              ...[0, 1, 2].map(
                (k) =>
                  s.xyz[3 * j + k]! - s.xyz[3 * i + k]! + a * s.lattice[k]! + b * s.lattice[3 + k]!,
              ),
            ),
          );
    return best;
  });
  return nearest.reduce((p, q) => p + q, 0) / nearest.length;
}

test('readings B and C have the mismatches of the audit', () => {
  const b = reportOf(build(presetOf('cspbbr3-cds-b').recipe, library));
  expect(b.mismatch).toMatchObject({ a: expect.closeTo(-0.0149, 4), b: expect.closeTo(0.0448, 4) });
  expect(b.layers.map((l) => l.atoms)).toEqual([72, 108]);
  const c = reportOf(build(presetOf('cspbbr3-cds-c').recipe, library));
  expect(c.mismatch).toMatchObject({ a: expect.closeTo(-0.0149, 4), b: expect.closeTo(0.0237, 4) });
});

test.each(PRESETS.map((p) => [p.id, p] as const))(
  'preset %s builds neutral and without overlap',
  (_id, p) => {
    const r = reportOf(build(p.recipe, library));
    expect(r.charge).toBe(0);
    expect(r.warnings.map((w) => w.code)).not.toContain('overlap');
  },
);

test('build commutes with JSON and with a link', () => {
  for (const { recipe } of PRESETS) {
    const again = recipeOfLink(linkOf(parseRecipe(JSON.parse(canonicalJson(recipe)))));
    expect(again).toEqual(recipe);
    expect(build(again, library).structure).toEqual(build(recipe, library).structure);
    expect(recipeHash(again)).toBe(recipeHash(recipe));
  }
});

test('a link that is cut off or altered is refused, never half-opened', () => {
  const link = linkOf(DEFAULT_PRESET.recipe);
  for (let n = 3; n < link.length; n += 17)
    expect(() => recipeOfLink(link.slice(0, n))).toThrow(/document, link: expected/);
  expect(() => recipeOfLink(`${link.slice(0, 40)}!${link.slice(41)}`)).toThrow(/link/);
  expect(recipeOfLink(`${link}!`)).toEqual(DEFAULT_PRESET.recipe);
});

test('a wrong recipe names its field', () => {
  const change = (path: string, value: unknown): unknown => {
    const copy = JSON.parse(canonicalJson(DEFAULT_PRESET.recipe)) as Record<string, unknown>;
    const keys = path.split('.');
    let at: Record<string, unknown> = copy;
    for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
    at[keys.at(-1)!] = value;
    return copy;
  };
  for (const [path, value, message] of [
    ['epistack', 2, /newer Epistack/],
    ['steps.0.slab.planes', 0, /steps\[0\]\.slab\.planes/],
    ['steps.0.slab.planes', 2.5, /an integer/],
    ['steps.1.separationAng', Number.NaN, /steps\[1\]\.separationAng/],
    [
      'steps.1.slab.matrix',
      [
        [1, 0],
        [0, -1],
      ],
      /mirror image/,
    ],
    ['steps.2.kind', 'film', /steps\[2\]/],
    ['steps.1.slab.typo', 1, /steps\[1\]\.slab\.typo/],
    ['strained', { who: 'nobody' }, /strained\.who/],
  ] as const)
    expect(() => parseRecipe(change(path, value)), path).toThrow(message);
});

describe('who is strained', () => {
  const withPolicy = (strained: Recipe['strained']) =>
    reportOf(build({ ...DEFAULT_PRESET.recipe, strained }, library));
  test('substrate only', () => {
    const r = withPolicy({ who: 'substrate' });
    expect(r.cell.a).toBeCloseTo(2 * 5.81 * Math.SQRT2, 6);
    expect(r.strain.film!.xx).toBeCloseTo(0, 10);
    expect(r.strain.substrate.xx).toBeCloseTo((5.81 - 5.898) / 5.898, 10);
  });
  test('shared: the film takes its fraction of the stretch, 0 and 1 are the pure cases', () => {
    const r = withPolicy({ who: 'shared', filmShare: 0.25 });
    expect(r.strain.film!.xx).toBeCloseTo(0.25 * (5.898 / 5.81 - 1), 10);
    expect(withPolicy({ who: 'shared', filmShare: 1 }).cell.a).toBeCloseTo(
      withPolicy({ who: 'film' }).cell.a,
      9,
    );
    expect(withPolicy({ who: 'shared', filmShare: 0 }).cell.a).toBeCloseTo(
      withPolicy({ who: 'substrate' }).cell.a,
      9,
    );
  });
});

const cellOf = (a: number, b: number, gamma: number, turn: number): Cell2 => [
  [a * Math.cos(turn), a * Math.sin(turn)],
  [b * Math.cos(turn + gamma), b * Math.sin(turn + gamma)],
];
const len = fc.double({ min: 2, max: 20, noNaN: true });
const angle = fc.double({ min: 0.6, max: 2.5, noNaN: true });
const turn = fc.double({ min: -3, max: 3, noNaN: true });

test('strain: none for the same lattice turned, unchanged when both turn, of the right size', () => {
  fc.assert(
    fc.property(
      len,
      len,
      angle,
      turn,
      turn,
      fc.double({ min: -0.05, max: 0.05, noNaN: true }),
      (a, b, g, t, u, e) => {
        for (const x of Object.values(strainOf(cellOf(a, b, g, t), cellOf(a, b, g, u))))
          expect(x).toBeCloseTo(0, 8);
        const target = cellOf(a * (1 + e), b * (1 + e), g, 0);
        const s = strainOf(cellOf(a, b, g, t), target);
        expect(s.xx).toBeCloseTo(e, 8);
        expect(s.yy).toBeCloseTo(e, 8);
        expect(strainOf(cellOf(a, b, g, t + u), target).xx).toBeCloseTo(s.xx, 8);
        expect(
          shapeOf(sharedCell(cellOf(a, b, g, t), cellOf(a * (1 + e), b * (1 + e), g, u), 0.5)).aAng,
        ).toBeCloseTo(a * (1 + e / 2), 6);
        expect(mismatchOf(cellOf(a * (1 + e), b, g, t), cellOf(a, b, g, u)).a).toBeCloseTo(e, 9);
      },
    ),
  );
});

test('any number of slabs: a second film keeps the first interface as it was', () => {
  const [substrate, film, vacuum] = DEFAULT_PRESET.recipe.steps;
  const second = { ...(film as FilmStep), separationAng: 3.5 };
  const three = reportOf(
    build({ ...DEFAULT_PRESET.recipe, steps: [substrate!, film!, second, vacuum!] }, library),
  );
  expect(three.atoms).toBe(312);
  expect(three.separations).toEqual([2.8, 3.5]);
  expect(
    three.contacts.find((c) => c.interface === 0 && c.pair === 'Cs-S')!.nearestMean,
  ).toBeCloseTo(3.733, 3);
  expect(three.cell.c - report.cell.c).toBeCloseTo(3.5 + three.layers[2]!.thickness, 9);
});

test('an overlap is a warning with the pair and its distance, not a crash', () => {
  const [substrate, film, vacuum] = DEFAULT_PRESET.recipe.steps;
  const near = { ...(film as FilmStep), separationAng: 0.4 };
  const r = reportOf(
    build({ ...DEFAULT_PRESET.recipe, steps: [substrate!, near, vacuum!] }, library),
  );
  const overlap = r.warnings.find((w) => w.code === 'overlap')!;
  expect(describeWarning(overlap)).toMatch(/Å apart/);
  expect(overlap.distanceAng).toBeLessThan(2);
});

test('a bond that the strain crushes is warned of, against the unstrained crystal', () => {
  const [substrate, film, vacuum] = DEFAULT_PRESET.recipe.steps;
  const tight = {
    ...(film as FilmStep),
    slab: {
      ...(film as FilmStep).slab,
      matrix: [
        [0, 3],
        [-2, 0],
      ] as const,
    },
  };
  const r = reportOf(
    build({ ...DEFAULT_PRESET.recipe, steps: [substrate!, tight, vacuum!] }, library),
  );
  const crushed = r.warnings.find((w) => w.code === 'crushed' || w.code === 'overlap')!;
  expect(crushed.distanceAng).toBeLessThan(0.9 * 2.516);
});

const skew = fc.record({
  a: fc.double({ min: 3, max: 8, noNaN: true }),
  b: fc.double({ min: 3, max: 8, noNaN: true }),
  c: fc.double({ min: 3, max: 8, noNaN: true }),
  alpha: fc.double({ min: 70, max: 110, noNaN: true }),
  beta: fc.double({ min: 70, max: 110, noNaN: true }),
  gamma: fc.double({ min: 40, max: 140, noNaN: true }),
});
const point = fc.tuple(
  ...Array.from({ length: 3 }, () => fc.double({ min: -12, max: 12, noNaN: true })),
);

test('the minimum image is the shortest of all images, in skew cells too', () => {
  fc.assert(
    fc.property(skew, point, (cell, d) => {
      fc.pre(isCell(cell));
      const lattice = latticeFromParameters(cell);
      const found = Math.hypot(...minimumImage(d as unknown as Vec3, lattice));
      let best = Number.POSITIVE_INFINITY;
      for (let i = -9; i <= 9; i++)
        for (let j = -9; j <= 9; j++)
          for (let k = -9; k <= 9; k++) {
            const t = mulRow([i, j, k], lattice);
            best = Math.min(best, Math.hypot(d[0]! + t[0], d[1]! + t[1], d[2]! + t[2]));
          }
      expect(found).toBeLessThanOrEqual(best + 1e-9);
    }),
    { numRuns: 40 },
  );
});

test('the neighbour list finds each pair once, as a brute-force count does', () => {
  fc.assert(
    fc.property(
      skew,
      fc.array(point, { minLength: 1, maxLength: 5 }),
      fc.double({ min: 1, max: 6, noNaN: true }),
      (cell, atoms, cutoff) => {
        fc.pre(isCell(cell));
        const lattice = latticeFromParameters(cell);
        const xyz = atoms.flat() as number[];
        let [found, worstAng] = [0, 0];
        forEachPair(lattice, xyz, cutoff, (i, j, [a, b, c], ang) => {
          found++;
          const t = mulRow([a, b, c], lattice);
          const away = [0, 1, 2].map((k) => xyz[3 * j + k]! + t[k]! - xyz[3 * i + k]!);
          worstAng = Math.max(worstAng, Math.abs(Math.hypot(...away) - ang));
        });
        expect(worstAng).toBeLessThan(5e-8);
        // A pair within rounding of the cutoff may be counted or not: one sum is as right as the other.
        let [surely, perhaps] = [0, 0];
        for (let i = 0; i < atoms.length; i++)
          for (let j = 0; j < atoms.length; j++)
            for (let a = -16; a <= 16; a++)
              for (let b = -16; b <= 16; b++)
                for (let c = -16; c <= 16; c++) {
                  if (i === j && a === 0 && b === 0 && c === 0) continue;
                  const t = mulRow([a, b, c], lattice);
                  const ang = Math.hypot(
                    ...[0, 1, 2].map((k) => xyz[3 * j + k]! + t[k]! - xyz[3 * i + k]!),
                  );
                  if (ang < cutoff - 1e-9) surely++;
                  if (ang < cutoff + 1e-9) perhaps++;
                }
        expect(found).toBeGreaterThanOrEqual(surely / 2);
        expect(found).toBeLessThanOrEqual(perhaps / 2);
      },
    ),
    { numRuns: 12 },
  );
});

const isCell = (c: { alpha: number; beta: number; gamma: number }): boolean => {
  const [x, y, z] = [c.alpha, c.beta, c.gamma].map((d) => Math.cos((d * Math.PI) / 180)) as [
    number,
    number,
    number,
  ];
  return 1 - x * x - y * y - z * z + 2 * x * y * z > 0.05;
};

test('distance, angle and dihedral through the cell wall; the dihedral is signed', () => {
  const lattice = latticeFromParameters({ a: 10, b: 10, c: 10, alpha: 90, beta: 90, gamma: 90 });
  const xyz = [9.5, 0, 0, 0.5, 0, 0, 0.5, 1, 0, 0.5, 1, 1];
  expect(measureAtoms(xyz, lattice, [0, 1], null)).toEqual({
    kind: 'distance',
    distanceAng: expect.closeTo(1, 9),
  });
  expect(measureAtoms(xyz, lattice, [0, 1, 2], null)).toEqual({
    kind: 'angle',
    angleRad: expect.closeTo(Math.PI / 2, 9),
  });
  const d = measureAtoms(xyz, lattice, [0, 1, 2, 3], null)!;
  expect(d.kind).toBe('dihedral');
  expect(Math.abs((d as { angleRad: number }).angleRad)).toBeCloseTo(Math.PI / 2, 9);
  const mirrored = xyz.map((x, k) => (k % 3 === 2 ? -x : x));
  expect(
    (measureAtoms(mirrored, lattice, [0, 1, 2, 3], null) as { angleRad: number }).angleRad,
  ).toBeCloseTo(-(d as { angleRad: number }).angleRad, 9);
});

describe('what a recipe may add', () => {
  const [substrate, film, vacuum] = DEFAULT_PRESET.recipe.steps;
  const base = DEFAULT_PRESET.recipe;

  test('a superlattice has one interface more, and its closing contacts are those across the wall', () => {
    const closed = build(
      { ...base, steps: [substrate!, film!, { kind: 'superlattice', separationAng: 3.1 }] },
      library,
    );
    const r = reportOf(closed);
    expect(r.vacuum).toBe(0);
    expect(r.separations).toEqual([expect.closeTo(2.8, 9), expect.closeTo(3.1, 9)]);
    expect(r.warnings.map((w) => w.code)).not.toContain('thin-vacuum');
    // The inner interface is the one of the stack in vacuum.
    const open = reportOf(built);
    expect(r.contacts.filter((c) => c.interface === 0)).toEqual(
      open.contacts.map((c) => ({
        ...c,
        nearestMean: expect.closeTo(c.nearestMean, 9) as number,
        nearestStd: expect.closeTo(c.nearestStd, 9) as number,
        min: expect.closeTo(c.min, 9) as number,
        withinMean: c.withinMean && (expect.closeTo(c.withinMean, 9) as number),
      })),
    );
    // The outer one, by brute force over images one cell up.
    const { structure } = closed;
    const lower = facingAtoms(closed, 1, 'top');
    const upper = facingAtoms(closed, 0, 'bottom');
    let least = Number.POSITIVE_INFINITY;
    for (const i of lower)
      for (const j of upper)
        for (let a = -1; a <= 1; a++)
          for (let b = -1; b <= 1; b++) {
            const t = mulRow([a, b, 1], structure.lattice);
            least = Math.min(
              least,
              Math.hypot(
                ...[0, 1, 2].map(
                  (k) => structure.xyz[3 * j + k]! + t[k]! - structure.xyz[3 * i + k]!,
                ),
              ),
            );
          }
    expect(Math.min(...r.contacts.filter((c) => c.interface === 1).map((c) => c.min))).toBeCloseTo(
      least,
      9,
    );
  });

  test('an out-of-plane strain scales heights and nothing else', () => {
    const thinner = {
      ...film!,
      slab: { ...(film as { slab: SlabSpec }).slab, normalStrain: -0.02 },
    };
    const r = reportOf(build({ ...base, steps: [substrate!, thinner as Step, vacuum!] }, library));
    const before = reportOf(built);
    expect(r.layers[1]!.thickness).toBeCloseTo(0.98 * before.layers[1]!.thickness, 9);
    expect(r.layers[1]!.normalStrain).toBe(-0.02);
    expect(r.layers[0]!.thickness).toBeCloseTo(before.layers[0]!.thickness, 9);
    expect(r.cell.a).toBe(before.cell.a);
    expect(r.separations).toEqual(before.separations);
  });

  test('relaxed positions are displacements of the built atoms; d₀ and contacts follow them', () => {
    const milliAng = Array.from({ length: 600 }, (_, k) =>
      k % 3 === 2 && built.structure.layer[(k - 2) / 3] === 1 ? 250 : 0,
    );
    const moved = build({ ...base, relaxed: { note: 'a test', milliAng } }, library);
    const r = reportOf(moved);
    expect(r.separations[0]).toBeCloseTo(3.05, 9);
    expect(r.notes[0]).toMatch(/taken over \(a test\)/);
    const higher = { ...film!, separationAng: 3.05 } as Step;
    const same = build({ ...base, steps: [substrate!, higher, vacuum!] }, library);
    expect(r.contacts.map((c) => c.nearestMean)).toEqual(
      reportOf(same).contacts.map((c) => expect.closeTo(c.nearestMean, 9)),
    );
    expect(() => build({ ...base, relaxed: { note: '', milliAng: [1, 2, 3] } }, library)).toThrow(
      /relaxed\.milliAng/,
    );
  });

  test('a crystal that the recipe carries builds as the library one does, and goes through a link', () => {
    const own = { ...library.get('CdS')!, id: '@mine' };
    const recipe: Recipe = {
      ...base,
      crystals: [own],
      steps: [
        substrate!,
        { ...film!, slab: { ...(film as { slab: SlabSpec }).slab, material: '@mine' } } as Step,
        vacuum!,
      ],
    };
    const again = recipeOfLink(linkOf(parseRecipe(JSON.parse(canonicalJson(recipe)))));
    expect(again).toEqual(recipe);
    expect(build(again, library).structure).toEqual(built.structure);
    for (const [change, message] of [
      [{ id: 'CdS' }, /crystals\[0\]\.id/],
      [{ sites: [] }, /crystals\[0\]\.sites/],
      [{ sites: [{ symbol: 'Xx', xyz: [0, 0, 0], chargeE: 0 }] }, /sites\[0\]\.symbol/],
      [{ spaceGroup: { number: 231, symbol: '', hall: '' } }, /spaceGroup\.number/],
    ] as const)
      expect(() => parseRecipe({ ...recipe, crystals: [{ ...own, ...change }] })).toThrow(message);
  });
});

describe('warnings say what can be done', () => {
  const [substrate, film, vacuum] = DEFAULT_PRESET.recipe.steps as [Step, FilmStep, Step];
  const warn = (steps: readonly Step[]) =>
    reportOf(build({ ...DEFAULT_PRESET.recipe, steps }, library)).warnings;

  test('two atoms of one slab that the strain pushes together: d₀ is no remedy', () => {
    const squeezed = {
      ...film,
      slab: {
        ...film.slab,
        matrix: [
          [0, 5],
          [-5, 0],
        ] as const,
      },
    };
    const found = warn([substrate, squeezed, vacuum]).find((w) => w.code === 'overlap')!;
    expect(describeWarning(found)).toMatch(/Both are in CdS/);
    expect(describeWarning(found)).not.toMatch(/Widen/);
  });

  test('a contact far below the radii is named before atoms overlap; like charges are not', () => {
    expect(warn([substrate, film, vacuum]).map((w) => w.code)).not.toContain('short-contact');
    const [si, gaas, empty] = presetOf('gaas-si').recipe.steps as [Step, FilmStep, Step];
    // Atom over atom, and nearer step by step: the warning comes before the overlap.
    const first = [2.4, 2.2, 2, 1.9, 1.8, 1.7]
      .map((separationAng) =>
        warn([si, { ...gaas, registryShift: [0.25, 0.75], separationAng }, empty])
          .map((w) => w.code)
          .find((code) => code === 'short-contact' || code === 'overlap'),
      )
      .filter((code) => code !== undefined);
    expect(first[0]).toBe('short-contact');
    expect(first.at(-1)).toBe('overlap');
  });

  test('a superlattice has no vacuum to correct a dipole in', () => {
    const closed = warn([substrate, film, { kind: 'superlattice', separationAng: 2.8 }]);
    expect(describeWarning(closed.find((w) => w.code === 'dipole')!)).not.toMatch(
      /Use a dipole correction/,
    );
  });

  test('two films of one name are told apart', () => {
    const second = {
      ...film,
      slab: {
        ...film.slab,
        matrix: [
          [0, 4],
          [-4, 0],
        ] as const,
      },
    };
    const large = warn([substrate, film, second, vacuum]).find((w) => w.code === 'large-strain')!;
    expect(describeWarning(large)).toMatch(/^CdS \(film 2\)/);
  });
});
