import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { MemoryDatabase } from './memoryDatabase.ts';

const first = presetOf('ge-si').recipe;
let database: MemoryDatabase;
let hidden: () => void;

/** A page that is loaded in a tab of its own, after what the browser has kept of earlier ones. */
async function page(held: readonly string[] = []) {
  vi.resetModules();
  const taken = new Set(held);
  vi.stubGlobal('navigator', {
    locks: {
      request: async (name: string, _: unknown, granted: () => Promise<void>) => {
        if (taken.has(name)) throw new DOMException('late', 'TimeoutError');
        await granted();
      },
      query: async () => ({ held: held.map((name) => ({ name })) }),
    },
  });
  const [keeping, shelf, document, tab, persist, notices, list, claims] = await Promise.all([
    import('#app/documents/keepDocuments.ts'),
    import('#app/documents/shelf.ts'),
    import('#app/document/document.ts'),
    import('#app/document/tabDocument.ts'),
    import('#app/document/persist.ts'),
    import('#app/shell/notices.ts'),
    import('#app/documents/shelfStore.ts'),
    import('#app/documents/tabClaims.ts'),
  ]);
  const { recipe } = presetOf('cspbbr3-cds');
  document.open(recipe);
  const rename = (title: string) => document.commit((r) => ({ ...r, title }));
  return {
    ...keeping,
    ...shelf,
    ...document,
    ...tab,
    ...persist,
    ...notices,
    ...list,
    ...claims,
    rename,
  };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.setSystemTime(1_000_000);
  database = new MemoryDatabase();
  vi.stubGlobal('indexedDB', database.factory);
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  vi.stubGlobal('sessionStorage', undefined);
  vi.stubGlobal('document', {
    visibilityState: 'visible',
    documentElement: { dataset: {} },
    addEventListener: (_: string, heard: () => void) => {
      hidden = heard;
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Waits for what needs timers of the database, and for as long as that. */
async function after<T>(work: Promise<T>, ms = 50): Promise<T> {
  await vi.advanceTimersByTimeAsync(ms);
  return work;
}
const PICTURE = { picture: async () => 'data:picture' };

test('an unchanged preset is not kept; edits are, together, and with a picture when it is quiet', async () => {
  const p = await page();
  const picture = vi.fn(PICTURE.picture);
  await after(p.keepDocuments({ picture }));
  expect(await after(p.listDocuments())).toEqual([]);
  p.rename('one');
  await vi.advanceTimersByTimeAsync(300);
  p.rename('two');
  await vi.advanceTimersByTimeAsync(300);
  expect(await after(p.listDocuments())).toEqual([]);
  await vi.advanceTimersByTimeAsync(150);
  const { id } = p.tabStore.getState();
  const kept = () => after(p.readDocument(id));
  expect(await kept()).toMatchObject({ recipe: { title: 'two' }, past: [{}, { title: 'one' }] });
  expect(await after(p.listDocuments())).toMatchObject([{ id, picture: null }]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(await after(p.listDocuments())).toMatchObject([{ id, picture: 'data:picture' }]);
  // One picture for all edits, taken when the last of them is two seconds old.
  expect(picture).toHaveBeenCalledTimes(1);
  p.nameDocument('Mine');
  await vi.advanceTimersByTimeAsync(450);
  expect(await after(p.listDocuments())).toMatchObject([{ title: 'Mine' }]);
});

test('a document that a link or a reload brought gets its picture at once', async () => {
  const p = await page();
  p.rename('before');
  await after(p.keepDocuments(PICTURE));
  expect(await after(p.listDocuments())).toMatchObject([{ picture: 'data:picture' }]);
});

test('a tab that is hidden keeps its document at once, and only once', async () => {
  const p = await page();
  await after(p.keepDocuments(PICTURE));
  p.rename('now');
  hidden();
  expect(await after(p.listDocuments())).toEqual([]);
  (document as { visibilityState: string }).visibilityState = 'hidden';
  hidden();
  await vi.advanceTimersByTimeAsync(50);
  const [entry] = await after(p.listDocuments());
  expect(entry).toMatchObject({ id: p.tabStore.getState().id });
  // What did not change is not written again.
  await after(p.takeDocument(entry!.id));
  await after(p.keepNow());
  expect(await after(p.listDocuments())).toEqual([]);
});

test('a document that another tab has open goes on as a copy, kept when it is changed', async () => {
  const p = await page();
  const { id } = p.tabStore.getState();
  const q = await page([`epistack document ${id}`]);
  q.becomeAnother({ id, name: 'Mine', editedMs: 5 });
  q.rename('shared');
  await after(q.keepDocuments(PICTURE));
  const copy = q.tabStore.getState();
  expect(copy).toMatchObject({ name: 'Mine' });
  expect(copy.id).not.toBe(id);
  expect(q.noticeStore.getState().notices).toMatchObject([
    { id: 'twice', text: expect.stringMatching(/“Mine” is open in another tab/) },
  ]);
  expect(await after(q.listDocuments())).toEqual([]);
  q.rename('own');
  await vi.advanceTimersByTimeAsync(500);
  expect(await after(q.listDocuments())).toMatchObject([{ id: copy.id }]);
  expect(await after(q.openDocuments())).toEqual(new Set([id, copy.id]));
});

test('a tab that comes back after another went on with its document shows what that made of it', async () => {
  const p = await page();
  await after(p.keepDocuments(PICTURE));
  p.rename('first');
  const closed = p.keptNow();
  vi.setSystemTime(2_000_000);
  const q = await page();
  q.openKept(closed);
  await after(q.keepDocuments(PICTURE));
  q.rename('gone on');
  await after(q.keepNow());
  vi.setSystemTime(3_000_000);
  const again = await page();
  again.openKept(closed);
  await after(again.keepDocuments(PICTURE));
  expect(again.shown(again.documentStore.getState()).title).toBe('gone on');
  again.undo();
  expect(again.shown(again.documentStore.getState()).title).toBe('first');
  again.redo();
  await after(again.keepNow());
  expect(await after(again.readDocument(closed.id))).toMatchObject({
    recipe: { title: 'gone on' },
  });
});

test('what was edited last elsewhere comes onto the shelf, dated where its version had no dates', async () => {
  const { writeCopy } = await import('#app/document/keptCopy.ts');
  const left = { id: 'left', name: 'Left', recipe: first, past: [], future: [] };
  writeCopy('localStorage', { ...left, editedMs: 77 });
  const p = await page();
  await after(p.keepDocuments(PICTURE));
  expect(await after(p.listDocuments())).toMatchObject([{ id: 'left', editedMs: 77 }]);
  writeCopy('localStorage', { ...left, id: 'old', editedMs: 0 });
  const q = await page();
  await after(q.keepDocuments(PICTURE));
  const old = (await after(q.listDocuments())).find((e) => e.id === 'old');
  expect(old!.editedMs).toBeGreaterThanOrEqual(1_000_000);
});

test('the list: opened, copied, renamed, deleted and brought back', async () => {
  const p = await page();
  await after(p.keepDocuments(PICTURE));
  p.rename('one');
  p.nameDocument('One');
  await after(p.refreshShelf());
  const one = p.tabStore.getState().id;
  await after(p.newDocument());
  expect(p.tabStore.getState()).toMatchObject({ name: null, editedMs: 0 });
  expect(p.tabStore.getState().id).not.toBe(one);
  const titles = () => p.shelfStore.getState().entries!.map((e) => e.title);
  await after(p.duplicateEntry(one));
  expect(titles().toSorted()).toEqual(['One', 'One (copy)']);
  const copy = p.shelfStore.getState().entries!.find((e) => e.title === 'One (copy)')!.id;
  await after(p.renameEntry(copy, 'Two'));
  expect(titles()).toContain('Two');
  expect(await after(p.openEntry(copy))).toBe(true);
  expect(p.tabStore.getState()).toMatchObject({ id: copy, name: 'Two' });
  expect(p.documentStore.getState().committed.title).toBe('one');
  await after(p.renameEntry(copy, 'Three'));
  expect(p.tabStore.getState().name).toBe('Three');
  expect(titles()).toContain('Three');
  await after(p.deleteEntry(one));
  await after(p.deleteEntry('none'));
  expect(titles()).toEqual(['Three']);
  expect(p.shelfStore.getState().deleted).toHaveLength(1);
  expect(await after(p.openEntry(one))).toBe(false);
  expect(p.shelfStore.getState().problem).toMatch(/did not work: it was deleted in another tab\./);
  await after(p.undelete());
  expect(p.shelfStore.getState()).toMatchObject({ deleted: [], problem: null });
  expect(titles().toSorted()).toEqual(['One', 'Three']);
  await after(p.undelete());
  expect(titles()).toHaveLength(2);
  expect(p.shelfStore.getState().problem).toBeNull();
});

test('where the browser keeps nothing the list says so, and the page says it once', async () => {
  database.refuse = new DOMException('no', 'SecurityError');
  const p = await page();
  await after(p.keepDocuments(PICTURE));
  p.rename('one');
  await vi.advanceTimersByTimeAsync(500);
  await after(p.refreshShelf());
  expect(p.shelfStore.getState()).toMatchObject({
    entries: [],
    problem: expect.stringMatching(/keeps no documents/),
  });
  expect(p.noticeStore.getState().notices).toMatchObject([
    { id: 'storage', text: expect.stringMatching(/a private window, or storage is blocked/) },
  ]);
});

test('storage that does not answer is told of while it is waited for, and used once it does', async () => {
  let answer = (): void => undefined;
  database.answers = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const p = await page();
  const told = () => p.noticeStore.getState().notices.map(({ text }) => text);
  await after(p.keepDocuments(PICTURE));
  p.rename('one');
  await vi.advanceTimersByTimeAsync(2300);
  expect(told()).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(told()).toEqual([expect.stringMatching(/^The storage of this browser does not answer/)]);
  answer();
  await vi.advanceTimersByTimeAsync(100);
  expect(told()).toEqual([]);
  expect(await after(p.listDocuments())).toMatchObject([{ title: 'one' }]);
});

test('storage that never answers is told of as storage that keeps nothing', async () => {
  database.answers = new Promise(() => undefined);
  const p = await page();
  await after(p.keepDocuments(PICTURE));
  p.rename('one');
  await vi.advanceTimersByTimeAsync(6000);
  expect(p.noticeStore.getState().notices).toMatchObject([
    { text: expect.stringMatching(/^This browser keeps no documents here/) },
  ]);
  // A list that is asked for then is not kept waiting again.
  await after(p.refreshShelf());
  expect(p.shelfStore.getState().problem).toBe('This browser keeps no documents here.');
});
