import { afterEach, expect, test, vi } from 'vitest';
import { WorkerLost } from '#app/jobs/problems.ts';
import { type Analyst, analyst, memorySource } from '#app/trajectory/memorySource.ts';
import { failsToLoad } from '../../helpers/threadWorker.ts';
import { standInSessions } from './sessions.ts';

const structure = {
  lattice: Float64Array.of(9, 0, 0, 0, 9, 0, 0, 0, 9),
  numbers: Uint8Array.of(48, 16),
  xyz: Float64Array.of(0, 0, 0, 2, 0, 0),
  layer: new Uint16Array(2),
};
/** The second atom 0.1 Å farther in each frame. */
const frames = (count: number) =>
  Float32Array.from({ length: 6 * count }, (_, k) =>
    k % 6 === 3 ? 2 + 0.1 * Math.floor(k / 6) : 0,
  );
const sourceOf = (count: number, worker: Analyst) =>
  memorySource(
    {
      kind: 'md',
      label: '',
      about: '',
      notes: [],
      structure,
      frames: frames(count),
      timesFs: null,
      scalars: [],
    },
    worker,
  );
const distance = { kind: 'measure', label: 'd', atoms: [0, 1] } as const;
const rounded = (values: Float64Array) => Array.from(values, (x) => Math.round(10 * x) / 10);

let worker: Analyst;
afterEach(() => {
  worker.close();
  vi.unstubAllGlobals();
});

test('a run that grows is handed to its worker in parts, and questions are of all frames so far', async () => {
  const workers = standInSessions();
  worker = analyst();
  expect(workers).toHaveLength(0);
  const two = await sourceOf(2, worker).ask(distance).answer;
  expect(rounded(two.values)).toEqual([2, 2.1]);
  const three = await sourceOf(3, worker).ask(distance).answer;
  expect(rounded(three.values)).toEqual([2, 2.1, 2.2]);
  // Asked again, there is nothing new to hand over.
  await sourceOf(3, worker).ask(distance).answer;
  expect(workers).toHaveLength(1);
  const sizes = workers[0]!.asked.flatMap((m) =>
    m.kind === 'call' && m.task === 'append'
      ? [(m.request as { frames: Float32Array }).frames.length]
      : [],
  );
  expect(sizes).toHaveLength(2);
});

test('a worker that is lost fails the question; the next one has all frames again', async () => {
  const workers = standInSessions();
  worker = analyst();
  const source = sourceOf(3, worker);
  const asked = source.ask(distance);
  failsToLoad(workers[0]!);
  await expect(asked.answer).rejects.toThrow(WorkerLost);
  expect(rounded((await source.ask(distance).answer).values)).toEqual([2, 2.1, 2.2]);
  expect(workers).toHaveLength(2);
});

test('frames are the page’s own: each at hand, none beyond the last', () => {
  worker = analyst();
  const source = sourceOf(3, worker);
  const plain = { smoothOver: 0, keepNear: false, centred: false };
  expect(source.count).toBe(3);
  expect(source.frameAt(2, plain)!.positions[3]).toBeCloseTo(2.2, 5);
  expect(source.frameAt(3, plain)).toBeNull();
  expect(source.frameAt(-1, plain)).toBeNull();
});

test('a smoothed frame is the mean of as many before as after it, at the ends the frame alone', () => {
  worker = analyst();
  const at = [2, 2.3, 2.1, 2.9, 2.4];
  const source = memorySource(
    {
      kind: 'md',
      label: '',
      about: '',
      notes: [],
      structure,
      frames: Float32Array.from(at.flatMap((x) => [0, 0, 0, x, 0, 0])),
      timesFs: null,
      scalars: [],
    },
    worker,
  );
  const smoothed = (over: number) =>
    at.map(
      (_, k) =>
        source.frameAt(k, { smoothOver: over, keepNear: false, centred: false })!.positions[3]!,
    );
  const mean = (...of: readonly number[]) => of.reduce((sum, x) => sum + x) / of.length;
  for (const [over, wanted] of [
    [1, [2, mean(2, 2.3, 2.1), mean(2.3, 2.1, 2.9), mean(2.1, 2.9, 2.4), 2.4]],
    [2, [2, mean(2, 2.3, 2.1), mean(...at), mean(2.1, 2.9, 2.4), 2.4]],
  ] as const)
    for (const [k, x] of smoothed(over).entries())
      expect(x, `${over}, ${k}`).toBeCloseTo(wanted[k]!, 5);
});
