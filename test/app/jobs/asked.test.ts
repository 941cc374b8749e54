import { expect, test } from 'vitest';
import { ask } from '#app/jobs/asked.ts';
import { WorkerLost } from '#app/jobs/problems.ts';

const later = () => new Promise((resume) => setTimeout(resume, 5, 'pending'));

test('an answer and a failure settle it, a cancelled question never does', async () => {
  await expect(ask(() => Promise.resolve(3)).answer).resolves.toBe(3);
  const lost = new WorkerLost('death');
  expect(`${lost}`).toMatch(/^WorkerLost: it was stopped from outside/);
  await expect(ask(() => Promise.reject(lost)).answer).rejects.toBe(lost);
  const { answer, cancel } = ask(
    (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  );
  cancel();
  expect(await Promise.race([answer, later()])).toBe('pending');
});

test('other errors of the browser are no cancelling', async () => {
  const bad = new DOMException('a function cannot be cloned', 'DataCloneError');
  await expect(ask(() => Promise.reject(bad)).answer).rejects.toBe(bad);
});
