import { expect, test } from 'vitest';
import { adviceFor } from '#app/md/advice.ts';
import { driftOf, energyChange, energyCsv } from '#app/md/energies.ts';
import type { Md } from '#app/md/runStore.ts';

/** A run of so many atoms whose rows come every 10 fs: 20 steps of 1 fs of heating, then NVE. */
function run(totalKcalMol: readonly number[], atoms = 2): Md {
  const at = Float64Array.from(totalKcalMol, (_, k) => 10 * k);
  const numbers = Uint8Array.from({ length: atoms }, (_, i) => [48, 16][i % 2]!);
  return {
    built: { structure: { numbers } },
    input: {
      protocol: {
        timestepFs: 1,
        stages: [{ kind: 'minimise' }, { kind: 'rescale', steps: 20 }, { kind: 'nve', steps: 100 }],
      },
    },
    plan: { axis: 'time' },
    series: {
      at,
      temperatureK: at.map((t) => 300 + t),
      potentialKcalMol: at.map((t) => -7 - t),
      totalKcalMol: Float64Array.from(totalKcalMol),
    },
  } as unknown as Md;
}

/** CODATA: 1 kcal/mol is 43.3641 meV. */
const MEV = 43.3641;

test('energies count from where NVE begins, in meV for each atom', () => {
  const { reference, mevPerAtom } = energyChange(run([0, 50, -100, -99, -102]));
  // The third row, at the beginning of NVE, was told before the last rescaling.
  expect(reference).toBe(3);
  expect(mevPerAtom[3]).toBe(0);
  expect(mevPerAtom[2]).toBeCloseTo(-MEV / 2, 3);
  expect(mevPerAtom[4]).toBeCloseTo((-3 * MEV) / 2, 3);
  expect(energyChange(run([-1, 0, 0, 0, 1], 8)).mevPerAtom[4]).toBeCloseTo(MEV / 8, 3);
});

test('the drift is the slope of NVE alone: heating has none', () => {
  // 1 kcal/mol each 10 fs of two atoms: 43.3641 · 100 / 2 meV/atom/ps.
  const drift = driftOf(run([500, 200, -90, 1, 2, 3, 4, 5]))!;
  expect(drift.mevPerAtomPerPs).toBeCloseTo((MEV * 100) / 2, 0);
  // What the last rescaling did is no drift.
  expect(drift.overPs).toBeCloseTo(0.04, 12);
  expect(driftOf(run([500, 200, 0, 1, 2, 3]))).toBeNull();
  const noNve = run([1, 2, 3, 4, 5, 6, 7, 8]);
  const stages = [{ kind: 'rescale', steps: 20 }];
  expect(
    driftOf({ ...noNve, input: { protocol: { timestepFs: 1, stages } } } as unknown as Md),
  ).toBeNull();
});

test('the table has a column each for temperature, potential and total energy', () => {
  expect(energyCsv(run([1, 2]), 'a run').split('\n')).toEqual([
    '# a run',
    'time_fs,temperature_K,potential_kcal_mol,total_kcal_mol',
    '0,300,-7,1',
    '10,310,-17,2',
    '',
  ]);
});

test('lost atoms are counted, and the atom that had gone farthest is named', () => {
  const { what, where, todo } = adviceFor({
    ...run([0]),
    reason: 'ERROR: Lost atoms: original 200 current 197',
    fault: { kind: 'lost-atoms', lost: 3, of: 200 },
    progress: { stage: 'nve', step: 40, ps: 0.04, timestepFs: 2 },
    count: 2,
    frames: Float32Array.of(0, 0, 0, 5, 5, 5, 0.5, 0, 0, 5, 8, 9),
    ran: { kind: 'heat', timestepFs: 2 },
  } as unknown as Md);
  expect(what).toMatch(/^3 of 200 atoms/);
  expect(where).toBe(
    'after step 40 (0.040 ps); in the last snapshot S 2 had gone farthest, 5.00 Å',
  );
  expect(todo).toMatch(/shorter time step than 2 fs/);
});
