import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { importHandlers } from '#app/import/importHandlers.ts';
import { readCrystal } from '#app/import/importing.ts';
import type { ImportTasks } from '#app/import/importTasks.ts';
import { WorkerLost } from '#app/jobs/problems.ts';
import { EpistackError } from '#core/errors.ts';
import { loadSymmetry } from '#engines/symmetry/symmetry.ts';
import {
  answers,
  failsToLoad,
  says,
  silentWorker,
  standInWorkers,
  type TestWorker,
  threadWorker,
} from '../../helpers/threadWorker.ts';

const ROCK_SALT = [
  'NaCl',
  '1',
  '5.6 0 0',
  '0 5.6 0',
  '0 0 5.6',
  'Na Cl',
  '4 4',
  'Direct',
  ...['0 0 0', '0 .5 .5', '.5 0 .5', '.5 .5 0', '.5 .5 .5', '.5 0 0', '0 .5 0', '0 0 .5'],
].join('\n');
const file = (data: string) => ({ kind: 'file', source: { data, name: 'POSCAR' } }) as const;
const never = new AbortController().signal;

const wasm = createRequire(import.meta.url).resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm');
beforeAll(() => loadSymmetry(new Uint8Array(readFileSync(wasm))));

let workers: readonly TestWorker[] = [];
beforeEach(() => {
  workers = standInWorkers({ 'import.worker': () => threadWorker<ImportTasks>(importHandlers) });
});
afterEach(() => {
  // The worker is kept between reads: each test begins without one.
  for (const worker of workers) failsToLoad(worker);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a file is read with its symmetry, and the worker is kept for the next', async () => {
  const imported = await readCrystal(file(ROCK_SALT), never);
  expect(imported.formula).toMatch(/^Na4? ?Cl4?$/);
  expect(imported.group).toMatchObject({ number: 225, symbol: 'Fm-3m' });
  await readCrystal(file(ROCK_SALT), never);
  expect(workers).toHaveLength(1);
});

test('what is wrong with a file comes with its failure, and costs no worker', async () => {
  const reading = readCrystal(file(ROCK_SALT.replace('4 4', '4 x')), never);
  await expect(reading).rejects.toThrow(EpistackError);
  await readCrystal(file(ROCK_SALT), never);
  expect(workers).toHaveLength(1);
});

test('one that takes too long is read once more without the search for its symmetry', async () => {
  vi.useFakeTimers();
  workers = standInWorkers({ 'import.worker': silentWorker });
  const reading = readCrystal(file(ROCK_SALT), never);
  says(workers[0]!, { kind: 'ready', lock: null });
  await vi.advanceTimersByTimeAsync(19_900);
  expect(workers).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(workers[0]!.ended).toBe(true);
  expect(workers[1]!.asked[0]).toMatchObject({
    request: { source: { data: ROCK_SALT, search: null } },
  });
  answers(workers[1]!, 'read');
  expect(await reading).toBe('read');
});

test('a crystal by hand is left without the search as well', async () => {
  vi.useFakeTimers();
  workers = standInWorkers({ 'import.worker': silentWorker });
  const spec = {} as Extract<Parameters<typeof readCrystal>[0], { kind: 'hand' }>['spec'];
  void readCrystal({ kind: 'hand', spec }, never).catch(() => undefined);
  says(workers[0]!, { kind: 'ready', lock: null });
  await vi.advanceTimersByTimeAsync(30_000);
  expect(workers[1]!.asked[0]).toMatchObject({ request: { kind: 'hand', search: null } });
});

test('one that takes too long twice is given up, with the time that it was given', async () => {
  vi.useFakeTimers();
  workers = standInWorkers({ 'import.worker': silentWorker });
  const reading = readCrystal(file(ROCK_SALT), never).catch((error: Error) => error);
  says(workers[0]!, { kind: 'ready', lock: null });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(await reading).toMatchObject({
    loss: 'late',
    message: expect.stringMatching(/^not done within 40 s/),
  });
  expect(workers.map((w) => w.ended)).toEqual([true, true]);
});

test('cancelled, it is ended and nothing is read again', async () => {
  workers = standInWorkers({ 'import.worker': silentWorker });
  const stop = new AbortController();
  const reading = readCrystal(file(ROCK_SALT), stop.signal).catch((error: Error) => error);
  stop.abort();
  expect(await reading).toMatchObject({ name: 'AbortError' });
  expect(workers.map((w) => w.ended)).toEqual([true]);
});

test('a worker that is lost is a loss, and the next read starts another', async () => {
  const reading = readCrystal(file(ROCK_SALT), never);
  failsToLoad(workers[0]!);
  await expect(reading).rejects.toThrow(WorkerLost);
  await readCrystal(file(ROCK_SALT), never);
  expect(workers).toHaveLength(2);
});
