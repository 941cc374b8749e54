import { describe, expect, test } from 'vitest';
import { allMatches, searchMatches } from '#core/match/coincidence.ts';
import type { Match } from '#core/match/match.ts';
import { IDENTITY, type PlaneLattice, planeLatticeOf } from '#core/match/planeLattice.ts';
import { hermiteForm } from '#core/match/superlattice.ts';
import { STRAIN_DEFAULTS, type Tolerance } from '#core/match/tolerance.ts';
import { type Cell2, det2, reduceCell, shapeOf } from '#core/math/plane2.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { referenceCrystal, referenceJson } from '../../helpers/reference.ts';

type Shape = [a: number, b: number, gamma: number];
interface Case {
  film: string;
  film_hkl: [number, number, number];
  substrate: string;
  substrate_hkl: [number, number, number];
  max_area: number;
  max_area_ratio_tol: number;
  max_length_tol: number;
  max_angle_tol: number;
  matches: { film_cell: Shape; substrate_cell: Shape }[];
}
const { cases } = referenceJson('zsl.json') as { cases: Case[] };

function shape(cell: Cell2): Shape {
  const { aAng, bAng, gammaRad } = shapeOf(reduceCell(cell).cell);
  return [aAng, bAng, (Math.min(gammaRad, Math.PI - gammaRad) * 180) / Math.PI];
}
/** The reference rounds lengths to 5 digits and angles to 4. */
const near = (p: Shape, q: Shape): boolean => p.every((x, i) => Math.abs(x - q[i]!) < 2e-4);

describe('every match of pymatgen is found, none by a mirror image', () => {
  test.each(
    cases.map((c) => {
      const name = `${c.film} (${c.film_hkl}) on ${c.substrate} (${c.substrate_hkl})`;
      return [name, c] as const;
    }),
  )('%s', (_name, c) => {
    const found = allMatches(
      planeLatticeOf(surfaceOf(referenceCrystal(c.film), c.film_hkl)),
      planeLatticeOf(surfaceOf(referenceCrystal(c.substrate), c.substrate_hkl)),
      {
        maxAreaAng2: c.max_area,
        tolerance: {
          mode: 'zur',
          lengthTol: c.max_length_tol,
          angleTol: c.max_angle_tol,
          areaRatioTol: c.max_area_ratio_tol,
        },
        maxAtoms: null,
        mirrors: false,
      },
    );
    expect(c.matches.length).toBeGreaterThan(0);
    const missing = c.matches.filter(
      (r) =>
        !found.some(
          (m) => near(shape(m.film), r.film_cell) && near(shape(m.substrate), r.substrate_cell),
        ),
    );
    expect(missing).toEqual([]);
    expect(found.every((m) => !m.mirror)).toBe(true);
  });
});

interface Named {
  film_area: number;
  multiples_film_sub: [number, number];
  principal_strain_pct: [number, number];
}
interface Row {
  matches: number;
  min_area: Named;
  min_strain: Named;
}
const textbook = referenceJson('textbook_pairs.json') as {
  inputs: { cases: Record<string, [film: number, substrate: number]> };
  results: Record<string, Record<string, Row>>;
};

const ROOT3 = Math.sqrt(3);
/** Half turns keep every sublattice, so they remove no pair of sublattices from the list. */
const TWOFOLD: PlaneLattice['symmetry'] = [
  IDENTITY,
  [
    [-1, 0],
    [0, -1],
  ],
];
const plane = (cell: Cell2): PlaneLattice => ({ cell, symmetry: TWOFOLD, atoms: 1 });
/** The in-plane cell as `inputs.surface_cells` of the reference defines it. */
function inPlane(name: string, pair: string, a0: number): PlaneLattice {
  const cubic = ['SrTiO3', 'LaAlO3', 'Fe'].includes(name);
  const a =
    pair.endsWith('(001)') && cubic ? a0 : /\((001|111)\)$/.test(pair) ? a0 / Math.SQRT2 : a0;
  if (pair.endsWith('(001)'))
    return plane([
      [a, 0],
      [0, a],
    ]);
  return plane([
    [a, 0],
    [-a / 2, (a * ROOT3) / 2],
  ]);
}

