import { createContext, useContext } from 'react';

/** Whether the page is dark; the page's frame provides it. */
export const DarkContext = createContext(false);

export const useDark = (): boolean => useContext(DarkContext);
