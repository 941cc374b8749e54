import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startImport } from '#app/import/importing.ts';
import type { ImportRequest } from '#app/import/importMessages.ts';
import { silentWorker, standInWorkers } from '../../helpers/threadWorker.ts';

const request = {
  kind: 'file',
  source: { name: 'supercell.cif', bytes: new Uint8Array(1), search: { symprecAng: 0.01 } },
} as unknown as ImportRequest;
const search = (worker: { readonly asked: readonly unknown[] }) =>
  /"search":(null|\{)/.exec(JSON.stringify(worker.asked.at(-1)))![1];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a reading of 20 s is ended and begun again without the search for symmetry, once', async () => {
  const workers = standInWorkers({ 'import.worker': silentWorker });
  const { reply } = startImport(request);
  let answer: Awaited<typeof reply> | undefined;
  void reply.then((found) => {
    answer = found;
  });
  await vi.advanceTimersByTimeAsync(19_900);
  expect(workers.map((w) => [w.ended, search(w)])).toEqual([[false, '{']]);
  await vi.advanceTimersByTimeAsync(200);
  expect(workers.map((w) => [w.ended, search(w)])).toEqual([
    [true, '{'],
    [false, 'null'],
  ]);
  await vi.advanceTimersByTimeAsync(19_700);
  expect(answer).toBeUndefined();
  await vi.advanceTimersByTimeAsync(300);
  expect(answer).toMatchObject({ kind: 'failed' });
  expect(workers.map((w) => w.ended)).toEqual([true, true]);
});

test('one that is called off leaves nothing behind', async () => {
  const workers = standInWorkers({ 'import.worker': silentWorker });
  const { reply, cancel } = startImport(request);
  await vi.advanceTimersByTimeAsync(5_000);
  cancel();
  expect(await reply).toBeNull();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(workers.map((w) => w.ended)).toEqual([true]);
});
