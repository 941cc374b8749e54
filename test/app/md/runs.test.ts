import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { library } from '#app/document/library.ts';
import { adviceFor } from '#app/md/advice.ts';
import { mdHandlers } from '#app/md/mdHandlers.ts';
import type { MdTasks } from '#app/md/mdTasks.ts';
import { choose, mdStore, type RunSettings } from '#app/md/runStore.ts';
import { cancel, clear, endPositions, planRun, runLabel, startRun } from '#app/md/runs.ts';
import { takeable } from '#app/md/takeOver.ts';
import { type Built, build } from '#core/recipe/build.ts';
import { setFreeze } from '#core/recipe/edits/freeze.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { DEFAULT_SETTINGS } from '#engines/lammps/protocolSettings.ts';
import {
  failsToLoad,
  standInWorkers,
  type TestWorker,
  threadWorker,
} from '../../helpers/threadWorker.ts';

// Seconds alone; CI shares two cores with other test files.
const built = build(presetOf('cspbbr3-cds').recipe, library);
const atoms = built.structure.numbers.length;

let workers: readonly TestWorker[] = [];
const start = (of: Built) => void startRun(of);

const until = (holds: (md: ReturnType<typeof mdStore.getState>) => boolean) =>
  new Promise<void>((resolve) => {
    const stop = mdStore.subscribe((md) => {
      if (!holds(md)) return;
      stop();
      resolve();
    });
  });
/** The stack with some of its lowest planes frozen, as its document says. */
const frozen = (bottom: number): Built => ({
  ...built,
  recipe: setFreeze({ kind: 'planes', bottom, top: 0 })(built.recipe),
});
const ended = () => until(({ status }) => ['done', 'failed', 'cancelled'].includes(status));

beforeEach(() => {
  workers = standInWorkers({ 'md.worker': () => threadWorker<MdTasks>(mdHandlers) });
  clear();
  choose({ ...DEFAULT_SETTINGS, seed: 3 });
});
afterEach(() => {
  clear();
  vi.unstubAllGlobals();
});

describe('a run', () => {
  test('goes through loading and running to done, and keeps all that it takes to run again', async () => {
    choose({ lengthPs: 0.1, heatingPs: 0.06 });
    const seen: string[] = [];
    const stop = mdStore.subscribe(({ status }) => seen.at(-1) === status || seen.push(status));
    start(built);
    await ended();
    stop();
    expect(seen).toEqual(['loading', 'running', 'done']);
    const md = mdStore.getState();
    expect(md.reason).toBeNull();
    expect(md.downloadBytes.serial).toBe(0);
    // 0, 20 … 100 fs; the minimisation before is no part of the trajectory.
    expect([...md.times]).toEqual([0, 20, 40, 60, 80, 100]);
    expect(md.count).toBe(6);
    expect(md.frames).toHaveLength(6 * 3 * atoms);
    expect([...md.series.at]).toEqual([...md.times]);
    // 300 K less the drift of each slab, which is taken out.
    expect(Math.abs(md.series.temperatureK[0]! - 300)).toBeLessThan(10);
    expect(md.progress).toMatchObject({
      stage: 'nve',
      step: 100,
      steps: 100,
      ps: 0.1,
      secondsLeft: 0,
    });
    // A machine that is done too soon to tell has no speed.
    expect(md.progress?.stepsPerSecond ?? 1).toBeGreaterThan(0);
    expect(md.input).toMatchObject({
      script: expect.stringContaining('Seed 3'),
      data: expect.stringContaining('200 atoms'),
    });
    expect(md.ran?.seed).toBe(3);
    expect(runLabel(md)).toMatch(
      /^classical preview, LAMMPS .*20\d\d, lj-ions, .*NVE 0.04 ps.*seed 3$/,
    );
    const end = endPositions(md);
    expect(end).toHaveLength(3 * atoms);
    end?.forEach((x, i) => {
      expect(Math.abs(x - md.frames[5 * 3 * atoms + i]!)).toBeLessThan(1e-5);
    });
    // Chosen for the next run: the one shown is still seed 3.
    choose({ seed: 4 });
    expect(runLabel(mdStore.getState())).toContain('seed 3');
  });

  test('relaxes to its force tolerance; the frames count iterations, the last is the minimum', async () => {
    choose({ kind: 'relax', snapshotSteps: 100 });
    start(frozen(1));
    await ended();
    const { status, result, plan, times, series, frames, count } = mdStore.getState();
    expect(status).toBe('done');
    expect(result?.stopped).toBe('force tolerance');
    expect(plan?.axis).toBe('iteration');
    expect(times[0]).toBe(0);
    expect(times.at(-1)).toBe(result?.last.step);
    expect(series.potentialKcalMol.at(-1)!).toBeLessThan(series.potentialKcalMol[0]! - 100);
    expect(series.temperatureK.every((t) => t === 0)).toBe(true);
    // The lowest plane is held, the others are not.
    const { layer, xyz } = built.structure;
    const moved = Float64Array.from(layer, (_, i) =>
      Math.hypot(
        ...[0, 1, 2].map((k) => frames[(count - 1) * 3 * atoms + 3 * i + k]! - xyz[3 * i + k]!),
      ),
    );
    const lowest = (i: number) => layer[i] === 0 && built.plane[i] === 0;
    moved.forEach((ang, i) => {
      if (lowest(i)) expect(ang).toBeLessThan(1e-5);
    });
    expect(moved.filter((ang, i) => !lowest(i) && ang > 1e-3).length).toBeGreaterThan(atoms / 2);
  });

  test('is cancelled at once, keeps what it had, and another may follow', async () => {
    choose({ lengthPs: 500, kind: 'nvt' });
    start(built);
    await until(({ count }) => count >= 3);
    cancel();
    const { status, count } = mdStore.getState();
    expect(status).toBe('cancelled');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(mdStore.getState()).toMatchObject({ status: 'cancelled', count });
    expect(endPositions(mdStore.getState())).toHaveLength(3 * atoms);
    cancel();
    expect(mdStore.getState().status).toBe('cancelled');
    choose({ kind: 'relax', maxIterations: 3 });
    start(built);
    expect(mdStore.getState()).toMatchObject({ status: 'loading', count: 0 });
    await ended();
    expect(mdStore.getState().status).toBe('done');
  });

  test('fails with the words of LAMMPS, the frames of before kept', async () => {
    choose({
      kind: 'custom',
      script: `fix f all nve\nvelocity all create \${temperature} \${seed}\nrun 40\nrun banana\n`,
    });
    start(built);
    await ended();
    const { status, reason, times, plan } = mdStore.getState();
    expect(status).toBe('failed');
    expect(reason).toMatch(/^LAMMPS: .*banana/);
    expect([...times]).toEqual([0, 20, 40]);
    expect(plan?.steps).toBeNull();
  });
});

