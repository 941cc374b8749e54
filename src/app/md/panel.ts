import { createStore } from 'zustand/vanilla';
import { createRefusedFields } from '#app/shell/refusedFields.ts';

/** Whether the panel of MD runs is open; a run continues while it is closed. */
export const mdPanelStore = createStore<{ readonly open: boolean }>()(() => ({ open: false }));

export const openMd = (): void => mdPanelStore.setState({ open: true });
export const closeMd = (): void => mdPanelStore.setState({ open: false });

/** Fields of the form with a refused number; no run starts while there are any. */
export const refusedNumbers = createRefusedFields();
