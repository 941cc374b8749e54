import { afterEach, expect, test, vi } from 'vitest';
import { library } from '#app/document/library.ts';
import type { MdBatch } from '#app/md/mdTasks.ts';
import { choose, mdStore } from '#app/md/runStore.ts';
import { clear, startRun } from '#app/md/runs.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { eventually } from '../../helpers/eventually.ts';
import { lastAsked, says, silentWorker, standInWorkers } from '../../helpers/threadWorker.ts';

// A limit of half a gigabyte, in a test of kilobytes: 10 snapshots of 200 atoms.
vi.mock('#engines/lammps/runPlan.ts', async (original) => ({
  ...(await original<object>()),
  MAX_FRAME_BYTES: 10 * 2400,
}));

afterEach(() => {
  clear();
  vi.unstubAllGlobals();
});

test('snapshots over the limit end the run with a reason, and those that came are kept', async () => {
  const built = build(presetOf('cspbbr3-cds').recipe, library);
  const workers = standInWorkers({ 'md.worker': silentWorker });
  // Of a script nobody can say beforehand how many snapshots it takes.
  choose({ kind: 'custom', script: 'run 1\n' });
  void startRun(built);
  const sends = (count: number) => {
    const part: MdBatch = {
      kind: 'batch',
      frames: new Float32Array(count * built.structure.xyz.length),
      steps: new Float64Array(count),
      timesFs: new Float64Array(count),
      thermo: [],
      moves: null,
    };
    says(workers[0]!, { kind: 'part', id: lastAsked(workers[0]!), part });
  };
  sends(9);
  expect(mdStore.getState()).toMatchObject({ count: 9, reason: null });
  sends(2);
  await eventually(() =>
    expect(mdStore.getState()).toMatchObject({
      status: 'failed',
      count: 11,
      reason: expect.stringMatching(/take over .* MB: take them less often/),
    }),
  );
  expect(workers[0]!.ended).toBe(true);
});