describe('a script of one’s own', () => {
  const own = async (script: string, change: Partial<RunSettings> = {}) => {
    choose({ kind: 'custom', script, snapshotSteps: 5, ...change });
    start(built);
    await ended();
    return mdStore.getState();
  };

  test('counts iterations until time passes, and then the time of its own step from the start', async () => {
    const md = await own('minimize 0 0 10 100\ntimestep 2\nfix i mobile nve\nrun 10\n');
    expect(md.status).toBe('done');
    expect(md.plan?.axis).toBe('time');
    expect([...md.times]).toEqual([0, 10, 20]);
    expect(md.count).toBe(3);
    expect(md.frames).toHaveLength(3 * 3 * atoms);
    expect([...md.series.at]).toEqual([0, 10, 20]);
    expect(md.progress).toMatchObject({ ps: 0.02, timestepFs: 2 });
    expect(takeable(md, built.recipe)).toHaveProperty('problem');
  });

  test('that only relaxes has iterations for an axis, and can be taken over as it ended', async () => {
    const md = await own('minimize 0 0 10 100\n');
    expect(md.plan?.axis).toBe('iteration');
    expect([...md.times]).toEqual([0, 5, 10]);
    expect(takeable(md, built.recipe)).toMatchObject({
      note: expect.stringMatching(/own script \(minimised, stopped: max iterations, max force /),
    });
  });

  test('that relaxes nothing offers nothing to take over', async () => {
    expect(takeable(await own('run 0\n'), built.recipe)).toHaveProperty('problem');
  });

  test('that changes the cell ends with the reason, the frames before it kept', async () => {
    const md = await own('fix i all nve\nrun 10\nchange_box all z scale 1.1 remap\nrun 10\n');
    expect(md).toMatchObject({ status: 'failed', count: 3 });
    expect(md.reason).toMatch(/changed the cell.*md RECIPE --script/);
  });
});

describe('before a run', () => {
  const problem = (of: Built, change = {}) => {
    const found = planRun(of, { ...mdStore.getState().settings, ...change });
    return 'problem' in found ? found.problem : null;
  };

  test('says why it cannot: species, charge, settings, memory', () => {
    expect(problem(built)).toBeNull();
    expect(problem(build(presetOf('cspbcl3-cds').recipe, library))).toMatch(/no potential.*Cl/);
    const charged = {
      ...built,
      structure: { ...built.structure, numbers: built.structure.numbers.with(0, 82) },
    };
    expect(problem(charged)).toMatch(/carries \+0\.5068 e/);
    for (const [change, text] of [
      [{ seed: 0 }, /^seed: /],
      [{ timestepFs: 0 }, /^step: /],
      [{ temperatureK: -5 }, /^temperature: /],
      [{ lengthPs: 0 }, /^length: /],
      [{ snapshotSteps: 1.5 }, /^snapshot interval: /],
      [{ lengthPs: 1e4, snapshotSteps: 1 }, /bytes of snapshots/],
      [{ timestepFs: Number.NaN }, /^step: /],
    ] as const)
      expect(problem(built, change), JSON.stringify(change)).toMatch(text);
    expect(problem(frozen(9))).toMatch(/^frozen planes, bottom: .* 9 planes/);
  });

  test('a press on run says the same, and starts no worker', () => {
    choose({ seed: 0 });
    start(built);
    expect(workers).toHaveLength(0);
    expect(mdStore.getState()).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/^seed/),
    });
  });
});

test('a worker that cannot be loaded is a failure, not a wait without end; run again works', async () => {
  choose({ kind: 'relax', maxIterations: 3 });
  start(built);
  expect(mdStore.getState().status).toBe('loading');
  failsToLoad(workers[0]!);
  await ended();
  expect(mdStore.getState()).toMatchObject({
    status: 'failed',
    loss: 'start',
    reason: expect.stringMatching(/could not be loaded/),
  });
  expect(adviceFor(mdStore.getState()).todo).toMatch(/connection/);
  start(built);
  expect(mdStore.getState()).toMatchObject({ status: 'loading', loss: null });
  await ended();
  expect(mdStore.getState().status).toBe('done');
});
