import { createStore } from 'zustand/vanilla';
import { createRefusedFields } from '#app/shell/refusedFields.ts';

/** Whether the panel of runs is up; a run goes on without it. */
export const mdPanelStore = createStore<{ readonly open: boolean }>()(() => ({ open: false }));

export const openMd = (): void => mdPanelStore.setState({ open: true });
export const closeMd = (): void => mdPanelStore.setState({ open: false });

/** Numbers of the form that cannot be taken: no run starts while there are any. */
export const refusedNumbers = createRefusedFields();
