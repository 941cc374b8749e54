import { createContext } from 'react';

/** What the names of the files of all plots inside begin with; "" for nothing. */
export const FileStemContext = createContext('');
