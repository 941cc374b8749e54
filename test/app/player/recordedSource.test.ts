import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { library } from '#app/document/library.ts';
import { gatherRun } from '#app/export/gatherFrames.ts';
import { Refusal } from '#app/jobs/problems.ts';
import {
  closeSource,
  fitTo,
  frameArrived,
  playerStore,
  setSource,
  show,
  togglePlay,
} from '#app/player/player.ts';
import { recordedSource } from '#app/player/recordedSource.ts';
import { analyst } from '#app/trajectory/memorySource.ts';
import { UNPREPARED } from '#core/analysis/motion/preparedFrame.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { standInSessions } from '../trajectory/sessions.ts';

const { structure } = build(DEFAULT_PRESET.recipe, library);
const FRAMES = Float32Array.from([0, 1, 2].flatMap((t) => Array.from(structure.xyz, (x) => x + t)));

/** A run of three frames whose fetch is held until it is let go. */
function held() {
  const let_ = { go: (_: Float32Array) => {}, fail: (_: Error) => {} };
  const told: (string | null)[] = [];
  const fetch = vi.fn(
    (_: AbortSignal) =>
      new Promise<Float32Array>((go, fail) => {
        Object.assign(let_, { go, fail });
      }),
  );
  const source = recordedSource(
    {
      kind: 'recorded',
      label: 'recorded run',
      about: '',
      notes: [],
      structure,
      timesFs: Float64Array.of(0, 20, 40),
      scalars: [],
    },
    { bytes: 1000, fetch, analyst: analyst() },
    (reason) => {
      told.push(reason);
      frameArrived();
    },
  );
  return { source, fetch, told, let_ };
}

beforeEach(() => {
  standInSessions();
  fitTo(structure, true);
});
afterEach(() => {
  closeSource();
  playerStore.setState({ loop: true });
  vi.unstubAllGlobals();
});

test('its length is known, and nothing is fetched before a frame is shown', async () => {
  const { source, fetch, told, let_ } = held();
  setSource(source);
  expect(playerStore.getState()).toMatchObject({ status: 'ready', count: 3 });
  expect(fetch).not.toHaveBeenCalled();
  show(1);
  show(2);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(playerStore.getState().view).toBeNull();
  expect(source.fetching!.isDone()).toBe(false);
  let_.go(FRAMES);
  await source.fetching!.end();
  expect(told).toEqual([null]);
  const { view } = playerStore.getState();
  expect(view?.frame).toBe(2);
  expect(view!.positions[0]).toBeCloseTo(structure.xyz[0]! + 2, 4);
});

test('play waits for them at its first frame, however long', async () => {
  const frames: FrameRequestCallback[] = [];
  vi.stubGlobal('requestAnimationFrame', (f: FrameRequestCallback) => frames.push(f));
  vi.stubGlobal('cancelAnimationFrame', () => {});
  const pass = (ms: number) => frames.shift()!(performance.now() + ms);
  const { source, let_ } = held();
  setSource(source);
  // Play that does not wait would be at its end.
  playerStore.setState({ loop: false });
  togglePlay();
  for (const ms of [500, 1000, 60_000]) pass(ms);
  expect(playerStore.getState()).toMatchObject({ playing: true, frame: 0, view: null });
  let_.go(FRAMES);
  await source.fetching!.end();
  expect(playerStore.getState().view?.frame).toBe(0);
  pass(60_020);
  expect(playerStore.getState().frame).toBeLessThan(3);
  pass(60_060);
  expect(playerStore.getState().frame).toBeGreaterThan(0);
});

test('an export of the run fetches it', async () => {
  const { source, let_ } = held();
  setSource(source);
  const run = gatherRun(playerStore.getState());
  let_.go(FRAMES);
  expect((await run)?.xyz).toEqual(FRAMES);
});

test('a question waits for them, and one that is cancelled is not asked', async () => {
  const { source, let_ } = held();
  const question = { kind: 'average', centred: false } as const;
  const kept = source.ask(question);
  const dropped = source.ask(question);
  const settled = vi.fn();
  dropped.answer.then(settled, settled);
  dropped.cancel();
  let_.go(FRAMES);
  expect((await kept.answer) !== undefined).toBe(true);
  expect(settled).not.toHaveBeenCalled();
  source.close();
});

test('it says why they cannot come; closing it ends the fetch', async () => {
  const { source, fetch, told, let_ } = held();
  expect(source.frameAt(0, UNPREPARED)).toBeNull();
  const asked = source.ask({ kind: 'average', centred: false } as const);
  let_.fail(new Refusal('the server answered 404'));
  await expect(asked.answer).rejects.toThrow('the server answered 404');
  expect(told).toEqual(['the server answered 404']);
  const signal = fetch.mock.calls[0]![0];
  expect(signal.aborted).toBe(false);
  source.close();
  expect(signal.aborted).toBe(true);
});
