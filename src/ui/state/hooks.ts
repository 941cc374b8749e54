import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { type Derived, derivedStore } from '#app/document/derive.ts';
import { documentStore, shown } from '#app/document/document.ts';
import { sessionStore } from '#app/look/session.ts';
import type { PlayerState } from '#app/player/player.ts';
import { throttledPlayer } from '#app/player/throttledPlayer.ts';

export const useDerived = (): Derived => useStore(derivedStore);
export const useRecipe = () => useStore(documentStore, shown);
export const useSession = () => useStore(sessionStore);
/** A part of the player for words and buttons: while it plays, a few times a second. */
export const usePlayer = <T>(select: (player: PlayerState) => T): T =>
  useStore(throttledPlayer, select);

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');
const watch = (query: MediaQueryList) => (notify: () => void) => {
  query.addEventListener('change', notify);
  return () => query.removeEventListener('change', notify);
};

/** Whether the theme in force is the dark one: the session's choice, else the system's. */
export function useTheme(): boolean {
  const system = useSyncExternalStore(watch(darkQuery), () => darkQuery.matches);
  const { theme } = useSession();
  return theme === 'system' ? system : theme === 'dark';
}
