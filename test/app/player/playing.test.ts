import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bondsHandlers } from '#app/player/bondsHandlers.ts';
import type { BondsTasks } from '#app/player/bondsTasks.ts';
import {
  closeSource,
  drawnForeign,
  fitTo,
  goToEnd,
  isFrameAwaited,
  playerStore,
  setEnd,
  setRange,
  setSource,
  show,
  togglePlay,
} from '#app/player/player.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { eventually } from '../../helpers/eventually.ts';
import { fc } from '../../helpers/property.ts';
import { standInWorkers, threadWorker } from '../../helpers/threadWorker.ts';

const structure: Structure = {
  lattice: Float64Array.of(9, 0, 0, 0, 9, 0, 0, 0, 9),
  numbers: Uint8Array.of(48),
  xyz: new Float64Array(3),
  layer: new Uint16Array(1),
};

/** Frames that are there, but for those that a test holds back. */
function source(count: number, missing: ReadonlySet<number> = new Set()): TrajectorySource {
  return {
    kind: 'md',
    label: '',
    about: '',
    notes: [],
    structure,
    count,
    timesFs: null,
    scalars: [],
    frameAt: (frame) =>
      missing.has(frame)
        ? null
        : { frame, positions: Float32Array.of(frame, 0, 0), lattice: structure.lattice },
    problemAt: () => null,
    ask: () => {
      throw new Error('nothing is asked here');
    },
    close: () => undefined,
  } as TrajectorySource;
}

