import { expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { bestOf } from '#core/match/bestMatch.ts';
import { allMatches } from '#core/match/coincidence.ts';
import type { Match } from '#core/match/match.ts';
import { type PlaneLattice, planeLatticeOf } from '#core/match/planeLattice.ts';
import { STRAIN_DEFAULTS } from '#core/match/tolerance.ts';
import { type Cell2, dot2, length2 } from '#core/math/plane2.ts';
import { build } from '#core/recipe/build.ts';
import { elasticReport } from '#core/recipe/elastic.ts';
import { matchEnergyOf } from '#core/recipe/matchEnergy.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe, StrainPolicy } from '#core/recipe/recipe.ts';
import { linearScale, logScale } from '#ui/kit/scatter/plotScale.ts';
import { builtTest } from '#ui/matches/builtMatch.ts';
import { nearestMiss } from '#ui/matches/nearestMiss.ts';
import { latticePoints, outlinesOf, overlayOf } from '#ui/matches/results/matchGeometry.ts';
import {
  cellTitle,
  csvOf,
  frontOf,
  frontWithTies,
  lessStrained,
  rowOf,
  sorted,
} from '#ui/matches/results/matchRows.ts';
import {
  firstRelation,
  halves,
  parsePlaneAndDirection,
  planeAndDirectionText,
} from '#ui/matches/results/orientationRelation.ts';

const LIMITS = {
  maxAreaAng2: 400,
  tolerance: STRAIN_DEFAULTS,
  maxAtoms: null,
  mirrors: false,
};
const builtOf = (id: string, strained: StrainPolicy = { who: 'film' }) => {
  const recipe: Recipe = { ...presetOf(id).recipe, strained };
  return build(recipe, library);
};
const latticesOf = (built: ReturnType<typeof builtOf>): [PlaneLattice, PlaneLattice] => [
  planeLatticeOf(built.slabs[1]!.slab.surface, built.slabs[1]!.slab.numbers.length),
  planeLatticeOf(built.slabs[0]!.slab.surface, built.slabs[0]!.slab.numbers.length),
];
const paper = builtOf('cspbbr3-cds');
const matches = allMatches(...latticesOf(paper), LIMITS);
const square: Cell2 = [
  [2, 0],
  [0, 2],
];

test('who is strained moves the strain from one side to the other', () => {
  const match = matches[0]!;
  const all = rowOf(match, 1);
  expect(100 * all.filmStrain).toBeCloseTo(1.5146, 3);
  expect(all.substrateStrain).toBeCloseTo(0, 12);
  const none = rowOf(match, 0);
  expect(none.filmStrain).toBeCloseTo(0, 12);
  expect(100 * none.substrateStrain).toBeCloseTo(-1.492, 3);
  const half = rowOf(match, 0.5);
  expect(half.filmStrain).toBeGreaterThan(0.007);
  expect(half.substrateStrain).toBeLessThan(-0.007);
  expect(half.strain).toBe(Math.max(half.filmStrain, -half.substrateStrain));
});

test('rows sort by size of a signed value, and equal ones keep the order of the search', () => {
  const rows = matches.map((m) => rowOf(m, 1));
  const byAtoms = sorted(rows, { key: 'atoms', down: true }, null);
  for (let i = 1; i < byAtoms.length; i++) {
    const [p, q] = [byAtoms[i - 1]!, byAtoms[i]!];
    expect(p.match.atoms).toBeGreaterThanOrEqual(q.match.atoms);
    if (p.match.atoms === q.match.atoms) expect(rows.indexOf(p)).toBeLessThan(rows.indexOf(q));
  }
  const byA = sorted(rows, { key: 'a', down: false }, null).map((r) =>
    Math.abs(r.match.mismatch.a),
  );
  expect(byA.every((x, i) => i === 0 || x > byA[i - 1]! - 1e-8)).toBe(true);
});

test('no row of the front is beaten by any row in both size and strain', () => {
  const wide = allMatches(...latticesOf(paper), { ...LIMITS, maxAreaAng2: 900 });
  const rows = wide.map((m) => rowOf(m, 1));
  const size = (r: (typeof rows)[number]) => r.match.substrateAreaAng2;
  const front = frontOf(rows, size);
  expect(front.length).toBeGreaterThan(2);
  const beaten = front.filter((f) =>
    rows.some((r) => size(r) < size(f) - 1e-6 && r.strain < f.strain - 1e-9),
  );
  expect(beaten).toEqual([]);
});

test('rows that tie on the front are all of it, and it begins with the first of them', () => {
  const [best, ...others] = matches;
  // The same cell of the same strain but for the last bits, as another twist gives it.
  const film = best!.film.map((v) => v.map((x) => x * (1 + 1e-13))) as unknown as Cell2;
  const twin: Match = { ...best!, film, twistRad: 1 };
  const rows = [best!, twin, ...others].map((m) => rowOf(m, 1));
  expect(rows[1]!.strain).toBeLessThan(rows[0]!.strain);
  const size = (r: (typeof rows)[number]) => r.match.substrateAreaAng2;
  expect(frontOf(rows, size)[0]!.match).toBe(best);
  const ties = frontWithTies(rows, size).map((r) => r.match);
  expect(ties.slice(0, 2)).toEqual([best, twin]);
  for (const { match, strain } of frontWithTies(rows, size))
    expect(rows.some((r) => size(r) <= match.substrateAreaAng2 && r.strain < strain - 1e-6)).toBe(
      false,
    );
});

test.each(['cspbbr3-cds', 'ge-si', 'gan-al2o3'])(
  'of all matches of %s one is the stack, whatever rows its cells are written by',
  (id) => {
    const built = builtOf(id);
    const wide = { ...LIMITS, tolerance: { mode: 'strain', maxStrain: 0.2 } } as const;
    const all = allMatches(...latticesOf(built), wide);
    const own = all.filter(builtTest(built)!);
    expect(own).toHaveLength(1);
    const { recipe } = built;
    const skewed = recipe.steps.map((s) => {
      if (!('slab' in s)) return s;
      const [[a, b], [c, d]] = s.slab.matrix;
      const matrix = [[a + c, b + d] as const, [c, d] as const] as const;
      return { ...s, slab: { ...s.slab, matrix } };
    });
    expect(all.filter(builtTest(build({ ...recipe, steps: skewed }, library))!)).toEqual(own);
  },
);

test('a relation begins at the microscope’s for its own crystals, elsewhere at what the stack is', () => {
  const text = (id: string) => {
    const { film, substrate } = firstRelation(builtOf(id));
    return [planeAndDirectionText(film), planeAndDirectionText(substrate)];
  };
  expect(text('cspbbr3-cds')).toEqual(['(211)[−111]', '(110)[001]']);
  expect(text('ge-si')).toEqual(['(001)[100]', '(001)[100]']);
  // Fe turned by 45° on MgO: Bain's relation.
  expect(text('fe-mgo')).toEqual(['(001)[110]', '(001)[100]']);
});

test('in the drawing the film’s rows lie along the substrate’s, whatever the twist', () => {
  for (const match of matches) {
    const { film, substrate, filmPrimitive } = overlayOf(match);
    expect(substrate[0][1]).toBeCloseTo(0, 9);
    expect(substrate[0][0]).toBeGreaterThan(0);
    for (const k of [0, 1] as const) {
      const cosine = dot2(film[k], substrate[k]) / (length2(film[k]) * length2(substrate[k]));
      // No more turned than the strain allows: 5 % is 3°.
      expect(cosine).toBeGreaterThan(Math.cos(0.06));
    }
    const [[p, q]] = match.filmMatrix;
    const x = p * filmPrimitive[0][0] + q * filmPrimitive[1][0];
    expect(x).toBeCloseTo(film[0][0], 8);
  }
});

test('a lattice in a frame: each point once, none when there are too many', () => {
  expect(latticePoints(square, [-0.1, -0.1, 4.1, 2.1], 50)).toHaveLength(6);
  expect(latticePoints(square, [0, 0, 400, 400], 50)).toEqual([]);
});

test('in the picture of the built cell the substrate’s outline is that cell, and the film’s as long as the film', () => {
  const [film, substrate] = [paper.slabs[1]!, paper.slabs[0]!];
  const own = matches.find((m) => m.substrateAreaAng2 > 190 && m.atoms === 200)!;
  const [below, above] = outlinesOf(own, paper, 1, ['blue', 'amber']);
  expect([below!.dashed, above!.dashed]).toEqual([false, true]);
  expect(below!.corners[0]![2]).toBeCloseTo((substrate.highAng + film.lowAng) / 2, 9);
  const edge = (o: typeof below, i: number) =>
    length2([o!.corners[i + 1]![0] - o!.corners[i]![0], o!.corners[i + 1]![1] - o!.corners[i]![1]]);
  expect(edge(below, 0)).toBeCloseTo(length2(own.substrate[0]), 9);
  expect(edge(above, 0)).toBeCloseTo(length2(own.film[0]), 9);
  const other: Match = { ...own, substrate: square };
  expect(outlinesOf(other, paper, 1, ['blue', 'amber'])).toEqual([]);
});

test.each<StrainPolicy>([{ who: 'film' }, { who: 'substrate' }, { who: 'shared', filmShare: 0.3 }])(
  'the energy of the built match is the report’s own, %o',
  (strained) => {
    const built = builtOf('ge-si', strained);
    const [film, substrate] = latticesOf(built);
    const [first] = allMatches(film, substrate, LIMITS);
    const report = elasticReport(built, library);
    const sum = report.reduce((total, r) => total + r!.relaxed.jPerM2, 0);
    expect(sum).toBeGreaterThan(0.01);
    expect(matchEnergyOf(built, library)!(first!)).toBeCloseTo(sum, 9);
  },
);

test('no energy is said where a strained side has no constants', () => {
  expect(matchEnergyOf(paper, library)).toBeNull();
});

test('the nearest miss is outside the limits, and inside wider ones', async () => {
  const tight = { ...LIMITS, tolerance: { mode: 'strain', maxStrain: 0.005 } } as const;
  const { byStrain, byArea } = await nearestMiss(
    ...latticesOf(paper),
    tight,
    new AbortController().signal,
  );
  expect(byStrain!.maxStrain).toBeCloseTo(0.015146, 5);
  expect(byArea!.substrateAreaAng2).toBeGreaterThan(400);
  expect(byArea!.maxStrain).toBeLessThanOrEqual(0.005);
});

test.each([
  ['(211)[-111]', [2, 1, 1], [-1, 1, 1]],
  ['{2,1,1} <−1, 1, 1>', [2, 1, 1], [-1, 1, 1]],
  ['( 2 1 1 )[ - 1 1 1 ]', [2, 1, 1], [-1, 1, 1]],
  ['(211)[1̄11]', [2, 1, 1], [-1, 1, 1]],
  ['(1 0 -1 0)[0001]', [1, 0, -1, 0], [0, 0, 0, 1]],
  ['(10 1 1)[0 1 -1]', [10, 1, 1], [0, 1, -1]],
])('%s is a plane and a direction', (text, hkl, uvw) => {
  const read = parsePlaneAndDirection(text)!;
  expect(read).toEqual({ hkl, uvw });
  expect(parsePlaneAndDirection(planeAndDirectionText(read))).toEqual(read);
});

test.each([
  '',
  '(211)',
  '[111](211)',
  '(000)[100]',
  '(21x)[111]',
  '(1 1)[1 1 1]',
  '(99 1 1)[1 0 0]',
])('“%s” is no plane and direction', (text) => expect(parsePlaneAndDirection(text)).toBeNull());

test('a whole relation falls into its halves', () => {
  expect(halves('(211)[-111] ∥ (110)[001]')).toEqual(['(211)[-111]', '(110)[001]']);
  expect(halves('(211)[-111] || (110)[001]')).toEqual(['(211)[-111]', '(110)[001]']);
  expect(halves('(211)[-111]')).toBeNull();
});

test('the best match is the smallest cell, of equal ones the least strained, and never a mirror image', () => {
  const rows = matches.map((m) => rowOf(m, 1));
  const best = bestOf(rows)!;
  const real = rows.filter((r) => !r.match.mirror);
  const least = Math.min(...real.map((r) => r.match.substrateAreaAng2));
  expect(best.match.substrateAreaAng2).toBeCloseTo(least, 6);
  for (const row of real)
    if (row.match.substrateAreaAng2 < least * (1 + 1e-6))
      expect(row.strain).toBeGreaterThan(best.strain - 1e-6);
  expect(bestOf([...rows].reverse())!.strain).toBeCloseTo(best.strain, 6);
  const other = lessStrained(rows, best);
  if (other !== null) expect(other.strain).toBeLessThan(best.strain);
  expect(bestOf([])).toBeNull();
  const mirrored = { ...best, match: { ...best.match, mirror: true } };
  expect(bestOf([mirrored])).toBeNull();
  expect(cellTitle(best.match.substrateMatrix, best.match.substrate)).toMatch(
    /primitive in-plane cells?$/,
  );
});

test('the table as CSV: a line each, the same number of fields in all, minus signs a machine reads', () => {
  const rows = matches.map((m) => rowOf(m, 1));
  const lines = csvOf(rows, new Set([matches[0]!]), null)
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(rows.length + 1);
  const widths = new Set(lines.map((l) => l.split(',').length));
  expect(widths.size).toBe(1);
  expect(lines.slice(1).join()).toMatch(/^[-0-9.,]+$/);
});

test('scales keep order, mark whole values, and put an exact fit on the foot of a logarithmic axis', () => {
  const line = linearScale([10, 400], 0, 100);
  expect(line.ticks).toEqual([0, 100, 200, 300, 400]);
  expect(line.at(0)).toBe(0);
  const log = logScale([0, 1e-4, 0.05], 1e-4, 100, 0);
  expect(log.at(0)).toBe(100);
  expect(log.at(0.05)).toBeLessThan(log.at(1e-3));
  expect(log.ticks).toEqual([1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05]);
});
