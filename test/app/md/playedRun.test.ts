import { afterEach, beforeEach, expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { watchMd } from '#app/md/playedRun.ts';
import { mdStore } from '#app/md/runStore.ts';
import { clear, inputFor } from '#app/md/runs.ts';
import {
  closeSource,
  fitTo,
  playerStore,
  setSource,
  show,
  shownPositions,
} from '#app/player/player.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { planOf } from '#engines/lammps/runPlan.ts';

const built = build(DEFAULT_PRESET.recipe, library);
const { structure } = built;
const width = structure.xyz.length;
const settings = mdStore.getState().settings;
const input = inputFor(built, settings);
const plan = { ...planOf(input, structure), axis: 'time' as const };

/** Snapshots as the worker's batches leave them in the store. */
function has(count: number): void {
  const frames = new Float32Array(count * width);
  for (let k = 0; k < count; k++)
    frames.set(
      structure.xyz.map((x) => x + 0.01 * k),
      k * width,
    );
  mdStore.setState({
    status: 'running',
    built,
    input,
    plan,
    ran: settings,
    frames,
    count,
    times: Float64Array.from({ length: count }, (_, k) => 20 * k),
    series: {
      at: Float64Array.from({ length: 2 * count }, (_, k) => 10 * k),
      temperatureK: Float64Array.from({ length: 2 * count }, (_, k) => 100 + k),
      potentialKcalMol: new Float64Array(2 * count),
      totalKcalMol: new Float64Array(2 * count),
    },
  });
}

const player = () => playerStore.getState();
let stop = () => {};
beforeEach(() => {
  fitTo(structure, true);
  stop = watchMd();
});
afterEach(() => {
  stop();
  clear();
  closeSource();
});

test('a run becomes what is played with its first snapshot, and the newest frame is shown', () => {
  has(1);
  expect(player()).toMatchObject({ count: 1, frame: 0, foreign: null });
  expect(player().source?.kind).toBe('md');
  expect(player().source?.about).toMatch(/LAMMPS.*seed/);
  has(5);
  expect(player()).toMatchObject({ count: 5, frame: 4 });
  expect(shownPositions(player())![0]).toBeCloseTo(structure.xyz[0]! + 0.04, 5);
});

test('who looks at an earlier frame is left there while the run goes on', () => {
  has(5);
  show(2);
  has(9);
  expect(player()).toMatchObject({ count: 9, frame: 2 });
  show(null);
  has(12);
  expect(player()).toMatchObject({ count: 12, frame: null });
});

test('energies stand beside the frames of their time', () => {
  has(4);
  const temperature = player().source!.scalars.find((s) => s.name === 'temperature')!;
  expect([...temperature.values]).toEqual([100, 102, 104, 106]);
  expect([...player().source!.timesFs!]).toEqual([0, 20, 40, 60]);
});

test('a run that is forgotten is no longer played; the next one is', () => {
  has(3);
  clear();
  expect(player()).toMatchObject({ source: null, count: 0, frame: null });
  has(2);
  expect(player()).toMatchObject({ count: 2, frame: 1 });
  has(1);
  expect(player()).toMatchObject({ count: 1, frame: 0 });
});

test('a second run of the same stack is followed from its start, wherever the first one was left', () => {
  has(9);
  show(2);
  // As a press on run leaves the store before the first snapshot.
  mdStore.setState({ status: 'loading', frames: new Float32Array(0), count: 0 });
  has(1);
  expect(player()).toMatchObject({ count: 1, frame: 0 });
  has(4);
  expect(player()).toMatchObject({ count: 4, frame: 3 });
});

test('what else happens to a run leaves it in the player, and a run that is forgotten leaves a file there', () => {
  has(5);
  show(2);
  const { source } = player();
  mdStore.setState({ reason: 'a word' });
  mdStore.setState({ status: 'done' });
  expect(player()).toMatchObject({ source, frame: 2 });
  setSource({ ...source!, kind: 'file' }, 1);
  clear();
  expect(player()).toMatchObject({ count: 5, frame: 1 });
});
