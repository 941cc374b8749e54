import { expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { registryHandlers } from '#app/interface/registryHandlers.ts';
import type { ScanProgress } from '#app/interface/registryTasks.ts';
import { build } from '#core/recipe/build.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import { readyNetwork } from '#engines/universal/potential.ts';
import { randomModel } from '../../helpers/randomModel.ts';

const bytes = Uint8Array.from(randomModel(5));
const model = { bytes, dispersion: 'none' } as const;
const { recipe } = presetOf('ws2-mos2');
const answering = (tell: (part: ScanProgress) => void = () => undefined) => ({
  tell,
  signal: new AbortController().signal,
});

test('a map by the universal potential is of energies by area above its best place, in meV/Å²', async () => {
  const told: number[] = [];
  const scan = await registryHandlers.scan(
    { recipe, interface: 0, measure: 'universal', separationsAng: [3], model },
    answering(({ done }) => told.push(done)),
  );
  const { landscape: map } = scan;
  expect(map.measure).toBe('universal');
  expect(scan.computedBy).toMatch(/WebAssembly|plain/);
  expect(scan.notes).toEqual([]);
  expect(map.best.value).toBe(0);
  expect(Math.min(...map.values)).toBeGreaterThanOrEqual(-1e-3);
  expect(Math.max(...map.values)).toBeGreaterThan(1e-3);
  expect(told.length).toBeGreaterThan(5);

  // The energy at the best place is what the map counts from, and that of the potential itself.
  const { shift, separationAng } = map.best;
  const best = poseFilm(1, { shift, separationAng }, true)(recipe);
  const here = await registryHandlers.energy(
    { recipe: best, measure: 'universal', model },
    answering(),
  );
  expect(here - map.zero!).toBeCloseTo(0, 2);
  const { structure } = build(best, library);
  const { lattice: l } = structure;
  const { energyEv } = evaluate(readyNetwork(bytes), structure);
  expect(here).toBeCloseTo((1000 * energyEv) / (l[0]! * l[4]! - l[1]! * l[3]!), 1);
  // Elsewhere as the map says: its first point is no shift at all.
  const zero = poseFilm(1, { shift: [0, 0], separationAng: 3 }, true)(recipe);
  const there = await registryHandlers.energy(
    { recipe: zero, measure: 'universal', model },
    answering(),
  );
  expect(there - map.zero!).toBeCloseTo(map.values[0]!, 2);
}, 60_000);
