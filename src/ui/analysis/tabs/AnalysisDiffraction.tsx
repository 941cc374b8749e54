import { DIFFRACTION_TAB } from '#app/diffraction/diffractionStore.ts';
import type { AnalysisTab } from '#ui/analysis/analysisTab.ts';
import { part } from '#ui/kit/boundary/part.tsx';

const Diffraction = part<object>({
  what: 'Diffraction',
  load: () => import('#ui/diffraction/Diffraction.tsx').then((m) => m.Diffraction),
});

/** Of the crystals of the document: needs no trajectory. */
export const diffractionTab: AnalysisTab = {
  id: DIFFRACTION_TAB,
  label: 'Diffraction',
  isOfNoFrames: true,
  Sourceless: () => <Diffraction />,
};
