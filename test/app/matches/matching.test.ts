import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { matchHandlers } from '#app/matches/matchHandlers.ts';
import {
  cancelMap,
  cancelSearch,
  fieldKey,
  matchingStore,
  searchAgain,
  setLimits,
  startMap,
  startSearch,
} from '#app/matches/matching.ts';
import { MAX_MATCHES, type MatchTasks } from '#app/matches/matchTasks.ts';
import { EpistackError } from '#core/errors.ts';
import type { Match } from '#core/match/match.ts';
import { STRAIN_DEFAULTS, ZUR_DEFAULTS } from '#core/match/tolerance.ts';
import { det2 } from '#core/math/plane2.ts';
import { build } from '#core/recipe/build.ts';
import { chooseMatch } from '#core/recipe/edits/match.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import type { FilmStep, Recipe } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { library } from '../../helpers/library.ts';
import {
  failsToLoad,
  lastAsked,
  says,
  silentWorker,
  standInReport,
  standInWorkers,
  type TestWorker,
  threadWorker,
  throws,
} from '../../helpers/threadWorker.ts';

const initial = matchingStore.getState();
let workers: readonly TestWorker[] = [];
beforeEach(() => {
  workers = standInWorkers({ 'match.worker': () => threadWorker<MatchTasks>(matchHandlers) });
  matchingStore.setState(initial, true);
});
afterEach(() => {
  cancelSearch();
  cancelMap();
  vi.unstubAllGlobals();
});

const list = () => matchingStore.getState().list;
const map = () => matchingStore.getState().map;
const settled = async (status: () => string) => {
  while (status() === 'running') await new Promise((resolve) => setTimeout(resolve, 2));
};
const recipe = DEFAULT_PRESET.recipe;
const films = (r: Recipe) => r.steps.filter((s): s is FilmStep => s.kind === 'film');

