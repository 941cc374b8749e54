import { MICROGRAPH_TAB } from '#app/micrograph/micrographStore.ts';
import type { AnalysisTab } from '#ui/analysis/analysisTab.ts';
import { Fetching } from '#ui/kit/boundary/Fetching.tsx';
import { part } from '#ui/kit/boundary/part.tsx';
import type { MicrographProps } from '#ui/micrograph/Micrograph.tsx';

const Micrograph = part<MicrographProps>({
  what: 'The micrograph',
  load: () => import('#ui/micrograph/Micrograph.tsx').then((m) => m.Micrograph),
  meanwhile: <Fetching />,
});

/** An image of one's own against the crystals of the document: needs no trajectory. */
export const micrographTab: AnalysisTab = {
  id: MICROGRAPH_TAB,
  label: 'Micrograph',
  isOfNoFrames: true,
  Sourceless: ({ model }) => <Micrograph model={model} />,
};
