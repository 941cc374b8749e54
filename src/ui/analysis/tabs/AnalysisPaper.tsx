import { isPaperAsked, PAPER_TAB } from '#app/analysis/openPaperData.ts';
import type { AnalysisTab } from '#ui/analysis/analysisTab.ts';
import { part } from '#ui/kit/boundary/part.tsx';

const PaperData = part<object>({
  what: 'The paper’s data',
  load: () => import('#ui/paper/PaperData.tsx').then((m) => m.PaperData),
});

/** Of the paper: beside its models, and where it is asked for. */
export const paperTab: AnalysisTab = {
  id: PAPER_TAB,
  label: 'Paper',
  isOfNoFrames: true,
  isFor: (_, model) => model.paper.length > 0 || isPaperAsked(),
  Sourceless: () => <PaperData />,
};
