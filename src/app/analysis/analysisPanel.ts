import { createStore } from 'zustand/vanilla';

export type AnalysisTab =
  | 'contacts'
  | 'picked'
  | 'values'
  | 'rdf'
  | 'msd'
  | 'profile'
  | 'drift'
  | 'spectrum';

interface AnalysisPanel {
  readonly open: boolean;
  readonly tab: AnalysisTab;
}

/** Whether the analysis of the played trajectory is up, and which part of it. */
export const analysisPanelStore = createStore<AnalysisPanel>()(() => ({
  open: false,
  tab: 'contacts',
}));

export const openAnalysis = (): void => analysisPanelStore.setState({ open: true });
export const closeAnalysis = (): void => analysisPanelStore.setState({ open: false });
export const setAnalysisTab = (tab: AnalysisTab): void => analysisPanelStore.setState({ tab });
