import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { commit, documentStore, open, redo, shown, undo } from '#app/document/document.ts';
import {
  changeMarks,
  lendMarks,
  marksNow,
  NO_MARKS,
  openMarks,
  undoMarks,
} from '#app/document/marks/marks.ts';
import {
  keptNow,
  openBeside,
  openKept,
  restoreDocument,
  watchDocument,
} from '#app/document/persist.ts';
import { shareLink } from '#app/document/shareLink.ts';
import { becomeAnother, tabStore } from '#app/document/tabDocument.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { linkOf } from '#core/recipe/share.ts';
import { packedLinkOf, recipeOfAnyLink } from '#engines/zip/packedLink.ts';
import { packedMarks } from '#engines/zip/packedMarks.ts';

// Addresses of these tests are typed, not come back to.
vi.mock('#app/shell/placesHistory.ts', () => ({ wasTyped: () => true }));

const first = presetOf('ge-si').recipe;
const title = () => shown(documentStore.getState()).title;
const rename = (to: string) => commit((r) => ({ ...r, title: to }));

/** A browser's storage of so many characters, and its address. */
function browser(most = Number.POSITIVE_INFINITY) {
  let limit = most;
  const limitTo = (next: number): void => {
    limit = next;
  };
  const kept = new Map<string, string>();
  const ofTab = new Map<string, string>();
  const listeners = new Map<string, () => void>();
  const location = {
    hash: '',
    pathname: '/',
    search: '',
    get href() {
      return `http://here/${this.hash}`;
    },
  };
  const storage = (items: Map<string, string>) => ({
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, value: string) {
      const others = [...items].filter(([k]) => k !== key).reduce((n, [, v]) => n + v.length, 0);
      if (others + value.length > limit) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, value);
    },
  });
  vi.stubGlobal('localStorage', storage(kept));
  vi.stubGlobal('sessionStorage', storage(ofTab));
  vi.stubGlobal('location', location);
  vi.stubGlobal('window', {
    history: {
      replaceState: () => {
        location.hash = '';
      },
    },
    addEventListener: (kind: string, heard: () => void) => listeners.set(kind, heard),
    removeEventListener: (kind: string) => listeners.delete(kind),
  });
  const follow = (oldURL = 'http://here/') =>
    (listeners.get('hashchange') as ((e: { oldURL: string }) => Promise<void>) | undefined)?.({
      oldURL,
    });
  return { kept, ofTab, location, listeners, follow, limitTo };
}

let stop = (): void => undefined;
const problems: string[] = [];
const unkept = vi.fn();
function watch(): void {
  stop = watchDocument((text) => problems.push(text), unkept);
}
beforeEach(() => open(first));
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  problems.length = 0;
  unkept.mockClear();
});

/** The page goes, and comes again. */
async function reload(): Promise<string | null> {
  stop();
  open(presetOf('cspbbr3-cds').recipe);
  becomeAnother();
  const problem = await restoreDocument();
  watch();
  return problem;
}

test('a reload keeps the document, and what undo and redo hold, in order', async () => {
  browser();
  watch();
  for (const name of ['one', 'two', 'three', 'four']) rename(name);
  undo();
  undo();
  expect(await reload()).toBeNull();
  expect(title()).toBe('two');
  redo();
  expect(title()).toBe('three');
  redo();
  expect(title()).toBe('four');
  for (const name of ['three', 'two', 'one', first.title]) {
    undo();
    expect(title()).toBe(name);
  }
});

test('notes come back with their document after a reload, and stay with it when another is opened', async () => {
  browser();
  watch();
  const measurement = { atoms: [3, 4], cells: null, of: 9 };
  changeMarks((marks) => ({ ...marks, measurements: [measurement] }));
  openMarks(NO_MARKS);
  expect(await reload()).toBeNull();
  expect(marksNow().measurements).toEqual([]);
  changeMarks((marks) => ({ ...marks, measurements: [measurement] }));
  stop();
  openMarks(NO_MARKS);
  expect(await reload()).toBeNull();
  expect(marksNow()).toEqual({ ...NO_MARKS, measurements: [measurement] });
  const mine = keptNow();
  openBeside(presetOf('gaas-si').recipe);
  expect(marksNow()).toEqual(NO_MARKS);
  openKept(mine);
  expect(marksNow().measurements).toEqual([measurement]);
});

