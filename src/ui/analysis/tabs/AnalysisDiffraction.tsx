import { DIFFRACTION_TAB } from '#app/diffraction/diffractionStore.ts';
import type { AnalysisTab } from '#ui/analysis/analysisTab.ts';
import { Fetching } from '#ui/kit/boundary/Fetching.tsx';
import { part } from '#ui/kit/boundary/part.tsx';

const Diffraction = part<object>({
  what: 'Diffraction',
  load: () => import('#ui/diffraction/Diffraction.tsx').then((m) => m.Diffraction),
  meanwhile: <Fetching />,
});

/** Of the crystals of the document: needs no trajectory. */
export const diffractionTab: AnalysisTab = {
  id: DIFFRACTION_TAB,
  label: 'Diffraction',
  isOfNoFrames: true,
  Sourceless: () => <Diffraction />,
};
