import { createStore } from 'zustand/vanilla';

/** Whether the analysis of the played trajectory is up. */
export const analysisPanelStore = createStore<{ readonly open: boolean }>()(() => ({
  open: false,
}));

export const openAnalysis = (): void => analysisPanelStore.setState({ open: true });
export const closeAnalysis = (): void => analysisPanelStore.setState({ open: false });
