import { afterEach, expect, test, vi } from 'vitest';
import { lastNanocrystal } from '#app/nanocrystal/keptNanocrystal.ts';
import {
  editNanocrystal,
  nanocrystalStore,
  openNanocrystalFile,
  openNanocrystalLink,
  redoNanocrystal,
  undoNanocrystal,
} from '#app/nanocrystal/nanocrystalStore.ts';
import { closePlace, placesStore } from '#app/shell/places.ts';
import { toastStore } from '#app/shell/toasts.ts';
import { nanocrystalLink } from '#core/nanocrystal/nanocrystalLink.ts';
import { nanocrystalPreset } from '#core/nanocrystal/nanocrystalPresets.ts';

const first = nanocrystalStore.getState();
afterEach(() => {
  nanocrystalStore.setState(first, true);
  closePlace('nanocrystal');
  vi.unstubAllGlobals();
});
const now = () => nanocrystalStore.getState().recipe;

test('each change is one step back and forth, and no change is none', () => {
  const before = now();
  undoNanocrystal();
  redoNanocrystal();
  editNanocrystal((r) => ({ ...r }));
  expect(nanocrystalStore.getState().past).toEqual([]);
  editNanocrystal((r) => ({ ...r, marginNm: 3 }));
  editNanocrystal((r) => ({ ...r, neutral: false }));
  undoNanocrystal();
  expect(now()).toEqual({ ...before, marginNm: 3 });
  redoNanocrystal();
  expect(now()).toEqual({ ...before, marginNm: 3, neutral: false });
  undoNanocrystal();
  undoNanocrystal();
  expect(now()).toBe(before);
  editNanocrystal((r) => ({ ...r, marginNm: 2 }));
  expect(nanocrystalStore.getState().future).toEqual([]);
});

test('a link and a file open in the room; what is none is said and changes nothing', async () => {
  const { recipe } = nanocrystalPreset('cds-zns-core-shell');
  openNanocrystalLink(nanocrystalLink(recipe));
  expect(now()).toEqual(recipe);
  expect(placesStore.getState().open).toContain('nanocrystal');
  undoNanocrystal();
  await openNanocrystalFile(new File([JSON.stringify(recipe)], 'p.json'));
  expect(now()).toEqual(recipe);
  openNanocrystalLink('#n=abcde');
  expect(toastStore.getState().text).toContain('cut off');
  await openNanocrystalFile(new File(['{"epistackNanocrystal": 7}'], 'q.json'));
  expect(toastStore.getState().text).toContain('q.json was not opened');
  expect(now()).toEqual(recipe);
});

test('an address that names another nanocrystal than is shown no longer names it', () => {
  const { recipe } = nanocrystalPreset('cds-zns-core-shell');
  const replaceState = vi.fn();
  vi.stubGlobal('location', { hash: nanocrystalLink(recipe), pathname: '/p/', search: '?q' });
  vi.stubGlobal('window', { history: { state: 7, replaceState } });
  openNanocrystalLink(nanocrystalLink(recipe));
  expect(replaceState).not.toHaveBeenCalled();
  editNanocrystal((r) => ({ ...r, marginNm: 3 }));
  expect(replaceState).toHaveBeenCalledWith(7, '', '/p/?q');
});

test('what an earlier version kept, a recipe alone, is opened; what cannot be read is not', async () => {
  const { recipe } = nanocrystalPreset('cds-zns-core-shell');
  const kept = (text: string | null) => {
    vi.stubGlobal('localStorage', { getItem: () => text });
    return lastNanocrystal();
  };
  expect(kept(JSON.stringify(recipe))).toMatchObject({ recipe, past: [], future: [] });
  expect(kept(JSON.stringify(recipe)).editedMs).toBeGreaterThan(0);
  const older = { ...recipe, marginNm: 3 };
  const whole = { id: 'a', editedMs: 5, recipe, past: [older], future: ['?'] };
  expect(kept(JSON.stringify(whole))).toEqual({ kind: 'nanocrystal', ...whole, future: [] });
  for (const bad of [null, '{', '{"recipe": 1}', 'null'])
    expect(kept(bad).recipe).toEqual(first.recipe);
});

test('the latest is kept in the browser', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  editNanocrystal((r) => ({ ...r, marginNm: 4 }));
  expect([...kept.values()].map((text) => JSON.parse(text).recipe.marginNm)).toEqual([4]);
});
