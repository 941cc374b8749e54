import { afterEach, expect, test } from 'vitest';
import { analysisPanelStore } from '#app/analysis/analysisPanel.ts';
import { choicesLink, openChoicesLink } from '#app/diffraction/choicesLink.ts';
import {
  askChoices,
  DIFFRACTION_TAB,
  diffractionStore,
  openDiffraction,
  typeChoice,
  typeScan,
  typeWidths,
  undoChoices,
} from '#app/diffraction/diffractionStore.ts';
import { documentCrystals } from '#app/diffraction/documentCrystals.ts';
import { readChoices } from '#app/diffraction/readChoices.ts';
import { scanOptions, scanQuestion } from '#app/diffraction/scanQuestion.ts';
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

test('choices come back from a link as one step; what a link says wrongly is as at first', () => {
  typeScan({ filmPeriods: [40], along: [1, -1, 0], spacing: 'own', sampleMm: 10 });
  typeWidths(0, { strainPercent: 1 });
  askChoices({ geometry: 'in-plane', from: 20 });
  const { asked } = diffractionStore.getState();
  const link = `#z=abc${choicesLink()}`;
  diffractionStore.setState(first);
  openChoicesLink(link);
  expect(diffractionStore.getState().asked).toEqual(asked);
  undoChoices();
  expect(diffractionStore.getState().asked).toEqual(first.asked);
  const odd = {
    radiation: 'sun',
    from: 60,
    to: 50,
    geometry: 'x',
    scan: { spacing: 3, along: [1] },
  };
  expect(readChoices(odd)).toEqual(first.asked);
});

test('a scan asks for what its geometry has, and the terminal is told the same', () => {
  const { recipe } = presetOf('ge-si');
  const scan = { ...first.asked.scan, filmPeriods: [0], sampleMm: 8, repeats: 3, surfaceAng: 4 };
  const choices = { ...first.asked, to: 180, displacementAng2: 0.5, scan };
  const out = scanQuestion(recipe, 'out-of-plane', choices);
  expect(out.choices).toMatchObject({ filmPeriods: [null], repeats: 1 });
  expect(out.settings).toMatchObject({
    range: [10, 179],
    footprint: { sampleMm: 8, beamMm: 0.1 },
  });
  expect(scanOptions(out.choices, out.settings, { decades: 6 })).toBe(
    '--geometry out-of-plane --wavelength CuKa --range 10,179 --instrument 0.01 --debye-waller 0.5 --substrate endless --spacing document --decades 6 --attenuation 20 --sample 8 --beam 0.1 --roughness 4,0',
  );
  const plane = scanQuestion(recipe, 'in-plane', {
    ...choices,
    scan: { ...scan, filmPeriods: [5], along: [2, 2, 0] },
  });
  expect(plane.settings.footprint).toBeNull();
  expect(plane.settings.roughness.surfaceAng).toBe(0);
  expect(scanOptions(plane.choices, plane.settings, { decades: 8 })).toContain(
    '--film-periods 5 --substrate endless --spacing document --decades 8 --domain 50 --depth 10 --along 2,2,0',
  );
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
