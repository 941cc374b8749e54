import { ORIENTATION_TAB } from '#app/orientation/orientationStore.ts';
import type { AnalysisTab } from '#ui/analysis/analysisTab.ts';
import { Fetching } from '#ui/kit/boundary/Fetching.tsx';
import { part } from '#ui/kit/boundary/part.tsx';
import type { OrientationProps } from '#ui/orientation/Orientation.tsx';

const Orientation = part<OrientationProps>({
  what: 'Orientation',
  load: () => import('#ui/orientation/Orientation.tsx').then((m) => m.Orientation),
  meanwhile: <Fetching />,
});

/** Of the crystals of the document: needs no trajectory. */
export const orientationTab: AnalysisTab = {
  id: ORIENTATION_TAB,
  label: 'Orientation',
  isOfNoFrames: true,
  Sourceless: ({ model }) => <Orientation model={model} />,
};
