import { createStore } from 'zustand/vanilla';

/** Whether the panel of runs is up; a run goes on without it. */
export const mdPanelStore = createStore<{ readonly open: boolean }>()(() => ({ open: false }));

export const openMd = (): void => mdPanelStore.setState({ open: true });
export const closeMd = (): void => mdPanelStore.setState({ open: false });
