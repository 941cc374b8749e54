import { afterEach, expect, test, vi } from 'vitest';
import { documentStore, open } from '#app/document/document.ts';
import { library } from '#app/document/library.ts';
import { openNanocrystalOfInterface, openPeriodicModel } from '#app/nanocrystal/carryOver.ts';
import {
  nanocrystalStore,
  openNanocrystal,
  undoNanocrystal,
} from '#app/nanocrystal/nanocrystalStore.ts';
import { noticeStore } from '#app/shell/notices.ts';
import { placesStore } from '#app/shell/places.ts';
import { toastStore } from '#app/shell/toasts.ts';
import { nanocrystalPreset } from '#core/nanocrystal/nanocrystalPresets.ts';
import { orientationOf } from '#core/nanocrystal/orientation.ts';
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

test('an interface that is not built is grown on a nanocrystal in one step, and the document stays', async () => {
  const { recipe: kept } = presetOf('ge-si');
  open(kept);
  const before = nanocrystalStore.getState().recipe;
  await openNanocrystalOfInterface(presetOf('gan-al2o3').recipe);
  const { cap, core } = nanocrystalStore.getState().recipe;
  // GaN turned by 30° on sapphire: [10-10] of the one along [11-20] of the other.
  expect([core.material, cap!.material]).toEqual(['Al2O3', 'GaN']);
  expect(cap).toMatchObject(orientationOf(presetOf('gan-al2o3').recipe, library));
  expect(documentStore.getState().committed).toBe(kept);
  undoNanocrystal();
  expect(nanocrystalStore.getState().recipe).toEqual(before);
});
