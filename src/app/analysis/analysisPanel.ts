import { createStore } from 'zustand/vanilla';

interface AnalysisPanel {
  readonly open: boolean;
  /** Id of the part that was chosen last; null: the first. */
  readonly tab: string | null;
}

/** Whether the analysis of the played trajectory is up, and which part of it. */
export const analysisPanelStore = createStore<AnalysisPanel>()(() => ({
  open: false,
  tab: null,
}));

export const openAnalysis = (): void => analysisPanelStore.setState({ open: true });
export const closeAnalysis = (): void => analysisPanelStore.setState({ open: false });
export const setAnalysisTab = (tab: string): void => analysisPanelStore.setState({ tab });