describe('a search', () => {
  test('fills the list in its order, and ends', async () => {
    setLimits({ maxAreaAng2: 250 });
    startSearch(recipe);
    expect(list()).toMatchObject({ status: 'running', matches: [], progress: 0 });
    expect([list().isLost, map().isLost]).toEqual([false, false]);
    await settled(() => list().status);
    const { status, progress, matches, planes, truncated, elapsedMs } = list();
    expect([status, progress, truncated]).toEqual(['done', 1, false]);
    expect(elapsedMs).toBeGreaterThan(0);
    expect(planes).toEqual({ film: films(recipe)[0]!.slab.hkl, substrate: [1, 1, 0] });
    const areas = matches.map((m) => m.substrateAreaAng2);
    expect(areas).toEqual([...areas].sort((a, b) => a - b));
    expect(workers.map((w) => w.ended)).toEqual([true]);
  });

  test('counts the atoms of the slabs as they are, removed ones left out', async () => {
    setLimits({ maxAreaAng2: 60 });
    startSearch(recipe);
    await settled(() => list().status);
    const [first] = list().matches;
    const built = build(chooseMatch(first!, list().planes!, library)(recipe), library);
    expect(first!.atoms).toBe(built.structure.numbers.length);
  });

  test('the atoms are counted whatever plane each slab begins with', async () => {
    // Two planes of Al–O₃–Al: which two depends on the face that the cut is counted from.
    const thin = (preset: Recipe, planes: number, termination: number): Recipe => ({
      ...preset,
      steps: preset.steps.map((s, i) =>
        i === 0 && 'slab' in s ? { ...s, slab: { ...s.slab, planes, termination, remove: [] } } : s,
      ),
    });
    const layers = presetOf('gan-al2o3').recipe;
    const counts = new Set<number>();
    for (const stack of [0, 1, 2].map((t) => thin(layers, 2, t)).concat(thin(recipe, 3, 1))) {
      setLimits({ maxAreaAng2: 300 });
      startSearch(stack);
      await settled(() => list().status);
      expect(list()).toMatchObject({ status: 'done', reason: null });
      const [first] = list().matches;
      const built = build(chooseMatch(first!, list().planes!, library)(stack), library);
      expect(first!.atoms).toBe(built.structure.numbers.length);
      counts.add(first!.atoms);
    }
    expect(counts.size).toBeGreaterThan(1);
  });

  test('a later one takes the place of an earlier one', async () => {
    startSearch(recipe);
    startSearch(recipe, { film: [2, 1, 1], substrate: [1, 1, 0] });
    expect(workers.map((w) => w.ended)).toEqual([true, false]);
    await settled(() => list().status);
    expect(list()).toMatchObject({ status: 'done', truncated: false });
    expect(list().planes!.film).toEqual([2, 1, 1]);
    expect(list().matches[0]!.substrateAreaAng2).toBeGreaterThan(200);
  });

  test('can be ended: what was found stays, nothing comes after', async () => {
    startSearch(recipe);
    cancelSearch();
    expect(list().status).toBe('cancelled');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(list()).toMatchObject({ status: 'cancelled', matches: [] });
    cancelSearch();
    expect(list().status).toBe('cancelled');
  });

  test('of a relation gives its smallest cells; a direction out of its plane is refused by name', async () => {
    const planes = { film: [2, 1, 1], substrate: [1, 1, 0] };
    const substrate = [0, 0, 1];
    startSearch(recipe, planes, { film: [-1, 1, 1], substrate, toleranceRad: 0.01 });
    await settled(() => list().status);
    expect(list().matches[0]!.substrateAreaAng2).toBeCloseTo(5 * 5.898 ** 2 * Math.SQRT2, 3);
    startSearch(recipe, planes, { film: [1, 1, 1], substrate, toleranceRad: 0.01 });
    await settled(() => list().status);
    expect(list().status).toBe('failed');
    expect(list().reason).toMatch(/\[1 1 1\] does not lie in it/);
  });

  test('what cannot be searched says why', async () => {
    const bare = { ...recipe, steps: [recipe.steps[0]!, recipe.steps.at(-1)!] };
    startSearch(bare);
    await settled(() => list().status);
    expect(list()).toMatchObject({ status: 'failed', reason: 'search: there is no film to match' });
    startMap(recipe, 9);
    await settled(() => map().status);
    expect(map()).toMatchObject({ status: 'failed' });
    // Asking again would bring the same.
    expect(map().isLost).toBe(false);
  });

  test('whose worker is lost says so, and is asked again with what was asked', async () => {
    const planes = { film: [2, 1, 1], substrate: [1, 1, 0] };
    const directions = { film: [-1, 1, 1], substrate: [0, 0, 1], toleranceRad: 0.01 };
    startSearch(recipe, planes, directions);
    failsToLoad(workers[0]!);
    await settled(() => list().status);
    expect(list()).toMatchObject({
      status: 'failed',
      isLost: true,
      reason: expect.stringMatching(/could not be loaded/),
    });
    searchAgain(recipe);
    expect(list()).toMatchObject({ status: 'running', isLost: false, planes, directions });
    await settled(() => list().status);
    expect(list().status).toBe('done');
    startMap(recipe, 1);
    failsToLoad(workers[2]!);
    await settled(() => map().status);
    expect(map()).toMatchObject({ status: 'failed', isLost: true, maxIndex: 1 });
  });

  test('a list too long is cut, and says so', async () => {
    const atom = {
      name: 'tiny',
      lattice: Float64Array.of(1, 0, 0, 0.13, 1.07, 0, 0, 0, 3),
      numbers: Uint8Array.of(6),
      frac: Float64Array.of(0, 0, 0),
      charges: null,
    };
    const side = {
      crystal: atom,
      hkl: [0, 0, 1],
      cut: { planes: 1, termination: 0, face: 'top', remove: [] },
    } as const;
    const sizes: number[] = [];
    const end = await matchHandlers.search(
      {
        film: side,
        substrate: side,
        directions: null,
        limits: {
          ...initial.limits,
          maxAreaAng2: 60,
          tolerance: { mode: 'strain', maxStrain: 0.1 },
        },
      },
      {
        tell: ({ matches }) => void sizes.push(matches.length),
        signal: new AbortController().signal,
      },
    );
    expect(end.truncated).toBe(true);
    expect(sizes.reduce((a, b) => a + b)).toBe(MAX_MATCHES);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1000);
  });
});

test('the map fills in field by field, each with its best match', async () => {
  setLimits({ maxAreaAng2: 120, tolerance: ZUR_DEFAULTS });
  startMap(recipe, 1);
  await settled(() => map().status);
  const { status, film, substrate, fields, progress } = map();
  expect([status, progress]).toEqual(['done', 1]);
  expect(substrate.map((p) => p.hkl.join(''))).toEqual(['100', '110', '111']);
  expect(fields.size).toBe(film.length * substrate.length);
  // What is done is not cancelled afterwards.
  cancelMap();
  expect(map().status).toBe('done');
  const field = fields.get(fieldKey([1, 1, 0], [1, 1, 0]))!;
  expect(field.smallest!.substrateAreaAng2).toBeCloseTo(5.898 ** 2 * Math.SQRT2, 3);
});

