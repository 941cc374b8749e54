import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { energyRefusal } from '#app/interface/energyRefusal.ts';
import {
  cancelRegistry,
  isAtEnd,
  isEnergyOf,
  type MapPotential,
  mapOf,
  registryStore,
  requestEnergy,
  scanInterface,
  solveInterface,
  stackKey,
} from '#app/interface/registry.ts';
import { build } from '#core/recipe/build.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe, SlabSpec } from '#core/recipe/recipe.ts';
import { library } from '../../helpers/library.ts';
import { fc } from '../../helpers/property.ts';
import {
  answers,
  silentWorker,
  standInWorkers,
  type TestWorker,
} from '../../helpers/threadWorker.ts';

const [substrate, film, vacuum] = DEFAULT_PRESET.recipe.steps as [
  Recipe['steps'][0],
  Recipe['steps'][0],
  Recipe['steps'][0],
];
/** Substrate, two films, vacuum. */
const three: Recipe = {
  ...DEFAULT_PRESET.recipe,
  steps: [substrate, film, { ...film, registryShift: [0.9, 0.15] } as typeof film, vacuum],
};

const initial = registryStore.getState();
let workers: readonly TestWorker[] = [];
beforeEach(() => {
  workers = standInWorkers({ 'registry.worker': silentWorker });
  registryStore.setState(initial, true);
});
afterEach(() => {
  vi.useRealTimers();
  cancelRegistry();
  vi.unstubAllGlobals();
});

async function scanned(step: number, measure: 'closest' | 'energy', d0s: readonly number[]) {
  const scan = scanInterface(three, step, measure, d0s);
  expect(registryStore.getState().job).toEqual({ kind: 'scan', step, done: 0, of: 0 });
  answers(workers.at(-1)!, {
    landscape: { measure, best: { separationAng: 2.8 } },
    computedBy: null,
    notes: [],
  });
  await scan;
}
const holds = (step: number, recipe: Recipe): boolean =>
  mapOf(registryStore.getState(), recipe, step).current !== null;
const withSlab = (step: number, part: Partial<SlabSpec>): Recipe => ({
  ...three,
  steps: three.steps.map((s, i) =>
    i === step && 'slab' in s ? { ...s, slab: { ...s.slab, ...part } } : s,
  ),
});
const higher: Recipe = {
  ...three,
  steps: three.steps.map((s) => (s.kind === 'vacuum' ? { ...s, vacuumAng: 33 } : s)),
};
const posed = (step: number, pose: Parameters<typeof poseFilm>[1], carry: boolean, of = three) =>
  poseFilm(step, pose, carry)(of);

test('a map of contacts holds as long as its two slabs and the cell stay', async () => {
  await scanned(1, 'closest', []);
  await scanned(2, 'closest', []);
  // The first film may define the cell, so both interfaces depend on it, and on the substrate.
  for (const step of [0, 1])
    for (const at of [1, 2])
      expect(holds(at, withSlab(step, { planes: 3 })), `${step}`).toBe(false);
  expect([1, 2].map((at) => holds(at, withSlab(2, { planes: 3 })))).toEqual([true, false]);
  expect([1, 2].map((at) => holds(at, higher))).toEqual([true, true]);
  expect([1, 2].map((at) => holds(at, posed(2, { separationAng: 4 }, true)))).toEqual([
    true,
    false,
  ]);
  expect([1, 2].map((at) => holds(at, posed(1, { separationAng: 4 }, true)))).toEqual([
    false,
    true,
  ]);
  expect([1, 2].map((at) => holds(at, { ...three, strained: { who: 'substrate' } }))).toEqual([
    false,
    false,
  ]);
});

