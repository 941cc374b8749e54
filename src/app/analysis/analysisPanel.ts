import { createStore } from 'zustand/vanilla';
import { openPlace } from '#app/shell/places.ts';

interface AnalysisPanel {
  /** Id of the tab chosen last; null stands for the first tab. */
  readonly tab: string | null;
}

/** Which of the tabs of the analysis is shown. */
export const analysisPanelStore = createStore<AnalysisPanel>()(() => ({ tab: null }));

export const setAnalysisTab = (tab: string): void => analysisPanelStore.setState({ tab });

/** Opens the analysis on one of its tabs. */
export function openAnalysis(tab: string): void {
  setAnalysisTab(tab);
  openPlace('analysis');
}
