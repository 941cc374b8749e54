import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { type Derived, derivedStore } from '#app/derive.ts';
import { documentStore, shown } from '#app/document.ts';
import { sessionStore } from '#app/session.ts';

export const useDerived = (): Derived => useStore(derivedStore);
export const useRecipe = () => useStore(documentStore, shown);
export const useSession = () => useStore(sessionStore);

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');
const watch = (query: MediaQueryList) => (notify: () => void) => {
  query.addEventListener('change', notify);
  return () => query.removeEventListener('change', notify);
};

/** The theme in force: the session's choice, else the system's. */
export function useDark(): boolean {
  const system = useSyncExternalStore(watch(darkQuery), () => darkQuery.matches);
  const { theme } = useSession();
  return theme === 'system' ? system : theme === 'dark';
}