test('a map of energies depends on all slabs, on vacuum and on every other shift', async () => {
  await scanned(1, 'energy', [2.8]);
  expect(holds(1, three)).toBe(true);
  for (const step of [0, 1, 2])
    expect(holds(1, withSlab(step, { planes: 3 })), `${step}`).toBe(false);
  expect(holds(1, higher)).toBe(false);
  expect(holds(1, posed(2, { shift: [0.3, 0.1] }, true))).toBe(false);
  expect(holds(1, posed(2, { separationAng: 4 }, true))).toBe(false);
  expect(holds(1, posed(1, { separationAng: 4 }, true))).toBe(false);
  expect(isAtEnd(registryStore.getState().maps.get(1)!)).toBe(false);
  await scanned(1, 'energy', [2.6, 2.8, 3]);
  expect(isAtEnd(registryStore.getState().maps.get(1)!)).toBe(false);
  const map = registryStore.getState().maps.get(1)!;
  const best = { shift: [0, 0], value: 0, separationAng: 3 } as const;
  expect(isAtEnd({ ...map, landscape: { ...map.landscape, best } })).toBe(true);
  // With d₀ chosen at each shift its own does not count, that of another interface does.
  expect(holds(1, posed(1, { separationAng: 4 }, true))).toBe(true);
  expect(holds(1, posed(2, { separationAng: 4 }, true))).toBe(false);
});

test('its own shift is what a map is of: it holds wherever the film and all above it are moved', async () => {
  await scanned(1, 'energy', [2.8]);
  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fraction, fraction, (a, b) => {
      expect(holds(1, posed(1, { shift: [a, b] }, true))).toBe(true);
    }),
  );
  // A film above that stays where it is has another shift against the moved one.
  expect(holds(1, posed(1, { shift: [0.3, 0.1] }, false))).toBe(false);
});

test('a solution is known by its two slabs', async () => {
  const options = { targets: [], separationAng: [2, 3], near: null } as unknown as Parameters<
    typeof solveInterface
  >[2];
  const solve = solveInterface(three, 2, options);
  answers(workers.at(-1)!, { solutions: [] });
  await solve;
  expect(registryStore.getState().solved).toMatchObject({ step: 2, key: stackKey(three, 2) });
  expect(stackKey(higher, 2)).toBe(stackKey(three, 2));
  expect(stackKey(withSlab(2, { planes: 3 }), 2)).not.toBe(stackKey(three, 2));
  expect(stackKey(withSlab(0, { planes: 3 }), 2)).not.toBe(stackKey(three, 2));
});

test('a third interface is between the second film and the third', () => {
  const four: Recipe = { ...three, steps: [substrate, film, film, film, vacuum] };
  const thinner = (step: number): Recipe => ({
    ...four,
    steps: four.steps.map((s, i) =>
      i === step && 'slab' in s ? { ...s, slab: { ...s.slab, planes: 3 } } : s,
    ),
  });
  for (const step of [2, 3])
    expect(stackKey(thinner(step), 3), `${step}`).not.toBe(stackKey(four, 3));
  expect(stackKey(thinner(3), 2)).toBe(stackKey(four, 2));
});

test('energies are for stacks whose elements all have parameters; others are told which has none', () => {
  expect(energyRefusal(build(DEFAULT_PRESET.recipe, library))).toBeNull();
  expect(energyRefusal(build(presetOf('ge-si').recipe, library))).toMatch(/Ge|Si/);
});

test('the energy of the stack shown is of the potential of its map, and none of a stack before comes after it', async () => {
  vi.useFakeTimers();
  const ask = (recipe: Recipe, potential: MapPotential) => {
    requestEnergy(recipe, 'universal', potential);
    vi.advanceTimersByTime(1000);
    return isEnergyOf(registryStore.getState(), recipe, 'universal', potential);
  };
  const potential = (dispersion: 'none' | 'bj'): MapPotential => ({
    source: { bytes: new Uint8Array(), dispersion },
    label: dispersion,
  });
  const [plain, withD3] = [potential('none'), potential('bj')];
  expect(ask(three, plain)).toBe(false);
  answers(workers[0]!, 7);
  await vi.waitFor(() => expect(registryStore.getState().energy?.value).toBe(7));
  expect(ask(three, plain)).toBe(true);
  expect(workers).toHaveLength(1);
  expect(ask(three, withD3)).toBe(false);
  answers(workers[1]!, 5);
  await vi.waitFor(() => expect(registryStore.getState().energy?.value).toBe(5));
  // Moved and moved back: what was under way for the place between is given up.
  ask(higher, withD3);
  expect(ask(three, withD3)).toBe(true);
  expect(workers[2]!.ended).toBe(true);
});
