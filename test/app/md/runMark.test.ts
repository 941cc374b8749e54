import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MemoryDatabase } from '../documents/memoryDatabase.ts';

const startedMs = new Date(2026, 4, 6, 14, 32).getTime();

let loads = 0;

/** A page that is loaded in this tab, whose storage outlives it. */
async function page() {
  vi.resetModules();
  vi.stubGlobal('performance', { timeOrigin: loads++ });
  const [mark, offers, shelf, tab, notices] = await Promise.all([
    import('#app/md/kept/runMark.ts'),
    import('#app/md/kept/offeredRuns.ts'),
    import('#app/md/kept/runShelf.ts'),
    import('#app/document/tabDocument.ts'),
    import('#app/shell/notices.ts'),
  ]);
  tab.tabStore.setState({ id: 'own' });
  const told = () => notices.noticeStore.getState().notices.map(({ text }) => text);
  return { ...mark, ...offers, ...shelf, ...tab, told };
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new MemoryDatabase().factory);
  vi.stubGlobal('IDBKeyRange', { bound: () => 'none' });
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => void vi.unstubAllGlobals());

const RUN = { id: 'run', document: 'own', startedMs };

test('a run that a reload ended before its first snapshot is told of, once', async () => {
  (await page()).markRun(RUN);
  const again = await page();
  again.watchOffers();
  await expect
    .poll(again.told)
    .toEqual([
      'The run of 2026-05-06, 14:32 ended as the page was loaded again, before a snapshot of it was kept.',
    ]);
  const third = await page();
  expect(third.takeMark()).toBeNull();
});

test('one of which something is kept is offered', async () => {
  const first = await page();
  first.markRun(RUN);
  const parts = { timesFs: Float64Array.of(0, 400) } as unknown as Parameters<
    typeof first.saveRun
  >[0]['parts'];
  await first.saveRun({ ...RUN, bytes: 4, parts }, 0, new Float32Array(1));
  const again = await page();
  again.watchOffers();
  await expect
    .poll(again.told)
    .toEqual([expect.stringMatching(/What was kept of it: run of 2026-05-06, 14:32, 0.40 ps/)]);
});

test('nothing is told of a run that ended, of one of another document, or without storage', async () => {
  const first = await page();
  first.markRun(RUN);
  first.markRun(null);
  expect(first.takeMark()).toBeNull();
  // Of a run that goes on in this very page.
  first.markRun(RUN);
  expect(first.takeMark()).toBeNull();
  first.markRun({ ...RUN, document: 'of the tab that was duplicated' });
  const again = await page();
  again.watchOffers();
  await again.offerRuns();
  expect(again.told()).toEqual([]);
  vi.stubGlobal('sessionStorage', undefined);
  again.markRun(RUN);
  expect(again.takeMark()).toBeNull();
});