test('a map whose worker dies on the way keeps the planes it has, says so, and starts anew', async () => {
  const reported = standInReport();
  setLimits({ maxAreaAng2: 120, tolerance: ZUR_DEFAULTS });
  workers = standInWorkers({ 'match.worker': silentWorker });
  startMap(recipe, 1);
  const worker = workers[0]!;
  says(worker, { kind: 'ready', lock: null });
  const plane = { hkl: [1, 1, 0], mirrorOf: null };
  const part = { kind: 'planes', film: [plane], substrate: [plane, plane] };
  says(worker, { kind: 'part', id: lastAsked(worker), part });
  throws(worker, 'out of memory');
  await settled(() => map().status);
  expect(map()).toMatchObject({ status: 'failed', isLost: true, progress: 0 });
  expect([map().film.length, map().substrate.length]).toEqual([1, 2]);
  expect([worker.ended, reported.length]).toEqual([true, 1]);
  startMap(recipe, 1);
  expect(map()).toMatchObject({ status: 'running', isLost: false, film: [] });
  expect(workers).toHaveLength(2);
});

describe('choosing a match', () => {
  const matches = async (planes?: {
    film: number[];
    substrate: number[];
  }): Promise<readonly Match[]> => {
    setLimits({ maxAreaAng2: 300, tolerance: STRAIN_DEFAULTS });
    startSearch(recipe, planes);
    await settled(() => list().status);
    return list().matches;
  };

  test('builds exactly that interface: cells, mismatch, strain, same slabs', async () => {
    const found = await matches();
    expect(found.length).toBeGreaterThan(5);
    for (const match of [found[0]!, found[3]!, found.at(-1)!]) {
      const next = chooseMatch(match, list().planes!, library)(recipe);
      expect(parseRecipe(JSON.parse(JSON.stringify(next)))).toEqual(next);
      const built = build(next, library);
      const report = reportOf(built);
      expect(report.mismatch!.a).toBeCloseTo(match.mismatch.a, 9);
      expect(report.mismatch!.b).toBeCloseTo(match.mismatch.b, 9);
      expect(report.mismatch!.gammaDeg).toBeCloseTo(match.mismatch.gammaDeg, 7);
      for (const key of ['planes', 'termination', 'remove', 'hkl', 'material', 'cell'] as const) {
        expect(films(next)[0]!.slab[key]).toEqual(films(recipe)[0]!.slab[key]);
        expect((next.steps[0] as FilmStep).slab[key]).toEqual(
          (recipe.steps[0] as FilmStep).slab[key],
        );
      }
      expect(films(next)[0]!.registryShift).toEqual([0, 0]);
    }
  });

  test('on other planes the cut starts again, as thick, and the title says so', async () => {
    const planes = { film: [1, 1, 1], substrate: [1, 1, 1] };
    const found = await matches(planes);
    const next = chooseMatch(found[0]!, planes, library)(recipe);
    expect(films(next)[0]!.slab).toMatchObject({
      hkl: [1, 1, 1],
      termination: 0,
      remove: [],
      planes: films(recipe)[0]!.slab.planes,
    });
    expect(next.title).toBe('CdS (111) on CsPbBr₃ (111)');
    expect(build(next, library).structure.numbers.length).toBe(found[0]!.atoms);
  });

  test('out-of-plane strain of an older cell is dropped; a mirror match is refused', async () => {
    const [first] = await matches();
    const strained = {
      ...recipe,
      steps: recipe.steps.map((s) =>
        'slab' in s ? { ...s, slab: { ...s.slab, normalStrain: 0.01 } } : s,
      ),
    };
    const next = chooseMatch(first!, list().planes!, library)(strained);
    for (const s of next.steps) if ('slab' in s) expect(s.slab).not.toHaveProperty('normalStrain');
    expect(() => chooseMatch({ ...first!, mirror: true }, list().planes!, library)(recipe)).toThrow(
      EpistackError,
    );
    expect(det2(films(next)[0]!.slab.matrix)).toBeGreaterThan(0);
  });
});
