import { afterEach, expect, test, vi } from 'vitest';
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

test('the latest is kept in the browser', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  editNanocrystal((r) => ({ ...r, marginNm: 4 }));
  expect([...kept.values()].map((text) => JSON.parse(text).marginNm)).toEqual([4]);
});
