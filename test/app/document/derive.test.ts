import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { buildHandlers } from '#app/document/buildHandlers.ts';
import type { BuildTasks } from '#app/document/buildTasks.ts';
import { buildAgain, derivedStore, watchDerived } from '#app/document/derive.ts';
import { commit, documentStore, open, preview, redo, undo } from '#app/document/document.ts';
import { modelOf } from '#app/document/model.ts';
import type { Material } from '#core/recipe/crystals/library.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { FilmStep, Recipe, SlabSpec } from '#core/recipe/recipe.ts';
import { eventually } from '../../helpers/eventually.ts';
import {
  answers,
  failsToLoad,
  lastAsked,
  says,
  silentWorker,
  standInWorkers,
  type TestWorker,
  threadWorker,
} from '../../helpers/threadWorker.ts';

const SMALL = DEFAULT_PRESET.recipe;
/** The default stack in more cells, along one direction, of its two slabs. */
const inCells = (n: number, title = `${n} cells`): Recipe => ({
  ...SMALL,
  title,
  steps: SMALL.steps.map((s) =>
    'slab' in s
      ? {
          ...s,
          slab: {
            ...s.slab,
            matrix: [s.slab.matrix[0].map((x) => n * x) as [number, number], s.slab.matrix[1]],
          },
        }
      : s,
  ),
});
/** 200 atoms a cell. Built anew for each test: what was built once is known. */
let LARGE = inCells(20);
const REFUSED: Recipe = {
  ...SMALL,
  steps: SMALL.steps.map((s, i) =>
    i === 1 && 'slab' in s ? { ...s, slab: { ...s.slab, planes: 0 } } : s,
  ),
};

let workers: readonly TestWorker[] = [];
let stop = (): void => undefined;
function watch(make: () => TestWorker): void {
  workers = standInWorkers({ 'build.worker': make });
  stop = watchDerived();
}
const atoms = () => derivedStore.getState().model?.built.structure.numbers.length;
const settled = () => eventually(() => expect(derivedStore.getState().pending).toBe(false));
/** Lets the promises of a worker's messages run. */
const turn = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  LARGE = inCells(20);
  open(SMALL);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  open(SMALL);
});

test('a small stack is built at once, and no worker is started for it', () => {
  watch(silentWorker);
  expect(atoms()).toBe(200);
  commit(() => inCells(4));
  expect(derivedStore.getState()).toMatchObject({ pending: false, problem: null });
  expect(atoms()).toBe(800);
  expect(workers).toHaveLength(0);
});

test('above some thousand atoms a worker builds, and the picture stays until it has', async () => {
  vi.useRealTimers();
  watch(() => threadWorker<BuildTasks>(buildHandlers));
  commit(() => LARGE);
  expect(derivedStore.getState().pending).toBe(true);
  expect(atoms()).toBe(200);
  await settled();
  expect(atoms()).toBe(4000);
  // "Is this the recipe shown" compares identities.
  expect(derivedStore.getState().model!.built.recipe).toBe(LARGE);
  expect(workers).toHaveLength(1);
});

test('what was built once is shown at once when undo or redo come back to it', async () => {
  vi.useRealTimers();
  watch(() => threadWorker<BuildTasks>(buildHandlers));
  commit(() => LARGE);
  await settled();
  const model = derivedStore.getState().model;
  undo();
  redo();
  expect(derivedStore.getState()).toMatchObject({ pending: false });
  expect(derivedStore.getState().model).toBe(model);
});

test('a refused edit says why and keeps the picture that is up, also when it is come back to', () => {
  watch(silentWorker);
  commit(() => REFUSED);
  expect(derivedStore.getState().problem).toMatch(/number of planes/);
  expect(atoms()).toBe(200);
  // Another stack is on screen when the refused one is shown again.
  const [cells, refused] = [inCells(2), documentStore.getState().committed];
  commit(() => cells);
  expect(derivedStore.getState().problem).toBeNull();
  expect(atoms()).toBe(400);
  preview(() => refused);
  expect(derivedStore.getState().problem).toMatch(/number of planes/);
  expect(atoms()).toBe(400);
});

test('as many planes as the page takes are left to a worker', () => {
  watch(silentWorker);
  commit(() => ({
    ...SMALL,
    steps: SMALL.steps.map((s, i) =>
      i === 1 && 'slab' in s ? { ...s, slab: { ...s.slab, planes: 200 } } : s,
    ),
  }));
  expect(workers).toHaveLength(1);
});

test('a refusal is shown until the next stack is built, also by a worker', async () => {
  watch(silentWorker);
  commit(() => REFUSED);
  commit(() => LARGE);
  expect(derivedStore.getState()).toMatchObject({
    pending: true,
    problem: expect.stringMatching(/number of planes/),
  });
  answers(workers[0]!, modelOf(LARGE));
  await turn();
  expect(derivedStore.getState()).toMatchObject({ pending: false, problem: null });
});

