import { createStore } from 'zustand/vanilla';

/** How often a data sheet was asked for. */
export const dataSheetStore = createStore<{ readonly asked: number }>()(() => ({ asked: 0 }));

/** Prints one page of the interface shown. */
export const printDataSheet = (): void =>
  dataSheetStore.setState(({ asked }) => ({ asked: asked + 1 }));
