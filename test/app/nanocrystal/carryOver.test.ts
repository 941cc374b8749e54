import { afterEach, expect, test, vi } from 'vitest';
import { documentStore, open } from '#app/document/document.ts';
import { openNanocrystalOfInterface, openPeriodicModel } from '#app/nanocrystal/carryOver.ts';
import { nanocrystalStore, openNanocrystal } from '#app/nanocrystal/nanocrystalStore.ts';
import { noticeStore } from '#app/shell/notices.ts';
import { placesStore } from '#app/shell/places.ts';
import { toastStore } from '#app/shell/toasts.ts';
import { nanocrystalPreset } from '#core/nanocrystal/nanocrystalPresets.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';

afterEach(() => vi.unstubAllGlobals());
const told = () => noticeStore.getState().notices.map((n) => [n.text, ...(n.more ?? [])].join(' '));
const isOpen = () => placesStore.getState().open.includes('nanocrystal');

test('the face of the nanocrystal is opened as a document, and what it does not hold is said', async () => {
  openNanocrystal(nanocrystalPreset('cds-zns-core-shell').recipe);
  await openPeriodicModel();
  expect(documentStore.getState().committed.title).toBe('ZnS (100) on CdS (100)');
  expect(documentStore.getState().past).toHaveLength(1);
  expect(isOpen()).toBe(false);
  expect(told()).toEqual([
    expect.stringMatching(/^The periodic model of the face: what to know .*alone$/),
  ]);
});

test('the interface of the document is opened as a nanocrystal; one without a film says why not', async () => {
  const { recipe } = presetOf('ge-si');
  open(recipe);
  await openNanocrystalOfInterface();
  expect(nanocrystalStore.getState().recipe).toMatchObject({
    title: 'Ge (001) on a nanocrystal of Si (001)',
    cap: { material: 'Ge' },
  });
  expect(isOpen()).toBe(true);
  expect(told()).toEqual([expect.stringContaining('choices, to be changed')]);
  open({ ...recipe, steps: recipe.steps.filter((s) => s.kind !== 'film') });
  await openNanocrystalOfInterface();
  expect(toastStore.getState().text).toMatch(/^There is no nanocrystal of this document: /);
  openNanocrystal({ ...nanocrystalPreset('cds-zns-core-shell').recipe, cap: null });
  await openPeriodicModel();
  expect(toastStore.getState().text).toMatch(/^There is no periodic model: /);
});
