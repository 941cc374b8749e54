import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { commit, documentStore, open, redo, shown, undo } from '#app/document/document.ts';
import { restoreDocument, shareLink, watchDocument } from '#app/document/persist.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { linkOf } from '#core/recipe/share.ts';

const first = presetOf('ge-si').recipe;
const title = () => shown(documentStore.getState()).title;
const rename = (to: string) => commit((r) => ({ ...r, title: to }));

/** A browser's storage of so many characters, and its address. */
function browser(limit = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>();
  const listeners = new Map<string, () => void>();
  const location = {
    hash: '',
    pathname: '/',
    search: '',
    get href() {
      return `http://here/${this.hash}`;
    },
  };
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, value: string) {
      const others = [...kept].filter(([k]) => k !== key).reduce((n, [, v]) => n + v.length, 0);
      if (others + value.length > limit) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, value);
    },
  });
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
  return { kept, location, follow: () => listeners.get('hashchange')?.() };
}

let stop = (): void => undefined;
const problems: string[] = [];
function watch(): void {
  stop = watchDocument((text) => problems.push(text));
}
beforeEach(() => open(first));
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  problems.length = 0;
});

/** The page goes, and comes again. */
function reload(): string | null {
  stop();
  open(presetOf('cspbbr3-cds').recipe);
  const problem = restoreDocument();
  watch();
  return problem;
}

test('a reload keeps the document, and what undo and redo hold, in order', () => {
  browser();
  watch();
  for (const name of ['one', 'two', 'three', 'four']) rename(name);
  undo();
  undo();
  expect(reload()).toBeNull();
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

test('where storage is short the oldest steps go, never the document', () => {
  const size = JSON.stringify(first).length;
  browser(6 * size);
  watch();
  for (let k = 0; k < 20; k++) rename(`step ${k}`);
  expect(reload()).toBeNull();
  expect(title()).toBe('step 19');
  const { past } = documentStore.getState();
  expect(past.length).toBeGreaterThan(0);
  expect(past.length).toBeLessThan(6);
  undo();
  expect(title()).toBe('step 18');
});

test('a link opens as one step on what was there, and alone where there was nothing', () => {
  const linked: Recipe = { ...first, title: 'linked' };
  const page = browser();
  page.location.hash = linkOf(linked);
  expect(reload()).toBeNull();
  expect(title()).toBe('linked');
  expect(documentStore.getState().past).toEqual([]);
  rename('own');
  expect(page.location.hash).toBe('');
  page.location.hash = linkOf(linked);
  reload();
  expect(title()).toBe('linked');
  undo();
  expect(title()).toBe('own');
});

test('a link pasted into the address of an open page is one step; a broken one says so', () => {
  const page = browser();
  watch();
  rename('own');
  page.location.hash = linkOf({ ...first, title: 'pasted' });
  page.follow();
  expect(title()).toBe('pasted');
  undo();
  expect(title()).toBe('own');
  page.location.hash = `${linkOf(first).slice(0, 20)}!`;
  page.follow();
  expect(problems).toHaveLength(1);
  expect(title()).toBe('own');
});

test('the address that is shared holds the document shown', () => {
  browser();
  rename('shared');
  expect(shareLink()).toBe(`http://here/${linkOf(shown(documentStore.getState()))}`);
});

test('a saved document that cannot be read says why, and the page opens', () => {
  const page = browser();
  page.kept.set('epistack.document', '{"epistack":1,');
  expect(reload()).toMatch(/saved document could not be opened: it is not valid JSON/);
  page.kept.set('epistack.document', '{"epistack":99}');
  expect(reload()).toMatch(/saved document could not be opened/);
});