/** The browser's frames, which come when a test says so. */
let now = 0;
let waiting = new Map<number, FrameRequestCallback>();
beforeEach(() => {
  now = 1000;
  waiting = new Map();
  let ids = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.stubGlobal('requestAnimationFrame', (call: FrameRequestCallback) => {
    waiting.set(++ids, call);
    return ids;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => void waiting.delete(id));
  fitTo(structure, true);
});
const initial = playerStore.getState();
afterEach(() => {
  closeSource();
  playerStore.setState(initial, true);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});
function pass(ms: number): void {
  now += ms;
  const calls = [...waiting.values()];
  waiting.clear();
  for (const call of calls) call(now);
}
const player = () => playerStore.getState();
/** Frames shown while it plays, one drawing every so many ms. */
const played = (ms: number, times: number): readonly (number | null)[] =>
  Array.from({ length: times }, () => {
    pass(ms);
    return player().frame;
  });

test('plays at its rate, a frame for as long as it lasts, and round its end', () => {
  setSource(source(4));
  togglePlay();
  expect(player()).toMatchObject({ playing: true, frame: 0, rate: 30, direction: 1 });
  // 25 ms are three quarters of a frame.
  expect(played(25, 6)).toEqual([0, 1, 2, 3, 3, 0]);
  togglePlay();
  expect(player().playing).toBe(false);
  expect(played(25, 3)).toEqual([0, 0, 0]);
});

test('backwards it begins at the last, and goes round to it again', () => {
  setSource(source(4));
  playerStore.setState({ direction: -1, rate: 10 });
  togglePlay();
  expect(player().frame).toBe(3);
  expect(played(100, 5)).toEqual([2, 1, 0, 3, 2]);
});

test('without a loop it stops at its last frame, and starts over from there', () => {
  setSource(source(4));
  playerStore.setState({ loop: false, rate: 10 });
  togglePlay();
  expect(played(150, 3)).toEqual([1, 3, 3]);
  expect(player().playing).toBe(false);
  togglePlay();
  expect(player()).toMatchObject({ playing: true, frame: 0 });
  // A slow machine that would go past the end shows the last frame.
  expect(played(10_000, 1)).toEqual([3]);
  expect(player().playing).toBe(false);
});

test('a range is played and nothing else; after scrubbing it goes on from the chosen frame', () => {
  setSource(source(10));
  playerStore.setState({ rate: 10 });
  setRange([6, 3]);
  expect(player().range).toEqual([3, 6]);
  show(8);
  togglePlay();
  expect(player().frame).toBe(3);
  expect(played(100, 5)).toEqual([4, 5, 6, 3, 4]);
  show(5);
  expect(played(100, 2)).toEqual([6, 3]);
  goToEnd('last');
  expect(player()).toMatchObject({ playing: false, frame: 6 });
  goToEnd('first');
  expect(player().frame).toBe(3);
  setRange(null);
  goToEnd('last');
  expect(player().frame).toBe(9);
});

test('the present frame becomes an end of the range; the other end stays, unless it is on the wrong side', () => {
  setSource(source(20));
  const frame = fc.integer({ min: 0, max: 19 });
  const range = fc.option(fc.tuple(frame, frame));
  fc.assert(
    fc.property(
      range,
      frame,
      fc.constantFrom('first' as const, 'last' as const),
      (of, at, which) => {
        setRange(of);
        const [first, last] = player().range ?? [0, 19];
        show(at);
        setEnd(which);
        expect(player().range).toEqual(
          which === 'first' ? [at, at <= last ? last : 19] : [at >= first ? first : 0, at],
        );
      },
    ),
  );
  show(null);
  setRange([2, 4]);
  setEnd('first');
  expect(player().range).toEqual([2, 4]);
});

test('a frame that has not come is waited for, but not without end', () => {
  const missing = new Set([1]);
  setSource(source(4, missing));
  playerStore.setState({ rate: 10 });
  togglePlay();
  expect(played(100, 3)).toEqual([1, 1, 1]);
  expect(player()).toMatchObject({ frame: 1, view: { frame: 0 } });
  missing.clear();
  show(1);
  expect(played(100, 1)).toEqual([2]);
  togglePlay();
  missing.add(3);
  togglePlay();
  pass(100);
  expect(player().frame).toBe(3);
  // Some tenths of a second, then it goes on without that frame.
  expect(played(100, 3)).toEqual([3, 3, 3]);
  pass(300);
  expect(player().frame).not.toBe(3);
});

test('nothing plays without a trajectory, nor while its run is of another stack', () => {
  togglePlay();
  expect(player()).toMatchObject({ playing: false, frame: null });
  setSource(source(4));
  playerStore.setState({ isHeld: true });
  togglePlay();
  expect(player()).toMatchObject({ playing: false, frame: null });
  expect(waiting.size).toBe(0);
});

test('a frame is awaited from its choice until it is drawn, cannot be, or is held back', () => {
  const missing = new Set([0]);
  setSource(source(4, missing));
  expect(isFrameAwaited(player())).toBe(false);
  show(0);
  expect(isFrameAwaited(player())).toBe(true);
  expect(isFrameAwaited({ ...player(), frameProblem: 'line 7' })).toBe(false);
  expect(isFrameAwaited({ ...player(), isHeld: true })).toBe(false);
  missing.clear();
  show(0);
  expect(isFrameAwaited(player())).toBe(false);
});

test('a trajectory’s own atoms are drawn with a frame of it, and not before', () => {
  setSource({ ...source(2), structure: { ...structure, numbers: Uint8Array.of(16) } });
  const { foreign } = player();
  expect(foreign).not.toBeNull();
  expect(drawnForeign(player())).toBeNull();
  show(1);
  expect(drawnForeign(player())).toBe(foreign);
});

test('the sticks of many atoms are found in a worker, and come after the balls', async () => {
  const workers = standInWorkers({
    'bonds.worker': () => threadWorker<BondsTasks>(bondsHandlers),
  });
  // A row of silicon atoms: each bonded to the next, and the last to the first of the next cell.
  const count = 600;
  const row: Structure = {
    lattice: Float64Array.of(2.35 * count, 0, 0, 0, 20, 0, 0, 0, 20),
    numbers: new Uint8Array(count).fill(14),
    xyz: Float64Array.from({ length: 3 * count }, (_, k) => (k % 3 === 0 ? (k / 3) * 2.35 : 0)),
    layer: new Uint16Array(count),
  };
  setSource({ ...source(2), structure: row });
  expect(player().foreign!.bonds.a).toHaveLength(0);
  await eventually(() => expect(player().foreign!.bonds.a).toHaveLength(count));
  expect(player().foreign!.structure).toBe(row);
  // What another source is waiting for is not drawn on this one.
  setSource({ ...source(2), structure: row });
  setSource({ ...source(2), structure: { ...structure, numbers: Uint8Array.of(16) } });
  expect(workers.at(-1)!.ended).toBe(true);
  expect(player().foreign!.bonds.a).toHaveLength(0);
  vi.unstubAllGlobals();
});
