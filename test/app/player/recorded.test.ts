import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { library } from '#app/document/library.ts';
import { closeSource, fitTo, playerStore, setSource, show } from '#app/player/player.ts';
import { chooseRecorded, isRecorded, loadRecorded, recordedRun } from '#app/player/recorded.ts';
import { recordedHandlers } from '#app/player/recordedHandlers.ts';
import type { RecordedTasks } from '#app/player/recordedTasks.ts';
import { analyst, memorySource } from '#app/trajectory/memorySource.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import { eventually } from '../../helpers/eventually.ts';
import {
  failsToLoad,
  says,
  silentWorker,
  standInWorkers,
  type TestWorker,
  threadWorker,
} from '../../helpers/threadWorker.ts';

const FILE = readFileSync('public/structures/cspbbr3-cds-300K-universal/XDATCAR.gz');
const built = build(DEFAULT_PRESET.recipe, library);
const player = () => playerStore.getState();

let workers: readonly TestWorker[] = [];
let asked: string[] = [];
function serverHas(answer: () => Response): void {
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return answer();
  });
}
beforeEach(() => {
  asked = [];
  workers = standInWorkers({
    'recorded.worker': () => threadWorker<RecordedTasks>(recordedHandlers),
  });
  vi.stubGlobal('document', {
    baseURI: 'https://example.org/sub/',
    documentElement: { dataset: {} },
    querySelector: () => null,
  });
  serverHas(() => new Response(FILE));
  fitTo(built.structure, true);
});
afterEach(() => {
  closeSource();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('belongs to the default stack alone, whatever it is titled', () => {
  expect(isRecorded({ ...DEFAULT_PRESET.recipe, title: 'mine' })).toBe(true);
  expect(isRecorded(presetOf('ge-si').recipe)).toBe(false);
});

test('is opened with its length and its contacts, and fetched from beside the page to be played', async () => {
  const loading = loadRecorded(built);
  expect(player().status).toBe('loading');
  // Once: a second call while it loads does nothing.
  await loadRecorded(built);
  await loading;
  expect(player()).toMatchObject({ status: 'ready', frame: null });
  const { source, series, count } = player();
  expect(source).toMatchObject({ kind: 'recorded', label: 'recorded run' });
  expect([source!.timesFs![1], source!.timesFs![count - 1]]).toEqual([20, 20 * (count - 1)]);
  expect(series.map((s) => s.pair)).toEqual(['Cs-S', 'Br-Cd']);
  for (const s of series) {
    expect(s.meansAng).toHaveLength(count);
    // The last 2 ps, 100 frames of 20 fs.
    const late = s.meansAng.slice(-100).reduce((sum, x) => sum + x, 0) / 100;
    expect(s.lateMeanAng).toBeCloseTo(late, 5);
  }
  expect([asked, workers]).toEqual([[], []]);

  show(5);
  await source!.fetching!.end();
  expect(asked).toEqual([
    'https://example.org/sub/structures/cspbbr3-cds-300K-universal/XDATCAR.gz',
  ]);
  expect(source!.fetching!.bytes).toBe(FILE.length);
  expect(player().view?.frame).toBe(5);
  show(count - 1);
  expect(player().view?.frame).toBe(count - 1);
  expect(workers.map((w) => w.ended)).toEqual([true]);
});

test('the other recorded run takes its place at the same time, from its own file, and is opened again after', async () => {
  const other = readFileSync('public/structures/cspbbr3-cds-300K/XDATCAR.gz');
  await loadRecorded(built);
  expect(recordedRun(player().source)?.id).toBe('universal');
  const learned = player().series.map((s) => s.lateMeanAng);
  serverHas(() => new Response(other));
  await chooseRecorded('classical', built);
  // Not before it is played.
  expect([asked, player().frame]).toEqual([[], null]);
  expect(recordedRun(player().source)?.id).toBe('classical');
  const classical = player().series.map((s) => s.lateMeanAng);
  // Cs–S by the classical potential is an ångström longer.
  expect(classical[0]! - learned[0]!).toBeGreaterThan(0.8);
  show(7);
  await player().source!.fetching!.end();
  expect(asked).toEqual(['https://example.org/sub/structures/cspbbr3-cds-300K/XDATCAR.gz']);
  expect(player().source!.fetching!.bytes).toBe(other.length);
  serverHas(() => new Response(FILE));
  await chooseRecorded('universal', built);
  await player().source!.fetching!.end();
  expect(player()).toMatchObject({ frame: 7, view: { frame: 7 } });
  await chooseRecorded('classical', built);
  closeSource();
  await loadRecorded(built);
  expect(recordedRun(player().source)?.id).toBe('classical');
  await chooseRecorded('universal', built);
});

/** Opens the run and asks for a frame of it. */
async function played(): Promise<void> {
  await loadRecorded(built);
  show(0);
  await player().source!.fetching!.end();
}

test.each([
  ['a server without it', () => new Response('', { status: 404 }), /the server answered 404/],
  ['a broken archive', () => new Response(FILE.subarray(0, 5000)), /./],
  [
    'other atoms',
    () => new Response(gzipSync(readFileSync('test/fixtures/trajectories/pymatgen-XDATCAR'))),
    /the atoms of the structure on screen/,
  ],
])('%s is a failure with a reason, and can be tried again', async (_, answer, reason) => {
  serverHas(answer);
  await played();
  expect(player()).toMatchObject({
    status: 'failed',
    reason: expect.stringMatching(reason),
    frame: null,
  });
  serverHas(() => new Response(FILE));
  closeSource();
  await played();
  expect(player()).toMatchObject({ status: 'ready', view: { frame: 0 } });
});

test('a worker that does not load, or answers no more, is a failure and no wait without end', async () => {
  workers = standInWorkers({ 'recorded.worker': silentWorker });
  const first = played();
  await eventually(() => expect(workers).toHaveLength(1));
  failsToLoad(workers[0]!);
  await first;
  expect(player()).toMatchObject({
    status: 'failed',
    reason: expect.stringMatching(/could not be loaded/),
  });
  closeSource();
  vi.useFakeTimers();
  await loadRecorded(built);
  show(0);
  says(workers[1]!, { kind: 'ready', lock: null });
  await vi.advanceTimersByTimeAsync(30_000);
  expect(player()).toMatchObject({ status: 'ready', view: null });
  await vi.advanceTimersByTimeAsync(270_000);
  expect(player().status).toBe('failed');
});

test('does not take the place of what was opened meanwhile', async () => {
  const loading = loadRecorded(built);
  const source = memorySource(
    {
      kind: 'md',
      label: 'opened meanwhile',
      about: '',
      notes: [],
      structure: built.structure,
      frames: Float32Array.from(built.structure.xyz),
      timesFs: null,
      scalars: [],
    },
    analyst(),
  );
  setSource(source);
  await loading;
  expect(player().source).toBe(source);
});
