import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  cancelRegistry,
  forgetMap,
  mapOf,
  registryStore,
  scanInterface,
  solveInterface,
  stackKey,
} from '#app/interface/registry.ts';
import { registryHandlers } from '#app/interface/registryHandlers.ts';
import type { RegistryTasks } from '#app/interface/registryTasks.ts';
import { build } from '#core/recipe/build.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { eventually } from '../../helpers/eventually.ts';
import { library } from '../../helpers/library.ts';
import {
  failsToLoad,
  lastAsked,
  says,
  silentWorker,
  standInWorkers,
  type TestWorker,
  threadWorker,
} from '../../helpers/threadWorker.ts';

const recipe = DEFAULT_PRESET.recipe;
const initial = registryStore.getState();
const state = () => registryStore.getState();
const posed = (pose: Parameters<typeof poseFilm>[1]): Recipe => poseFilm(1, pose, false)(recipe);
const contactsOf = (r: Recipe) => reportOf(build(r, library)).contacts;
const options = {
  targets: [{ pair: 'Cs-S', nearestMeanAng: 3.9 }],
  separationAng: [2.5, 3.5],
  near: { shift: [0, 0], separationAng: 2.8 },
} as const;

let workers: readonly TestWorker[] = [];
beforeEach(() => {
  workers = standInWorkers({
    'registry.worker': () => threadWorker<RegistryTasks>(registryHandlers),
  });
  registryStore.setState(initial, true);
});
afterEach(() => {
  cancelRegistry();
  vi.unstubAllGlobals();
});

describe('a scan', () => {
  test('tells how far it is, then holds for this stack and d₀ and no other', async () => {
    const told: number[] = [];
    const stop = registryStore.subscribe(({ job }) => job && told.push(job.done));
    await scanInterface(recipe, 1, 'closest', []);
    stop();
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(state()).toMatchObject({ job: null, problem: null });
    const { current, stale } = mapOf(state(), recipe, 1);
    expect(current?.measure).toBe('closest');
    expect(stale).toBe(false);
    // A shift is what the map is of; a d₀ is another map.
    expect(mapOf(state(), posed({ shift: [0.3, 0.1] }), 1).current).toBe(current);
    const lifted = mapOf(state(), posed({ separationAng: 4 }), 1);
    expect(lifted).toEqual({ current: null, stale: true });
    expect(mapOf(state(), recipe, 2)).toEqual({ current: null, stale: false });
    forgetMap(1);
    expect(mapOf(state(), recipe, 1)).toEqual({ current: null, stale: false });
  });

  test('of the touching height chooses d₀ itself: it holds at any', async () => {
    await scanInterface(recipe, 1, 'height', []);
    const { current } = mapOf(state(), posed({ separationAng: 4 }), 1);
    expect(current).not.toBeNull();
  });

  test('has its best value where a stack that is built there has it', async () => {
    await scanInterface(recipe, 1, 'closest', []);
    const { best } = mapOf(state(), recipe, 1).current!;
    const closest = (r: Recipe) => Math.min(...contactsOf(r).map((c) => c.min));
    expect(closest(posed({ shift: best.shift }))).toBeCloseTo(best.value, 4);
    expect(best.value).toBeGreaterThan(closest(recipe) - 1e-6);
  });

  test('of energies slides the film over the rest: the lowest is 0, d₀ is the one that was given', async () => {
    const thin: Recipe = {
      ...recipe,
      steps: recipe.steps.map((s) =>
        'slab' in s ? { ...s, slab: { ...s.slab, planes: 2, remove: [] } } : s,
      ),
    };
    const told: number[] = [];
    const stop = registryStore.subscribe(({ job }) => job && told.push(job.of));
    await scanInterface(thin, 1, 'energy', [2.8]);
    stop();
    expect(state().problem).toBeNull();
    const { landscape } = state().maps.get(1)!;
    // The best lies between points of the grid, or on one.
    expect(landscape.best.value).toBeCloseTo(0, 9);
    expect(Math.min(...landscape.values)).toBeGreaterThan(-1e-9);
    expect(Math.max(...landscape.values)).toBeGreaterThan(1);
    expect(new Set(landscape.separationsAng)).toEqual(new Set([2.8]));
    expect(Math.max(...told)).toBe(landscape.counts[0] * landscape.counts[1]);
  });
});

test('a solution is a pose at which the built stack has the wanted mean', async () => {
  await solveInterface(recipe, 1, options);
  const { solution, step, key } = state().solved!;
  expect([step, key]).toEqual([1, stackKey(recipe, 1)]);
  const { shift, separationAng } = solution.solutions[0]!;
  const contact = contactsOf(posed({ shift, separationAng })).find((c) => c.pair === 'Cs-S')!;
  expect(contact.nearestMean).toBeCloseTo(3.9, 3);
});

test('relaxed positions do not count: a scan is of rigid slabs', async () => {
  const { structure } = build(recipe, library);
  const relaxed = {
    ...recipe,
    relaxed: { note: 'all 1 Å higher', displacements: structure.xyz.map(() => 1) },
  } as unknown as Recipe;
  await scanInterface(relaxed, 1, 'closest', []);
  const { landscape } = state().maps.get(1)!;
  await scanInterface(recipe, 1, 'closest', []);
  expect(landscape.values).toEqual(state().maps.get(1)!.landscape.values);
});

test('a later job takes the place of an earlier one', async () => {
  workers = standInWorkers({ 'registry.worker': silentWorker });
  void scanInterface(recipe, 1, 'closest', []);
  void solveInterface(recipe, 1, options);
  expect(workers.map((w) => w.ended)).toEqual([true, false]);
  await new Promise((resume) => setTimeout(resume));
  expect(state().job).toMatchObject({ kind: 'solve', step: 1 });
  const id = lastAsked(workers[1]!);
  says(workers[1]!, { kind: 'refused', id, failure: null, reason: 'no pose' });
  await eventually(() => expect(state().problem).toEqual({ step: 1, reason: 'no pose' }));
  expect(state()).toMatchObject({ job: null, solved: null });
});

test('cancelled, nothing comes any more', async () => {
  workers = standInWorkers({ 'registry.worker': silentWorker });
  const scan = scanInterface(recipe, 1, 'closest', []);
  cancelRegistry();
  await scan;
  expect(state()).toMatchObject({ job: null, problem: null });
  expect(workers[0]!.ended).toBe(true);
});

test('a worker that is lost is a problem of its interface; the next scan works', async () => {
  const scan = scanInterface(recipe, 1, 'closest', []);
  failsToLoad(workers[0]!);
  await scan;
  expect(state()).toMatchObject({
    job: null,
    problem: { step: 1, reason: expect.stringMatching(/could not be loaded/) },
  });
  await scanInterface(recipe, 1, 'closest', []);
  expect(state().problem).toBeNull();
  expect(mapOf(state(), recipe, 1).current).not.toBeNull();
});