function toleranceOf(title: string): Tolerance {
  const given = title.startsWith('defaults')
    ? {}
    : (JSON.parse(title.replaceAll("'", '"')) as Record<string, number>);
  return {
    mode: 'zur',
    lengthTol: given['max_length_tol'] ?? 0.03,
    angleTol: given['max_angle_tol'] ?? 0.01,
    areaRatioTol: given['max_area_ratio_tol'] ?? 0.09,
  };
}

/** What a row of the reference says of a search: nothing is kept but what it needs. */
function summary(pair: string, tolerance: Tolerance) {
  const [film, substrate] = textbook.inputs.cases[pair]!;
  const [filmName, substrateName] = pair.replace(/\(.*/, '').split('/');
  const pairs = new Set<string>();
  let [smallest, calmest]: (Match | null)[] = [null, null];
  const steps = searchMatches(
    inPlane(filmName!, pair, film),
    inPlane(substrateName!, pair, substrate),
    // With mirrors: the reference compares lengths and angles only.
    { maxAreaAng2: 400, tolerance, maxAtoms: null, mirrors: true },
  );
  for (const { matches } of steps)
    for (const m of matches) {
      pairs.add(`${hermiteForm(m.filmMatrix).form}|${hermiteForm(m.substrateMatrix).form}`);
      if (!(smallest && smallest.filmAreaAng2 <= m.filmAreaAng2)) smallest = m;
      // Repeats have the strain of the cell that they repeat: the first one found counts.
      if (!(calmest && calmest.maxStrain <= m.maxStrain + 1e-9)) calmest = m;
    }
  // pymatgen counts pairs of sublattices, ours the ways to lay one on the other.
  return { pairs: pairs.size, smallest: named(smallest!), calmest: named(calmest!) };
}

const named = (m: Match) => ({
  area: m.filmAreaAng2,
  multiples: [Math.abs(det2(m.filmMatrix)), det2(m.substrateMatrix)],
  strain: Math.max(...m.principal.map(Math.abs)) * Math.sign(m.principal[0] + m.principal[1]),
});

const rows = Object.entries(textbook.results).flatMap(([title, results]) =>
  Object.entries(results).map(([pair, row]) => ({ pair, title, row })),
);

describe('the textbook pairs, at every tolerance of the reference', () => {
  test.each(rows.map((r) => [`${r.pair}, ${r.title}`, r] as const))(
    '%s',
    (_name, { pair, title, row }) => {
      const found = summary(pair, toleranceOf(title));
      expect(found.pairs).toBe(row.matches);
      for (const [ours, theirs] of [
        [found.smallest, row.min_area],
        [found.calmest, row.min_strain],
      ] as const) {
        expect(ours.multiples).toEqual(theirs.multiples_film_sub);
        expect(ours.area).toBeCloseTo(theirs.film_area, 2);
        for (const percent of theirs.principal_strain_pct)
          expect(Math.abs(100 * ours.strain - percent)).toBeLessThan(6e-4);
      }
    },
  );

  test('at the default tolerances 1:1 cells beyond 3 % are hidden, by strain they are found', () => {
    const found = [
      ...searchMatches(inPlane('Ge', '(001)', 5.658), inPlane('Si', '(001)', 5.431), {
        maxAreaAng2: 20,
        tolerance: STRAIN_DEFAULTS,
        maxAtoms: null,
        mirrors: false,
      }),
    ].flatMap((s) => s.matches);
    expect(det2(found[0]!.filmMatrix)).toBe(1);
    expect(found[0]!.mismatch.a).toBeCloseTo((5.658 - 5.431) / 5.431, 12);
    expect(found[0]!.strain.xx).toBeCloseTo((5.431 - 5.658) / 5.658, 12);
  });
});
