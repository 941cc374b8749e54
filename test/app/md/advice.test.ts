import { expect, test } from 'vitest';
import { adviceFor } from '#app/md/advice.ts';
import { FRESH, mdStore } from '#app/md/runStore.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { faultOf } from '#engines/lammps/faults.ts';
import type { LammpsInput } from '#engines/lammps/lammpsInput.ts';
import type { RunPlan, RunProgress } from '#engines/lammps/runPlan.ts';
import { library } from '../../helpers/library.ts';

const built = build(DEFAULT_PRESET.recipe, library);
const { settings } = mdStore.getState();
const plan: RunPlan = { steps: 2000, frames: 3, timestepFs: 2, axis: 'time' };
const progress: RunProgress = {
  stage: 'nve',
  step: 500,
  steps: 2000,
  ps: 1,
  timestepFs: 2,
  stepsPerSecond: null,
  secondsLeft: null,
};
const of = (change: Partial<Parameters<typeof adviceFor>[0]>) =>
  adviceFor({
    ...FRESH,
    // As a run keeps the error of the engine.
    fault: faultOf(change.reason ?? ''),
    ran: { ...settings, kind: 'nvt', timestepFs: 2 },
    built,
    plan,
    progress,
    ...change,
  });

test('lost atoms are counted, and a calmer run is advised', () => {
  const { what, where, todo } = of({ reason: 'Lost atoms: original 200 current 197' });
  expect(what).toMatch(/^3 of 200 atoms flew out of the cell/);
  expect(where).toBe('after step 500 (1.000 ps)');
  expect(todo).toMatch(/shorter time step than 2 fs/);
  expect(todo).toMatch(/run Relax first/);
  expect(todo).toMatch(/What came before the failure is kept\.$/);
});

test('while it relaxes there is no time step to shorten, and the slabs are moved apart', () => {
  const ran = { ...settings, kind: 'relax' } as const;
  const stage = { ...progress, stage: 'minimise', step: 40 } as const;
  const { where, todo } = of({ reason: 'Non-numeric pressure', ran, progress: stage });
  expect(where).toBe('while relaxing, after iteration 40');
  expect(todo).not.toMatch(/time step/);
  expect(todo).toMatch(/widen d₀/);
  expect(todo).not.toMatch(/run Relax first/);
  // The dynamics of a run had not begun.
  expect(of({ reason: 'Non-numeric pressure', progress: stage }).todo).not.toMatch(/time step/);
});

test('the atom that had gone farthest is named by its element and number', () => {
  const frames = Float32Array.from([...built.structure.xyz, ...built.structure.xyz]);
  const width = built.structure.xyz.length;
  frames[width + 3 * 7 + 1]! += 3;
  frames[width + 3 * 7 + 2]! += 4;
  frames[width + 3 * 120]! += 4.5;
  const symbol = ['Cs', 'Pb', 'Br', 'Cd', 'S'];
  const { where } = of({ reason: 'Non-numeric positions', frames, count: 2 });
  expect(where).toMatch(
    new RegExp(`in the last snapshot (${symbol.join('|')}) 8 had gone farthest, 5\\.00 Å$`),
  );
});

test.each([
  [{ reason: 'x', loss: 'start' }, /Check the connection/, null],
  [{ reason: 'cannot be loaded (404)' }, /Check the connection/, null],
  [{ reason: 'it was stopped from outside', loss: 'death' }, /more memory/, /after step 500/],
  [{ reason: 'memory access out of bounds' }, /more memory/, /after step 500/],
  [{ reason: 'Cannot reset timestep with active dump' }, /Leave reset_timestep out/, /step 500/],
  [
    { reason: 'Unknown command', ran: { ...settings, kind: 'custom' } },
    /Mend the script/,
    /step 500/,
  ],
  [{ reason: 'Unknown command' }, /Run again/, /step 500/],
  [{ reason: null, progress: null }, /Run again/, null],
] as const)('%o', (change, todo, where) => {
  const found = of(change);
  expect(found.todo).toMatch(todo);
  if (where === null) expect(found.where).toBeNull();
  else expect(found.where).toMatch(where);
  expect(found.what).toContain(change.reason ?? 'no reason was given');
});

test('the full LAMMPS, which is not kept for use offline, says so where it cannot be fetched', () => {
  const input = { engine: 'lammps', build: 'full' } as LammpsInput;
  const fault = { kind: 'not-loaded' } as const;
  expect(of({ reason: 'x', fault, input }).todo).toMatch(
    /no part of what this page keeps for use offline: connect and run again/,
  );
  expect(of({ reason: 'x', fault, input: { ...input, build: 'serial' } }).todo).toMatch(
    /Check the connection/,
  );
});

test('advice goes by the kind of the error, not by its words', () => {
  const fault = { kind: 'lost-atoms', lost: 3, of: 200 } as const;
  expect(of({ reason: 'in other words', fault }).what).toMatch(/^3 of 200 atoms flew out/);
  expect(of({ reason: 'Lost atoms: original 200 current 197', fault: null }).todo).toMatch(
    /Run again/,
  );
});
