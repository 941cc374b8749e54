import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { library } from '#app/document/library.ts';
import {
  adhesionKey,
  adhesionStore,
  cancelAdhesion,
  computeAdhesion,
} from '#app/universal/adhesionStore.ts';
import type { AdhesionTasks, InterfaceEnergies } from '#app/universal/adhesionTasks.ts';
import { modelStore, type PageModel } from '#app/universal/modelStore.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { Adhesion } from '#engines/dynamics/adhesion.ts';
import { eventually } from '../../helpers/eventually.ts';
import {
  answers,
  lastAsked,
  says,
  silentWorker,
  standInWorkers,
  type TestWorker,
} from '../../helpers/threadWorker.ts';

const built = build(presetOf('cspbbr3-cds').recipe, library);
const model: PageModel = {
  name: 'nequix-own.nqx',
  bytes: Uint8Array.of(1, 2, 3),
  sha256: 'a'.repeat(64),
  elements: new Set(built.structure.numbers),
  from: 'visit',
  chosen: null,
  dispersion: 'none',
};
const found: Adhesion = {
  areaAng2: 200,
  separationsAng: [2, 3],
  energiesEvAng2: [-0.01, -0.02],
  best: { separationAng: 2.9, energyEvAng2: -0.02, isInside: true },
  rigidEvAng2: 0.02,
  relaxedEvAng2: null,
  sidesEvAng2: null,
  notes: [],
  converged: true,
};

const energies: InterfaceEnergies = { adhesion: found, interface: null, strain: [] };
const reply = { result: energies, computedBy: 'WebAssembly, 2 threads' };

let workers: readonly TestWorker[] = [];
const state = () => adhesionStore.getState();
const request = () =>
  (workers.at(-1)!.asked.at(-1) as unknown as { request: AdhesionTasks['adhesion']['request'] })
    .request;
const asked = (count: number) =>
  eventually(() => {
    expect(workers).toHaveLength(count);
    expect(workers.at(-1)!.asked).toHaveLength(1);
  });

beforeEach(() => {
  workers = standInWorkers({ 'adhesion.worker': silentWorker });
  modelStore.setState({ model });
  adhesionStore.setState({ job: null, found: null, problem: null });
});
afterEach(() => {
  cancelAdhesion();
  vi.unstubAllGlobals();
});

test('without a model nothing is computed', async () => {
  modelStore.setState({ model: null });
  await computeAdhesion(built, 1, false);
  expect(workers).toHaveLength(0);
  expect(state().job).toBeNull();
});

test('the energy of the interface below a film is asked for, and found with its stack and its model', async () => {
  const done = computeAdhesion(built, 1, false);
  expect(state().job).toEqual({ step: 1, progress: null });
  await asked(1);
  const { model: source, of } = request();
  expect([...source.bytes]).toEqual([1, 2, 3]);
  expect(source.dispersion).toBe('none');
  expect(of).toMatchObject({ lower: 0, separationAng: 2.8, relax: null });
  expect(of.separationsAng.some((d) => d < 2.8) && of.separationsAng.some((d) => d > 2.8)).toBe(
    true,
  );
  expect(of.structure.numbers).toEqual(built.structure.numbers);
  const progress = { phase: 'curve', done: 1, of: 9 } as const;
  says(workers[0]!, { kind: 'part', id: lastAsked(workers[0]!), part: progress });
  expect(state().job).toEqual({ step: 1, progress });
  answers(workers[0]!, reply);
  await done;
  expect(state()).toMatchObject({
    job: null,
    problem: null,
    found: {
      step: 1,
      energies,
      computedBy: 'WebAssembly, 2 threads',
      key: adhesionKey(built.recipe, modelStore.getState().model!),
    },
  });
  expect(state().found!.by).toMatch(/machine-learned PBE \(Nequix own\)/);
});

test('the relaxed work is asked for with its limits', async () => {
  void computeAdhesion(built, 1, true);
  await asked(1);
  expect(request().of.relax).toEqual({ forceEvAng: 0.003, maxSteps: 2000 });
  expect(request().bulks?.sides.map(({ label }) => label)).toEqual(['CsPbBr3', 'CdS']);
});

test('what fails is said at its interface, and what was found before stays', async () => {
  const first = computeAdhesion(built, 1, false);
  await asked(1);
  answers(workers[0]!, reply);
  await first;
  const second = computeAdhesion(built, 1, false);
  await asked(2);
  const failure = { code: 'no-potential', species: ['Po'] } as const;
  says(workers[1]!, { kind: 'refused', id: lastAsked(workers[1]!), failure, reason: '' });
  await second;
  expect(state().job).toBeNull();
  expect(state().problem).toMatchObject({ step: 1, reason: expect.stringContaining('Po') });
  expect(state().found?.energies).toEqual(energies);
});

test('cancelled it leaves no word; another takes its place', async () => {
  const first = computeAdhesion(built, 1, false);
  await asked(1);
  cancelAdhesion();
  await first;
  expect(state()).toMatchObject({ job: null, problem: null, found: null });
  expect(workers[0]!.ended).toBe(true);
  const second = computeAdhesion(built, 1, false);
  await asked(2);
  const third = computeAdhesion(built, 1, true);
  await second;
  expect(state()).toMatchObject({ job: { step: 1 }, problem: null });
  await asked(3);
  answers(workers[2]!, reply);
  await third;
  expect(state().found?.energies).toEqual(energies);
});

test('a curve is of the rigid stack and one potential: a title and a relaxation do not change the key, d₀ and D3 do', () => {
  const { recipe } = built;
  const by = { sha256: 'ab', dispersion: 'none' } as const;
  const key = adhesionKey(recipe, by);
  expect(adhesionKey({ ...recipe, title: 'another' }, by)).toBe(key);
  expect(adhesionKey(recipe, { ...by, dispersion: 'bj' })).not.toBe(key);
  expect(adhesionKey(recipe, { ...by, sha256: 'cd' })).not.toBe(key);
  const [substrate, film] = recipe.steps as [object, { separation: object }];
  const moved = { ...film, separation: { kind: 'value', ang: 3.1 } };
  expect(
    adhesionKey({ ...recipe, steps: [substrate, moved] } as unknown as typeof recipe, by),
  ).not.toBe(key);
});