test('the notes that a story shows, and their end, write nothing; a note of the document does', () => {
  const { kept } = browser();
  openMarks(NO_MARKS);
  watch();
  kept.clear();
  const measurement = { atoms: [3, 4], cells: null, of: 9 };
  lendMarks({ ...NO_MARKS, measurements: [measurement] });
  lendMarks(NO_MARKS);
  lendMarks(null);
  expect(kept.size).toBe(0);
  changeMarks((marks) => ({ ...marks, measurements: [measurement] }));
  expect(kept.size).toBeGreaterThan(0);
});

test('where storage is short the oldest steps go, never the document', async () => {
  const size = JSON.stringify(first).length;
  browser(7 * size);
  watch();
  for (let k = 0; k < 20; k++) rename(`step ${k}`);
  expect(await reload()).toBeNull();
  expect(title()).toBe('step 19');
  const { past } = documentStore.getState();
  expect(past.length).toBeGreaterThan(0);
  expect(past.length).toBeLessThan(6);
  undo();
  expect(title()).toBe('step 18');
});

test('a link opens as one step on what was there, and alone where there was nothing', async () => {
  const linked: Recipe = { ...first, title: 'linked' };
  const page = browser();
  page.location.hash = linkOf(linked);
  expect(await reload()).toBeNull();
  expect(title()).toBe('linked');
  expect(documentStore.getState().past).toEqual([]);
  rename('own');
  expect(page.location.hash).toBe('');
  page.location.hash = linkOf(linked);
  await reload();
  expect(title()).toBe('linked');
  undo();
  expect(title()).toBe('own');
});

test('a link pasted into the address of an open page is one step; a broken one says so', async () => {
  const page = browser();
  watch();
  rename('own');
  page.location.hash = linkOf({ ...first, title: 'pasted' });
  await page.follow();
  expect(title()).toBe('pasted');
  undo();
  expect(title()).toBe('own');
  page.location.hash = `${linkOf(first).slice(0, 20)}!`;
  await page.follow();
  expect(problems).toHaveLength(1);
  expect(title()).toBe('own');
});

