import { afterEach, expect, test } from 'vitest';
import { analysisPanelStore, setAnalysisTab } from '#app/analysis/analysisPanel.ts';
import { isPaperAsked, openPaperData, PAPER_TAB } from '#app/analysis/openPaperData.ts';
import { DIFFRACTION_TAB, openDiffraction } from '#app/diffraction/diffractionStore.ts';
import { MICROGRAPH_TAB, openMicrographTab } from '#app/micrograph/micrographStore.ts';
import { closePlace, placesStore } from '#app/shell/places.ts';

afterEach(() => closePlace('analysis'));

test.each([
  [PAPER_TAB, openPaperData],
  [DIFFRACTION_TAB, openDiffraction],
  [MICROGRAPH_TAB, openMicrographTab],
])('%s opens as a tab of the analysis', (tab, open) => {
  setAnalysisTab('another');
  expect(isPaperAsked()).toBe(false);
  open();
  expect(placesStore.getState().open).toContain('analysis');
  expect(analysisPanelStore.getState().tab).toBe(tab);
  expect(isPaperAsked()).toBe(tab === PAPER_TAB);
});
