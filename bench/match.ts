import { allMatches, type Limits } from '#core/match/coincidence.ts';
import { planeLatticeOf } from '#core/match/planeLattice.ts';
import { STRAIN_DEFAULTS, ZUR_DEFAULTS } from '#core/match/tolerance.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { library } from '../test/helpers/library.ts';
import { referenceCrystal, referenceJson } from '../test/helpers/reference.ts';

/**
 * `npx tsx bench/match.ts`: time of a complete match search, surfaces and symmetry included, beside what
 * pymatgen 2022.11.7 took for the same pair on the machine that made test/reference/zsl.json. "first" is in a
 * fresh process, nothing compiled yet; "median" is of the runs after it.
 */
interface Case {
  film: string;
  film_hkl: [number, number, number];
  substrate: string;
  substrate_hkl: [number, number, number];
  max_area: number;
  max_area_ratio_tol: number;
  max_length_tol: number;
  max_angle_tol: number;
  pymatgen_seconds: number;
}
const { cases } = referenceJson('zsl.json') as { cases: Case[] };

function timed(run: () => number, times: number) {
  const taken: number[] = [];
  let count = 0;
  for (let i = 0; i <= times; i++) {
    const start = performance.now();
    count = run();
    taken.push(performance.now() - start);
  }
  const [first, ...rest] = taken;
  return { count, first: first!, median: rest.sort((a, b) => a - b)[Math.floor(times / 2)]! };
}

const line = (name: string, ...cells: readonly (string | number)[]) =>
  console.log(
    name.padEnd(38),
    ...cells.map((c) => (typeof c === 'number' ? c.toFixed(1) : c).padStart(12)),
  );

line('film on substrate', 'matches', 'first ms', 'median ms', 'pymatgen ms', 'ratio');
const sums = { ours: 0, theirs: 0 };
for (const c of cases) {
  const [film, substrate] = [referenceCrystal(c.film), referenceCrystal(c.substrate)];
  const limits: Limits = {
    maxAreaAng2: c.max_area,
    tolerance: {
      mode: 'zur',
      lengthTol: c.max_length_tol,
      angleTol: c.max_angle_tol,
      areaRatioTol: c.max_area_ratio_tol,
    },
    maxAtoms: null,
    mirrors: false,
  };
  const { count, first, median } = timed(() => {
    const above = planeLatticeOf(surfaceOf(film, c.film_hkl));
    const below = planeLatticeOf(surfaceOf(substrate, c.substrate_hkl));
    return allMatches(above, below, limits).length;
  }, 21);
  const theirs = c.pymatgen_seconds * 1000;
  sums.ours += median;
  sums.theirs += theirs;
  const name = `${c.film} (${c.film_hkl.join('')}) on ${c.substrate} (${c.substrate_hkl.join('')})`;
  line(name, String(count), first, median, theirs, `${(theirs / median).toFixed(0)}×`);
}
line('all of them', '', '', sums.ours, sums.theirs, `${(sums.theirs / sums.ours).toFixed(0)}×`);

console.log(
  '\nInP (111) on CsPbBr3 (111) to 400 Å², which pymatgen does not finish in two minutes',
);
const [inp, cspbbr3] = ['InP', 'CsPbBr3'].map((id) => {
  const material = library.get(id)!;
  return crystalOf(material, material.constants[0]!.cell);
});
for (const tolerance of [ZUR_DEFAULTS, STRAIN_DEFAULTS]) {
  const { count, first, median } = timed(
    () =>
      allMatches(
        planeLatticeOf(surfaceOf(inp!, [1, 1, 1])),
        planeLatticeOf(surfaceOf(cspbbr3!, [1, 1, 1])),
        { maxAreaAng2: 400, tolerance, maxAtoms: null, mirrors: false },
      ).length,
    21,
  );
  const name = tolerance.mode === 'zur' ? 'Zur–McGill defaults' : `strain ≤ ${tolerance.maxStrain}`;
  line(name, String(count), first, median);
}