test('a crystal that is not there is refused at once, however many cells are asked for', () => {
  watch(silentWorker);
  commit(() => ({
    ...LARGE,
    steps: LARGE.steps.map((s) =>
      'slab' in s ? { ...s, slab: { ...s.slab, material: 'nowhere' } } : s,
    ),
  }));
  expect(derivedStore.getState()).toMatchObject({
    pending: false,
    problem: expect.stringMatching(/nowhere/),
  });
  expect(workers).toHaveLength(0);
});

test('edits while a build runs are not queued: the last one is built next', async () => {
  watch(silentWorker);
  commit(() => LARGE);
  commit(() => inCells(21));
  commit(() => inCells(22));
  expect(workers[0]!.asked).toHaveLength(1);
  answers(workers[0]!, modelOf(LARGE));
  await turn();
  expect(workers[0]!.asked).toHaveLength(2);
  expect(workers[0]!.asked[1]).toMatchObject({ request: { title: '22 cells' } });
  // What is shown is never the stack before last.
  expect(atoms()).toBe(200);
});

test('a build that is out of date is ended when it has run for long', async () => {
  watch(silentWorker);
  commit(() => LARGE);
  await vi.advanceTimersByTimeAsync(1000);
  commit(() => inCells(21));
  expect(workers[0]!.ended).toBe(true);
  expect(workers[1]!.asked).toHaveLength(1);
  expect(derivedStore.getState()).toMatchObject({ pending: true, problem: null });
  // The end of the old build starts nothing: the new one is asked for once.
  await turn();
  expect(workers[1]!.asked).toHaveLength(1);
  expect(workers).toHaveLength(2);
});

test('a cell of few sites and many atoms is left to a worker, and a refused one is not', () => {
  const general = (sites: number, a: number): Recipe => {
    const crystal: Material = {
      id: '@general',
      name: 'general',
      formula: 'Si',
      phase: '',
      spaceGroup: { number: 225, symbol: 'Fm-3m', hall: '-F 4 2 3' },
      sites: Array.from({ length: sites }, (_, i) => ({
        symbol: 'Si',
        xyz: [0.21, 0.13 - 0.011 * (i % 2), 0.018 + 0.009 * i] as const,
        chargeE: null,
      })),
      constants: [{ id: 'given', label: '', kind: 'given', cell: { a }, source: '' }],
    };
    const { steps, ...rest } = SMALL;
    const film = steps[1] as FilmStep;
    const slab: SlabSpec = {
      ...film.slab,
      material: crystal.id,
      cell: { a },
      remove: [],
      matrix: [
        [1, 0],
        [0, 1],
      ],
    };
    return { ...rest, crystals: [crystal], steps: [steps[0]!, { ...film, slab }, steps[2]!] };
  };
  watch(silentWorker);
  open(general(10, 300));
  expect(workers).toHaveLength(1);
  expect(derivedStore.getState().pending).toBe(true);
  // A hundredth of the volume: refused, and at once.
  open(general(10, 6));
  expect(derivedStore.getState()).toMatchObject({
    pending: false,
    problem: expect.stringContaining('no crystal is as dense'),
  });
  expect(workers).toHaveLength(1);
});

test('a refusal of the worker is the recipe’s, and is kept', async () => {
  watch(silentWorker);
  commit(() => LARGE);
  const failure = { code: 'bad-slab', reason: 'too thin' } as const;
  says(workers[0]!, { kind: 'refused', id: lastAsked(workers[0]!), failure, reason: '' });
  await turn();
  const refused = { pending: false, problem: 'slab: too thin', isLost: false };
  expect(derivedStore.getState()).toMatchObject(refused);
  undo();
  redo();
  expect(derivedStore.getState()).toMatchObject(refused);
  expect(workers[0]!.asked).toHaveLength(1);
});

test('a worker that is lost is no wait without end: it says so, and building again starts another', async () => {
  watch(silentWorker);
  commit(() => LARGE);
  failsToLoad(workers[0]!);
  await turn();
  expect(derivedStore.getState()).toMatchObject({
    pending: false,
    isLost: true,
    problem: expect.stringMatching(/could not be loaded/),
  });
  expect(atoms()).toBe(200);
  buildAgain();
  expect(derivedStore.getState()).toMatchObject({ pending: true, isLost: false, problem: null });
  answers(workers[1]!, modelOf(LARGE));
  await turn();
  expect(derivedStore.getState()).toMatchObject({ pending: false, isLost: false, problem: null });
  expect(atoms()).toBe(4000);
});

test('a build that never ends is given up after minutes, not hours', async () => {
  watch(silentWorker);
  commit(() => LARGE);
  says(workers[0]!, { kind: 'ready', lock: null });
  // The largest stack of all takes some ten seconds.
  await vi.advanceTimersByTimeAsync(60_000);
  expect(derivedStore.getState().pending).toBe(true);
  await vi.advanceTimersByTimeAsync(240_000);
  expect(derivedStore.getState()).toMatchObject({ pending: false, isLost: true });
  expect(workers[0]!.ended).toBe(true);
});
