import { analysisPanelStore, openAnalysis } from './analysisPanel.ts';

/** The id of the tab of the paper's tables in the analysis. */
export const PAPER_TAB = 'paper';

/** Opens the analysis on the tables of the paper. */
export const openPaperData = (): void => openAnalysis(PAPER_TAB);

/** Whether that tab was asked for, whatever the document is. */
export const isPaperAsked = (): boolean => analysisPanelStore.getState().tab === PAPER_TAB;
