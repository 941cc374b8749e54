import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nanocrystalPreset } from '#core/nanocrystal/nanocrystalPresets.ts';
import { MemoryDatabase } from './memoryDatabase.ts';

const cube = nanocrystalPreset('cspbbr3-cube-16.1nm').recipe;
const shell = nanocrystalPreset('cds-zns-core-shell').recipe;
/** Locks that some tab of the browser holds. */
let held: Set<string>;

/** A tab that is opened after what the browser has kept of earlier ones. */
async function page() {
  vi.resetModules();
  const [keeping, store, shelf, list, claims, notices, kept] = await Promise.all([
    import('#app/documents/keepNanocrystals.ts'),
    import('#app/nanocrystal/nanocrystalStore.ts'),
    import('#app/documents/shelf.ts'),
    import('#app/documents/shelfStore.ts'),
    import('#app/documents/tabClaims.ts'),
    import('#app/shell/notices.ts'),
    import('#app/nanocrystal/keptNanocrystal.ts'),
  ]);
  return { ...keeping, ...store, ...shelf, ...list, ...claims, ...notices, ...kept };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.setSystemTime(1_000_000);
  vi.stubGlobal('indexedDB', new MemoryDatabase().factory);
  for (const area of ['localStorage', 'sessionStorage']) {
    const kept = new Map<string, string>();
    vi.stubGlobal(area, {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    });
  }
  vi.stubGlobal('document', {
    visibilityState: 'visible',
    documentElement: { dataset: {} },
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  });
  held = new Set();
  vi.stubGlobal('navigator', {
    locks: {
      request: async (name: string, _: unknown, granted: () => Promise<void>) => {
        if (held.has(name)) throw new DOMException('late', 'TimeoutError');
        held.add(name);
        await granted();
        held.delete(name);
      },
      query: async () => ({ held: [...held].map((name) => ({ name })) }),
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function after<T>(work: Promise<T>, ms = 50): Promise<T> {
  await vi.advanceTimersByTimeAsync(ms);
  return work;
}
const picture = async () => 'data:picture';
type Page = Awaited<ReturnType<typeof page>>;
const listed = (p: Page) => after(p.listDocuments());
const idNow = (p: Page) => p.nanocrystalStore.getState().id;

test('a preset that nobody changed is not kept; an edited one stands among the documents, with its history and a picture', async () => {
  const p = await page();
  const stop = p.keepNanocrystals(picture);
  await vi.advanceTimersByTimeAsync(2000);
  expect(await listed(p)).toEqual([]);
  p.editNanocrystal((r) => ({ ...r, title: 'Mine' }));
  await vi.advanceTimersByTimeAsync(2000);
  expect(await listed(p)).toMatchObject([
    { id: idNow(p), kind: 'nanocrystal', title: 'Mine', picture: 'data:picture' },
  ]);
  expect(await after(p.openDocuments())).toContain(idNow(p));
  // Another one is another document, and undo goes back to what was shown.
  p.openNanocrystal(cube);
  await vi.advanceTimersByTimeAsync(2000);
  expect((await listed(p)).map((e) => e.title)).toEqual([cube.title, 'Mine']);
  p.undoNanocrystal();
  expect(p.nanocrystalStore.getState().recipe.title).toBe('Mine');
  // What was edited last is kept when the room is closed, and the document is free then.
  p.editNanocrystal((r) => ({ ...r, marginNm: 2 }));
  stop();
  await vi.advanceTimersByTimeAsync(50);
  expect(await after(p.readDocument(idNow(p)))).toMatchObject({ recipe: { marginNm: 2 } });
  expect((await after(p.openDocuments())).has(idNow(p))).toBe(false);
});

test('the list opens, names, copies, deletes and brings back a nanocrystal', async () => {
  const p = await page();
  p.keepNanocrystals(picture);
  p.openNanocrystal(cube);
  await vi.advanceTimersByTimeAsync(500);
  const first = idNow(p);
  p.openNanocrystal(shell);
  await vi.advanceTimersByTimeAsync(500);
  const second = idNow(p);
  await after(p.renameEntry(first, 'Cube'));
  await after(p.renameEntry(first, ' '));
  await after(p.duplicateEntry(first));
  const titles = async () => (await listed(p)).map((e) => e.title).sort();
  expect(await titles()).toEqual([shell.title, 'Cube', 'Cube (copy)']);
  // The one of the room is named there, as a step.
  await after(p.renameEntry(second, 'Shell'));
  expect(p.nanocrystalStore.getState().recipe.title).toBe('Shell');
  expect(await after(p.openEntry(first), 500)).toBe(true);
  expect(p.nanocrystalStore.getState()).toMatchObject({
    id: first,
    recipe: { ...cube, title: 'Cube' },
  });
  // The one before was kept with its last edit.
  expect(await titles()).toEqual(['Cube', 'Cube (copy)', 'Shell']);
  await after(p.deleteEntry(second));
  expect(await titles()).toEqual(['Cube', 'Cube (copy)']);
  await after(p.undelete());
  expect(await titles()).toEqual(['Cube', 'Cube (copy)', 'Shell']);
});

test('a reload goes on with the nanocrystal of the tab; one that was deleted does not come back', async () => {
  const p = await page();
  const stop = p.keepNanocrystals(picture);
  p.openNanocrystal(cube);
  p.editNanocrystal((r) => ({ ...r, marginNm: 3 }));
  stop();
  await vi.advanceTimersByTimeAsync(50);
  const id = idNow(p);
  const q = await page();
  q.keepNanocrystals(picture);
  expect(q.nanocrystalStore.getState()).toMatchObject({ id, recipe: { marginNm: 3 } });
  q.undoNanocrystal();
  expect(q.nanocrystalStore.getState().recipe).toEqual(cube);
  q.openNanocrystal(shell);
  await vi.advanceTimersByTimeAsync(500);
  const last = idNow(q);
  await after(q.deleteEntry(last));
  const r = await page();
  r.keepNanocrystals(picture);
  await vi.advanceTimersByTimeAsync(500);
  expect((await listed(r)).map((e) => e.id)).toEqual([id]);
});

test('of two tabs the second goes on with a copy, which is kept when it is changed', async () => {
  const p = await page();
  p.keepNanocrystals(picture);
  p.openNanocrystal(cube);
  await vi.advanceTimersByTimeAsync(500);
  const id = idNow(p);
  const q = await page();
  q.keepNanocrystals(picture);
  await vi.advanceTimersByTimeAsync(500);
  expect(q.noticeStore.getState().notices).toMatchObject([{ id: 'twice' }]);
  expect(idNow(q)).not.toBe(id);
  expect(await listed(q)).toHaveLength(1);
  q.editNanocrystal((r) => ({ ...r, title: 'Copy' }));
  await vi.advanceTimersByTimeAsync(500);
  expect((await listed(q)).map((e) => e.title)).toEqual(['Copy', cube.title]);
});

test('what another tab has done meanwhile is shown when the room is opened again', async () => {
  const p = await page();
  const stop = p.keepNanocrystals(picture);
  p.openNanocrystal(cube);
  stop();
  await vi.advanceTimersByTimeAsync(50);
  const q = await page();
  const stopThere = q.keepNanocrystals(picture);
  await vi.advanceTimersByTimeAsync(50);
  q.editNanocrystal((r) => ({ ...r, title: 'Changed there' }));
  stopThere();
  await vi.advanceTimersByTimeAsync(50);
  expect(idNow(q)).toBe(idNow(p));
  p.keepNanocrystals(picture);
  await vi.advanceTimersByTimeAsync(50);
  expect(p.nanocrystalStore.getState().recipe.title).toBe('Changed there');
});