test('the address that is shared holds the document shown', async () => {
  browser();
  rename('shared');
  const link = shareLink();
  expect(link).toMatch(/^http:\/\/here\/#z=/);
  expect(recipeOfAnyLink(link)).toEqual(shown(documentStore.getState()));
});

test('a saved document that cannot be read says why, and the page opens', async () => {
  const page = browser();
  page.kept.set('epistack.document', '{"epistack":1,');
  expect(page.ofTab.size).toBe(0);
  expect(await reload()).toMatch(/saved document could not be opened: it is not valid JSON/);
  expect(page.kept.get('epistack.unreadable')).toBe('{"epistack":1,');
  page.ofTab.clear();
  page.kept.set('epistack.document', '{"epistack":99}');
  expect(await reload()).toMatch(/saved document could not be opened/);
});

test('each tab keeps its own document over a reload; a new one goes on with the last edited', async () => {
  const page = browser();
  watch();
  rename('of this tab');
  const { id } = tabStore.getState();
  // Another tab writes what new tabs begin with.
  page.kept.set('epistack.document', JSON.stringify({ ...first, title: 'of another tab' }));
  page.kept.set('epistack.about', '{"id":"other","editedMs":5}');
  await reload();
  expect([title(), tabStore.getState().id]).toEqual(['of this tab', id]);
  page.ofTab.clear();
  await reload();
  expect([title(), tabStore.getState().id]).toEqual(['of another tab', 'other']);
  // From here on it is the document of this tab, also before anything is edited.
  page.kept.clear();
  await reload();
  expect([title(), tabStore.getState().id]).toEqual(['of another tab', 'other']);
});

test('a document of a version without ids is opened, with its history', async () => {
  const page = browser();
  page.kept.set('epistack.document', JSON.stringify({ ...first, title: 'old' }));
  page.kept.set('epistack.history', JSON.stringify({ past: [first], future: [] }));
  expect(await reload()).toBeNull();
  expect(title()).toBe('old');
  expect(tabStore.getState().id).toMatch(/^[0-9a-f]{24}$/);
  undo();
  expect(title()).toBe(first.title);
});

test('a document that is opened beside another is another, and undo still goes back', () => {
  browser();
  watch();
  rename('own');
  const { id } = tabStore.getState();
  openBeside({ ...first, title: 'preset' });
  expect(tabStore.getState().id).not.toBe(id);
  undo();
  expect(title()).toBe('own');
  const now = tabStore.getState().id;
  openBeside(shown(documentStore.getState()));
  expect(tabStore.getState().id).toBe(now);
});

test('a link takes along what is drawn by hand, and gives way once that is another', async () => {
  const bonds = { of: 200, hide: ['Pb1-Br2@0:0:0'], lengths: { 'Pb-Br': 3.4 } };
  const page = browser();
  page.location.hash = packedLinkOf(first) + packedMarks(bonds);
  expect(await reload()).toBeNull();
  expect(marksNow()).toMatchObject({
    bonds: [{ a: 0, b: 1, image: [0, 0, 0], isDrawn: false, of: 200, elements: [82, 35] }],
    bondRules: { 'Pb-Br': 3.4 },
  });
  expect(shareLink()).toContain(packedMarks({ lengths: bonds.lengths }));
  changeMarks((marks) => ({ ...marks, bondRules: {} }));
  expect(page.location.hash).toBe('');
  // Pasted once more: the same document, and what is drawn on it as a step.
  page.location.hash = packedLinkOf(first) + packedMarks(bonds);
  await page.follow();
  expect(marksNow().bondRules).toEqual({ 'Pb-Br': 3.4 });
  undoMarks();
  expect(marksNow().bondRules).toEqual({});
  // Without them it leaves the notes of the document alone.
  page.location.hash = packedLinkOf(first);
  await page.follow();
  expect(marksNow().bonds).toHaveLength(1);
  page.location.hash = (packedLinkOf(first) + packedMarks(bonds)).slice(0, -4);
  await page.follow();
  expect(problems[0]).toMatch(/link could not be opened/);
});

test('a packed link opens, in the address and pasted into it, with what others added', async () => {
  const linked: Recipe = { ...first, title: 'linked' };
  const page = browser();
  page.location.hash = `${packedLinkOf(linked)}&utm_source=mail`;
  expect(await reload()).toBeNull();
  expect(title()).toBe('linked');
  page.location.hash = packedLinkOf({ ...first, title: 'pasted' });
  await page.follow();
  expect(title()).toBe('pasted');
  // The address names what is shown, until that is edited.
  expect(page.location.hash).not.toBe('');
  rename('edited');
  expect(page.location.hash).toBe('');
});

test('a history that takes the room gives way to the document', async () => {
  const page = browser();
  watch();
  rename('one');
  page.limitTo([...page.kept.values()].reduce((sum, text) => sum + text.length, 20));
  rename('x'.repeat(150));
  expect(unkept).not.toHaveBeenCalled();
  expect(await reload()).toBeNull();
  expect(title()).toMatch(/^xxx/);
});

test('storage that throws, or is full, is no hindrance, and is told', async () => {
  const page = browser(10);
  watch();
  rename('one');
  // There is storage, and no room in it.
  expect(unkept).toHaveBeenCalledWith(true);
  const asks = page.listeners.get('beforeunload') as unknown as (e: unknown) => void;
  const preventDefault = vi.fn();
  asks({ preventDefault });
  expect(preventDefault).toHaveBeenCalled();
  stop();
  expect(page.listeners.has('beforeunload')).toBe(false);
  unkept.mockClear();
  for (const area of ['localStorage', 'sessionStorage'])
    Object.defineProperty(globalThis, area, {
      configurable: true,
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  try {
    expect(await reload()).toBeNull();
    // Before the first edit, so that nobody works on what a reload would lose.
    expect(unkept).toHaveBeenCalledTimes(1);
    rename('two');
    expect(title()).toBe('two');
    expect(unkept).toHaveBeenCalledTimes(2);
  } finally {
    for (const area of ['localStorage', 'sessionStorage'])
      Object.defineProperty(globalThis, area, { configurable: true, value: undefined });
  }
});
