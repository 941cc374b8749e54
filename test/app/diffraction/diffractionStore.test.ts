import { afterEach, expect, test } from 'vitest';
import { analysisPanelStore } from '#app/analysis/analysisPanel.ts';
import {
  askChoices,
  DIFFRACTION_TAB,
  diffractionStore,
  openDiffraction,
  typeChoice,
  typeWidths,
} from '#app/diffraction/diffractionStore.ts';
import { documentCrystals } from '#app/diffraction/documentCrystals.ts';
import { closePlace, placesStore } from '#app/shell/places.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';

const first = diffractionStore.getState();
afterEach(() => {
  diffractionStore.setState(first);
  closePlace('analysis');
});

test('what is typed takes effect when it is asked for', () => {
  typeChoice({ from: 20 });
  typeWidths(1, { sizeNm: 5 });
  expect(diffractionStore.getState().asked).toBe(first.asked);
  askChoices();
  const { asked } = diffractionStore.getState();
  expect(asked.from).toBe(20);
  expect(asked.crystals[1]).toEqual({ weight: 50, sizeNm: 5, strainPercent: 0 });
});

test('the crystals of a document stand once each, from the bottom, unstrained', () => {
  const crystals = documentCrystals(presetOf('cspbbr3-cds').recipe);
  expect(crystals.map(({ name, slab }) => [name, slab])).toEqual([
    ['CsPbBr3', 0],
    ['CdS', 1],
  ]);
  expect([...crystals[1]!.structure.lattice]).toEqual([5.81, 0, 0, 0, 5.81, 0, 0, 0, 5.81]);
  const { recipe } = presetOf('cspbbr3-cds');
  const [substrate, film, vacuum] = recipe.steps;
  expect(documentCrystals({ ...recipe, steps: [substrate!, film!, film!, vacuum!] })).toHaveLength(
    2,
  );
});

test('diffraction opens as a tab of the analysis', () => {
  openDiffraction();
  expect(analysisPanelStore.getState().tab).toBe(DIFFRACTION_TAB);
  expect(placesStore.getState().open).toContain('analysis');
});
