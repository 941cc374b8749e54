import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { seriesHandlers } from '#app/analysis/seriesHandlers.ts';
import { startSeries } from '#app/analysis/seriesJob.ts';
import type { SeriesTasks } from '#app/analysis/seriesTasks.ts';
import { WorkerLost } from '#app/jobs/problems.ts';
import {
  failsToLoad,
  standInReport,
  standInWorkers,
  type TestWorker,
  threadWorker,
  throws,
} from '../../helpers/threadWorker.ts';

let workers: readonly TestWorker[] = [];
beforeEach(() => {
  workers = standInWorkers({ 'series.worker': () => threadWorker<SeriesTasks>(seriesHandlers) });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const csv = (text: string) => ({ file: new Blob([text]), stepFs: 2 });

test('a file of one column has the step that was typed, one of two its own', async () => {
  const one = await startSeries('csv', csv('1\n2\n3\n4\n')).answer;
  expect([...one.values]).toEqual([1, 2, 3, 4]);
  expect(one.stepFs).toBe(2);
  const two = await startSeries('csv', csv('0,1\n5,2\n10,3\n15,4\n')).answer;
  expect([...two.values]).toEqual([1, 2, 3, 4]);
  expect(two.stepFs).toBeCloseTo(5, 9);
  expect(workers.map((w) => w.ended)).toEqual([true, true]);
});

test('a cosine has its variance at lag 0 and a peak at its wavenumber', async () => {
  const { correlation, spectrum } = await startSeries('correlation', {
    kind: 'correlation',
    drift: 'mean',
    values: Float64Array.from({ length: 2000 }, (_, k) => Math.cos((2 * Math.PI * k) / 50)),
    stepFs: 1,
    maxLagFs: 900,
    spectrum: { window: 'hann', padding: 4 },
  }).answer;
  expect(correlation.values[0]).toBeCloseTo(0.5, 6);
  const peak = spectrum.values.indexOf(Math.max(...spectrum.values));
  // 1 / (c · 50 fs)
  expect(Math.abs(spectrum.wavenumberCm[peak]! - 667.128)).toBeLessThan(spectrum.binCm);
});

test('a file that holds no numbers is refused with its line', async () => {
  await expect(startSeries('csv', csv('energy\nx\n')).answer).rejects.toThrow(/line/);
});

test('a cancelled one never settles, and its worker is ended', async () => {
  const job = startSeries('csv', csv('1\n2\n'));
  let settled = false;
  const note = () => {
    settled = true;
  };
  job.answer.then(note, note);
  job.cancel();
  expect(workers[0]!.ended).toBe(true);
  await new Promise((resume) => setTimeout(resume, 20));
  expect(settled).toBe(false);
});

test('a worker that does not load is a loss with a reason', async () => {
  const job = startSeries('csv', csv('1\n'));
  failsToLoad(workers[0]!);
  await expect(job.answer).rejects.toThrow(WorkerLost);
});

test('a worker that dies while it correlates is a loss, and the next series has a worker of its own', async () => {
  const reported = standInReport();
  const job = startSeries('correlation', {
    kind: 'correlation',
    drift: 'mean',
    values: new Float64Array(8),
    stepFs: 1,
    maxLagFs: 4,
    spectrum: { window: 'none', padding: 1 },
  });
  throws(workers[0]!, 'out of memory');
  await expect(job.answer).rejects.toThrow(WorkerLost);
  expect([workers[0]!.ended, reported.length]).toEqual([true, 1]);
  expect((await startSeries('csv', csv('1\n2\n3\n4\n')).answer).values).toHaveLength(4);
});
