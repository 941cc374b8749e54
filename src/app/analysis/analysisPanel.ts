import { createStore } from 'zustand/vanilla';

interface AnalysisPanel {
  readonly open: boolean;
  /** Id of the tab chosen last; null stands for the first tab. */
  readonly tab: string | null;
}

/** Whether the analysis panel of the played trajectory is open, and which of its tabs. */
export const analysisPanelStore = createStore<AnalysisPanel>()(() => ({
  open: false,
  tab: null,
}));

export const openAnalysis = (): void => analysisPanelStore.setState({ open: true });
export const closeAnalysis = (): void => analysisPanelStore.setState({ open: false });
export const setAnalysisTab = (tab: string): void => analysisPanelStore.setState({ tab });
