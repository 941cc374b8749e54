import { createStore } from 'zustand/vanilla';

/** How often another document came into this tab: its picture is fitted anew, whatever the two have in common. */
export const openedStore = createStore<{ readonly times: number }>()(() => ({ times: 0 }));
