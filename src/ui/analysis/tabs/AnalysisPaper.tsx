import { isPaperAsked, PAPER_TAB } from '#app/analysis/openPaperData.ts';
import { isOfPaperModel } from '#core/recipe/presets/paperReading.ts';
import type { AnalysisTab } from '#ui/analysis/analysisTab.ts';
import { Fetching } from '#ui/kit/boundary/Fetching.tsx';
import { part } from '#ui/kit/boundary/part.tsx';

const PaperData = part<object>({
  what: 'The paper’s data',
  load: () => import('#ui/paper/PaperData.tsx').then((m) => m.PaperData),
  meanwhile: <Fetching />,
});

/** Of the paper: beside its models, and where it is asked for. */
export const paperTab: AnalysisTab = {
  id: PAPER_TAB,
  label: 'Paper',
  isOfNoFrames: true,
  isFor: (_, model) => isOfPaperModel(model.built.recipe) || isPaperAsked(),
  Sourceless: () => <PaperData />,
};
